import { isDeepStrictEqual } from 'node:util';
import { messageOf } from '../../src/core/base/error.ts';
import { readWholeFile, type ReadFile } from '../../src/files/read-file.ts';
import { EXPORTERS } from '../../src/core/export/exporters.ts';
import { writeHar } from '../../src/core/export/har.ts';
import { writeSummary } from '../../src/core/export/summary.ts';
import { sanitising } from '../../src/core/export/privacy.ts';
import { findingsOf } from '../../src/core/insight/findings/findings-of.ts';
import { insightOf } from '../../src/core/insight/insight.ts';
import { eventStreamsOf, webSocketsOf } from '../../src/core/insight/protocols/sockets.ts';
import type { Analysis } from '../../src/core/model/analysis.ts';
import { lostIn } from '../../src/core/test/carried.ts';
import { brokenInvariants } from '../../src/core/test/invariants.ts';

export const COLUMNS = ['file', 'dialect', 'entries', 'connections', 'reported/inferred', 'new/earlier/reused/none/unknown', 'problems', 'ms'] as const;

export interface CorpusLine {
  /** Without the file's name and the time it took. */
  readonly cells: readonly string[];
  /** What does not hold that holds of any recording: faults of ours, whatever the file. */
  readonly faults: readonly string[];
  readonly isRead: boolean;
}

/** Imports a file as the panel does, looks at all that is worked out of it, and sums it up. Never throws. */
export async function corpusLine(file: Blob): Promise<CorpusLine> {
  try {
    const read = await readWholeFile([file], { raw: 'keep' });
    if (!read.ok) return { cells: ['–', '–', '–', '–', '–', read.error], faults: [], isRead: false };
    return { cells: cellsOf(read.value), faults: [...faultsOf(read.value), ...(await forgotten(file, read.value))], isRead: true };
  } catch (error) {
    return { cells: ['–', '–', '–', '–', '–', 'crashed'], faults: [`crashed: ${messageOf(error)}`], isRead: false };
  }
}

function cellsOf({ about, analysis: { requests, connections, totals } }: ReadFile): readonly string[] {
  const reported = connections.filter(({ basis }) => basis.kind === 'reported').length;
  const problems = about.problems.map(({ message, count, where }) => `${count} × ${message} (${where.join(', ')}${count > where.length ? '…' : ''})`);
  return [
    about.format.id,
    String(requests.length),
    String(connections.length),
    `${reported}/${connections.length - reported}`,
    [totals.new, totals.openedEarlier, totals.reused, totals.none, totals.unknown].join('/'),
    problems.join(' ') || '0',
  ];
}

function* worked({ analysis }: ReadFile): Generator<readonly [what: string, work: () => unknown]> {
  yield ['the insight', () => Object.values(insightOf(analysis))];
  for (const exporter of EXPORTERS) yield [`the export ${exporter.id}`, () => exporter.write(analysis, sanitising(), null)];
}

/** The panel gives entries up as they were, and must conclude the same. */
async function forgotten(file: Blob, { analysis }: ReadFile): Promise<readonly string[]> {
  const read = await readWholeFile([file], { raw: 'give-up' });
  return read.ok && isDeepStrictEqual(concludedOf(read.value.analysis), concludedOf(analysis)) ? [] : ['without its entries as they came something else is concluded'];
}

const concludedOf = (analysis: Analysis): unknown => {
  const { why, stalls } = insightOf(analysis);
  return [why, stalls, findingsOf(analysis), webSocketsOf(analysis), eventStreamsOf(analysis)];
};

function faultsOf(read: ReadFile): readonly string[] {
  const broken = [...brokenInvariants(read.analysis), ...lostIn(writeHar, read.analysis).map((lost) => `in our HAR ${lost}`), ...lostIn(writeSummary, read.analysis).map((lost) => `in our summary ${lost}`)];
  const thrown = [...worked(read)].flatMap(([what, work]) => {
    try {
      work();
      return [];
    } catch (error) {
      return [`${what}: ${messageOf(error)}`];
    }
  });
  return [...broken, ...thrown];
}
