import { groupBy } from '../base/group.ts';
import { code, markdownTable, prose } from '../base/markdown.ts';
import { count } from '../insight/words.ts';
import type { Analysis } from '../model/analysis.ts';
import { OPENED_FOR } from '../model/connection.ts';
import { netlogWriter, type SummaryNetlog } from './netlog.ts';
import type { Privacy } from './privacy.ts';

/** The most frequent ends, and as many unused connections, are what a reader wants. */
const MOST = { ends: 8, unused: 20, pools: 10 } as const;

/** What only a NetLog tells: who opened connections, how they ended, and which no request used. */
export function netlogSection(analysis: Analysis, privacy: Privacy): readonly string[] {
  const { report, unused, elsewhere } = netlogWriter(analysis, privacy);
  if (unused === null) return [];
  const used = analysis.connections.flatMap(({ origins, report: told }) => (told === undefined ? [] : [{ origin: origins[0] ?? '', netlog: report(told) }]));
  const all = [...used.map((one) => ({ ...one, outcome: 'used' })), ...unused];
  return [
    ['### What the NetLog tells', ...openings(all), ...ends(all.map(({ netlog }) => netlog)), ...pools(used)].join('\n\n'),
    ...(unused.length + elsewhere === 0 ? [] : [unusedSection(unused, elsewhere)]),
  ];
}

const OUTCOMES = ['used', 'unused', 'failed', 'never-ready'] as const;

function openings(all: readonly { readonly outcome: string; readonly netlog: SummaryNetlog }[]): readonly string[] {
  if (all.length === 0) return [];
  const rows = [...groupBy(all, ({ netlog }) => netlog.openedFor)].map(([by, some]) => [by === null ? 'unknown' : OPENED_FOR[by], ...OUTCOMES.map((outcome) => String(some.filter((one) => one.outcome === outcome).length))]);
  return [markdownTable(['connections opened for', 'used', 'never used', 'failed', 'never ready'], rows)];
}

function ends(all: readonly SummaryNetlog[]): readonly string[] {
  const ended = groupBy(all.flatMap(({ closed }) => closed ?? []), ({ by, words }) => `${by ?? 'unknown'}\n${words}`);
  if (ended.size === 0) return [];
  const rows = [...ended.values()].toSorted((a, b) => b.length - a.length).slice(0, MOST.ends).map((some) => [prose(some[0]!.words), some[0]!.by === null ? 'nobody tells' : `the ${some[0]!.by}`, String(some.length)]);
  const goAways = all.filter(({ goAwayAt }) => goAwayAt !== null).length;
  return [markdownTable(['ended, in the browser’s words', 'by', 'connections'], rows) + more(ended.size, rows.length, 'way', 'ways') + (goAways === 0 ? '' : `\n\nGOAWAY came on ${count(goAways, 'connection')}.`)];
}

/** Where one origin has several, no connection of one serves a request of another. */
function pools(used: readonly { readonly origin: string; readonly netlog: SummaryNetlog }[]): readonly string[] {
  const several = [...groupBy(used, ({ origin }) => origin)].flatMap(([origin, some]) => {
    const own = groupBy(some.flatMap(({ netlog }) => netlog.pool ?? []), (pool) => pool);
    return own.size < 2 ? [] : [...own].map(([pool, members]) => [code(origin), code(pool), String(members.length)]);
  });
  if (several.length === 0) return [];
  const first = several.slice(0, MOST.pools);
  return [markdownTable(['origin in several pools', 'pool', 'connections'], first) + more(several.length, first.length, 'pool', 'pools')];
}

function unusedSection(unused: NonNullable<ReturnType<typeof netlogWriter>['unused']>, elsewhere: number): string {
  const first = unused.slice(0, MOST.unused);
  const rows = first.map(({ id, origin, outcome, error, netlog }) => [code(origin), `#${id}`, netlog.openedFor === null ? 'unknown' : OPENED_FOR[netlog.openedFor], outcome.replace('-', ' '), prose(error ?? netlog.closed?.words ?? 'open at the end of the log')]);
  const table = first.length === 0 ? [] : [markdownTable(['origin', 'connection', 'opened for', '', 'end'], rows) + more(unused.length, first.length, 'connection', 'connections')];
  const left = elsewhere === 0 ? [] : [`${count(elsewhere, 'connection')} to hosts that no request went to ${elsewhere === 1 ? 'is' : 'are'} not listed.`];
  return ['### Connections that no request used', ...table, ...left].join('\n\n');
}

const more = (all: number, shown: number, one: string, many: string): string => (all > shown ? `\n\n… and ${count(all - shown, `more ${one}`, `more ${many}`)}.` : '');
