import { percent, table } from '../markdown.ts';
import type { Judged, JudgedLoad } from './judge.ts';

/** Loads of one mix. */
export interface Group {
  readonly name: string;
  readonly loads: readonly JudgedLoad[];
  readonly version: string;
  /** On which each was recorded. */
  readonly days: readonly string[];
}

interface Column {
  readonly name: string;
  readonly all: readonly Judged[];
}

const LEVELS = ['certain', 'likely', 'guess'] as const;

/** Markdown. */
export function report(groups: readonly Group[]): string {
  const columns = (about: Judged['about']): readonly Column[] =>
    groups.flatMap(({ name, loads }) => (['named', 'hidden'] as const).map((which) => ({ name: which === 'named' ? name : `${name}, ids hidden`, all: loads.flatMap((load) => load[which]).filter((one) => one.about === about) })));
  const days = [...new Set(groups.flatMap((group) => group.days))].sort().join(', ');
  const versions = [...new Set(groups.map(({ version }) => version))].join(', ');
  return [
    `${groups.map(({ name, loads }) => `${loads.length} loads (${name})`).join(' and ')}, recorded on ${days} with chromium ${versions}, headless. The share that the NetLog confirms, in percent, and in brackets of how many.`,
    '### Why a connection was opened',
    byLevel(columns('why')),
    '### By reason: certain and likely ones',
    byReason(columns('why').map(({ name, all }) => ({ name, all: all.filter(({ confidence }) => confidence !== 'guess') }))),
    '### What a request waited for',
    byLevel(columns('stall')),
    '### Findings',
    byRow(LEVELS.slice(0, 2), columns('finding'), ({ confidence }) => confidence),
  ].join('\n\n');
}

const byLevel = (columns: readonly Column[]): string =>
  table(headOf(columns), [
    ...LEVELS.map((level) => [level === 'guess' ? '`guess`, but for `unknown`' : `\`${level}\``, ...columns.map(({ all }) => confirmed(all.filter(({ said, confidence }) => confidence === level && said !== 'unknown')))]),
    ['`unknown`, of all', ...columns.map(({ all }) => percent(all.filter(({ said }) => said === 'unknown').length, all.length))],
  ]);

const byReason = (columns: readonly Column[]): string => byRow([...new Set(columns.flatMap(({ all }) => all.map(({ said }) => said)))].sort(), columns, ({ said }) => said);

const byRow = (rows: readonly string[], columns: readonly Column[], rowOf: (one: Judged) => string): string =>
  table(headOf(columns), rows.map((row) => [`\`${row}\``, ...columns.map(({ all }) => confirmed(all.filter((one) => rowOf(one) === row)))]));

const headOf = (columns: readonly Column[]): readonly string[] => ['said', ...columns.map(({ name }) => name)];

function confirmed(verdicts: readonly Judged[]): string {
  const known = verdicts.filter(({ truth }) => truth !== undefined);
  return percent(known.filter(({ said, truth }) => said === truth).length, known.length);
}
