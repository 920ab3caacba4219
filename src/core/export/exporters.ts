import { sanitiseUrl } from '../base/sanitise.ts';
import { addressOf, type Analysis } from '../model/analysis.ts';
import { refusesCapture, writeCapture } from './capture.ts';
import { CONNECTION_TABLE, connectionRows } from './connections.ts';
import { writeCsv } from './csv.ts';
import { writeHar } from './har.ts';
import { ORIGIN_TABLE } from './origins.ts';
import { sanitising, type Privacy } from './privacy.ts';
import { writeReport } from './report.ts';
import { requestTable } from './requests.ts';
import { writeSummary } from './summary.ts';

export interface Exporter {
  readonly id: string;
  /** As the export menu says it. */
  readonly label: string;
  readonly mime: string;
  /** Without the leading dot. */
  readonly extension: string;
  /** @param lacks what is missing of the file that it is of, a clause; `null`: nothing */
  write(analysis: Analysis, privacy: Privacy, lacks: string | null): string;
  /** Why it has nothing to write of this; `null` where it has. */
  readonly refuses?: (analysis: Analysis) => string | null;
}

/** One line per exporter; the menu and the tests read this list. */
export const EXPORTERS: readonly Exporter[] = [
  { id: 'har', label: 'HAR', mime: 'application/json', extension: 'har', write: (analysis, privacy) => JSON.stringify(writeHar(analysis, privacy), null, 1) },
  { id: 'summary', label: 'Summary (JSON)', mime: 'application/json', extension: 'summary.json', write: (analysis, privacy) => JSON.stringify(writeSummary(analysis, privacy), null, 1) },
  { id: 'report', label: 'Report (Markdown)', mime: 'text/markdown', extension: 'md', write: writeReport },
  { id: 'requests', label: 'Requests (CSV)', mime: 'text/csv', extension: 'requests.csv', write: (analysis, privacy) => writeCsv(requestTable(analysis, privacy), analysis.requests) },
  { id: 'connections', label: 'Connections (CSV)', mime: 'text/csv', extension: 'connections.csv', write: (analysis, privacy) => writeCsv(CONNECTION_TABLE, connectionRows(analysis, privacy)) },
  { id: 'origins', label: 'Origins (CSV)', mime: 'text/csv', extension: 'origins.csv', write: ({ origins }) => writeCsv(ORIGIN_TABLE, origins) },
  { id: 'capture', label: 'Raw capture', mime: 'application/json', extension: 'capture.har', write: (analysis, privacy) => JSON.stringify(writeCapture(analysis, privacy), null, 1), refuses: refusesCapture },
];

export interface ExportedFile {
  readonly name: string;
  readonly mime: string;
  readonly content: string;
}

/** The file that an exporter makes, named after the page's host and the first request's time; `null` for an unknown id. @throws an error whose message is for people, where there is nothing to write */
export function exportFile(id: string, analysis: Analysis, privacy: Privacy = sanitising(), lacks: string | null = null): ExportedFile | null {
  const exporter = EXPORTERS.find((candidate) => candidate.id === id);
  if (!exporter) return null;
  const refusal = exporter.refuses?.(analysis) ?? null;
  if (refusal !== null) throw new Error(refusal);
  const host = /^\w+:\/\/([^/:?#]+)/.exec(sanitiseUrl(addressOf(analysis)))?.[1] ?? 'empty';
  const time = analysis.span ? new Date(analysis.span.start).toISOString().slice(0, 19).replaceAll(/[-:]/g, '') : 'recording';
  return { name: `${host}-${time}.${exporter.extension}`, mime: exporter.mime, content: exporter.write(analysis, privacy, lacks) };
}
