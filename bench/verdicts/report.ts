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

/** Loads of one mix whose servers were asked. */
export interface ServedGroup extends Pick<Group, 'name' | 'version' | 'days'> {
  readonly judged: readonly Judged[];
  readonly loads: number;
}

interface Column {
  readonly name: string;
  readonly all: readonly Judged[];
}

const LEVELS = ['certain', 'likely', 'guess'] as const;

/** Markdown. */
export function report(groups: readonly Group[], served: readonly ServedGroup[]): string {
  const columns = (about: Judged['about']): readonly Column[] =>
    groups.flatMap(({ name, loads }) => (['named', 'hidden'] as const).map((which) => ({ name: which === 'named' ? name : `${name}, ids hidden`, all: loads.flatMap((load) => load[which]).filter((one) => one.about === about) })));
  const inFirefox = (about: Judged['about']): readonly Column[] => served.map(({ name, judged }) => ({ name, all: judged.filter((one) => one.about === about) }));
  return [
    `${groups.map(({ name, loads }) => `${loads.length} loads (${name})`).join(' and ')}, ${recordedOf(groups)} with chromium ${versionsOf(groups)}, headless. The share that the NetLog confirms, in percent, and in brackets of how many.`,
    '### Why a connection was opened',
    byLevel(columns('why')),
    '### By reason: certain and likely ones',
    byReason(columns('why').map(({ name, all }) => ({ name, all: all.filter(({ confidence }) => confidence !== 'guess') }))),
    '### What a request waited for',
    byLevel(columns('stall')),
    '### Findings',
    byRow(LEVELS.slice(0, 2), columns('finding'), ({ confidence }) => confidence),
    '### Firefox, by what the servers saw',
    `${served.map(({ name, loads }) => `${loads} loads (${name})`).join(', ')}, ${recordedOf(served)} with firefox ${versionsOf(served)}, headless. The share whose claim is so.`,
    byLevel(inFirefox('why')),
    byReason(inFirefox('why').map(({ name, all }) => ({ name, all: all.filter(({ confidence }) => confidence !== 'guess') }))),
    'Waits for a slot:',
    byLevel(inFirefox('stall')),
  ].join('\n\n');
}

const recordedOf = (groups: readonly Pick<Group, 'days'>[]): string => `recorded on ${[...new Set(groups.flatMap(({ days }) => days))].sort().join(', ')}`;
const versionsOf = (groups: readonly Pick<Group, 'version'>[]): string => [...new Set(groups.map(({ version }) => version))].join(', ');

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
