import { percent, table } from '../markdown.ts';
import type { Judged, JudgedLoad } from './judge.ts';

const COLUMNS = ['named', 'hidden'] as const;
const HEAD = ['Chromium', 'the same loads, ids hidden'] as const;
const LEVELS = ['certain', 'likely', 'guess'] as const;

/** Markdown. */
export function report(loads: readonly JudgedLoad[], { version, recorded }: { readonly version: string; readonly recorded: string }): string {
  const of = (column: (typeof COLUMNS)[number], about: Judged['about']): readonly Judged[] => loads.flatMap((load) => load[column]).filter((one) => one.about === about);
  return [
    `${loads.length} loads, recorded on ${recorded} with chromium ${version}, headless. The share that the NetLog confirms, in percent, and in brackets of how many.`,
    '### Why a connection was opened',
    byLevel(COLUMNS.map((column) => of(column, 'why'))),
    '### By reason: certain and likely ones',
    byReason(COLUMNS.map((column) => of(column, 'why').filter(({ confidence }) => confidence !== 'guess'))),
    '### What a request waited for',
    byLevel(COLUMNS.map((column) => of(column, 'stall'))),
    '### Findings',
    byRow(LEVELS.slice(0, 2), COLUMNS.map((column) => of(column, 'finding')), ({ confidence }) => confidence),
  ].join('\n\n');
}

const byLevel = (columns: readonly (readonly Judged[])[]): string =>
  table(['said', ...HEAD], [
    ...LEVELS.map((level) => [level === 'guess' ? '`guess`, but for `unknown`' : `\`${level}\``, ...columns.map((all) => confirmed(all.filter(({ said, confidence }) => confidence === level && said !== 'unknown')))]),
    ['`unknown`, of all', ...columns.map((all) => percent(all.filter(({ said }) => said === 'unknown').length, all.length))],
  ]);

const byReason = (columns: readonly (readonly Judged[])[]): string => byRow([...new Set(columns.flat().map(({ said }) => said))].sort(), columns, ({ said }) => said);

const byRow = (rows: readonly string[], columns: readonly (readonly Judged[])[], rowOf: (one: Judged) => string): string =>
  table(['said', ...HEAD], rows.map((row) => [`\`${row}\``, ...columns.map((all) => confirmed(all.filter((one) => rowOf(one) === row)))]));

function confirmed(verdicts: readonly Judged[]): string {
  const known = verdicts.filter(({ truth }) => truth !== undefined);
  return percent(known.filter(({ said, truth }) => said === truth).length, known.length);
}
