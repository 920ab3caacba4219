import type { Analysis } from '../model/analysis.ts';
import { sanitiseUrl } from '../base/sanitise.ts';
import { writeHar } from './har.ts';
import { writeSummary } from './summary.ts';

export interface Exporter {
  readonly id: string;
  /** As the export menu says it. */
  readonly label: string;
  readonly mime: string;
  /** Without the leading dot. */
  readonly extension: string;
  write(analysis: Analysis): string;
}

/** One line per exporter; the menu and the tests read this list. */
export const EXPORTERS: readonly Exporter[] = [
  { id: 'har', label: 'HAR', mime: 'application/json', extension: 'har', write: (analysis) => JSON.stringify(writeHar(analysis), null, 1) },
  { id: 'summary', label: 'Summary (JSON)', mime: 'application/json', extension: 'summary.json', write: (analysis) => JSON.stringify(writeSummary(analysis), null, 1) },
];

export interface ExportedFile {
  readonly name: string;
  readonly mime: string;
  readonly text: string;
}

/** The file that an exporter makes, named after the page's host and the first request's time; `null` for an unknown id. */
export function exportFile(id: string, analysis: Analysis): ExportedFile | null {
  const exporter = EXPORTERS.find((candidate) => candidate.id === id);
  if (!exporter) return null;
  const host = /^\w+:\/\/([^/:?#]+)/.exec(sanitiseUrl(analysis.pages[0]?.url ?? analysis.requests[0]?.url ?? ''))?.[1] ?? 'empty';
  const time = analysis.span ? new Date(analysis.span.start).toISOString().slice(0, 19).replaceAll(/[-:]/g, '') : 'recording';
  return { name: `${host}-${time}.${exporter.extension}`, mime: exporter.mime, text: exporter.write(analysis) };
}
