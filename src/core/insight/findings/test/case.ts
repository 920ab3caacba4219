import { chromiumEntry, harFile, OPENED_TLS, REUSED, ZERO, type Told } from '../../../test/har.ts';
import { analyseFile } from '../../../test/read.ts';
import type { Analysis } from '../../../model/analysis.ts';
import type { Context, Reason, Verdict } from '../context.ts';
import type { Finding } from '../finding.ts';
import { findIn } from '../findings.ts';
import type { Rule } from '../rule.ts';

export const PAGE = 'https://shop.test/';

/** Over HTTP/2 on a connection that was there; times are ms. */
export const h2 = (told: Told): Record<string, unknown> => chromiumEntry({ httpVersion: 'h2', timings: REUSED, ...told });
/** Opens its connection: DNS 4 ms, TCP 12, TLS 18. */
export const h2New = (told: Told): Record<string, unknown> => h2({ timings: OPENED_TLS, ...told });

/** The page's own document, on connection 1. */
export const theDocument = (told: Told = {}): Record<string, unknown> => h2New({ url: PAGE, id: '1', entry: { _resourceType: 'document' }, ...told });

/** The same entry, sent with these headers. */
export function sentWith(entry: Record<string, unknown>, headers: Readonly<Record<string, string>>): Record<string, unknown> {
  const sent = { host: 'as named in the address', ...headers };
  return { ...entry, request: { ...(entry['request'] as object), headers: Object.entries(sent).map(([name, value]) => ({ name, value })) } };
}

export interface Case {
  /** When the load event was, ms after the start; left out: the file has no pages. */
  readonly load?: number;
  readonly page?: string;
  /** By place in the list of entries. */
  readonly why?: Readonly<Record<number, Reason | Verdict>>;
  /** Who waited for whom, by place in the list of entries. */
  readonly stalls?: Readonly<Record<number, readonly number[]>>;
  /** All of these waits are only guessed at. */
  readonly guessed?: true;
}

const idOf = (place: number | string): string => `har:${place}`;
const asVerdict = (told: Reason | Verdict): Verdict => (typeof told === 'string' ? { reason: told, confidence: 'likely' } : told);

/** What rules look at, read from entries as a browser writes them. */
export function aCase(entries: readonly unknown[], { load, page = PAGE, why = {}, stalls = {}, guessed }: Case = {}): Context {
  const pages = load === undefined ? [] : [{ id: 'page_1', title: page, startedDateTime: new Date(ZERO).toISOString(), pageTimings: { onContentLoad: load / 2, onLoad: load } }];
  const analysis: Analysis = analyseFile(harFile(entries, pages));
  return {
    analysis,
    why: new Map(Object.entries(why).map(([place, told]) => [idOf(place), asVerdict(told)])),
    stalls: new Map(Object.entries(stalls).map(([place, holders]) => [idOf(place), { why: 'slots' as const, confidence: guessed ? ('guess' as const) : ('likely' as const), holders: holders.map((holder) => ({ request: idOf(holder) })) }])),
  };
}

export const found = (rule: Rule, entries: readonly unknown[], told?: Case): readonly Finding[] => rule.find(aCase(entries, told));

/** The places of a finding's requests in the list of entries. */
export const placesOf = ({ requests }: Finding): readonly number[] => requests.map((id) => Number(id.slice(idOf('').length)));

/** The intervals of a saving, ms after the start. */
export const savedOver = ({ savingMs }: Finding): readonly (readonly [number, number])[] => (savingMs?.over ?? []).map(([from, to]) => [round(from - ZERO), round(to - ZERO)]);

const round = (ms: number): number => Math.round(ms * 1000) / 1000;

/** What all rules find; none of them may fail. */
export function allFound(context: Context): readonly Finding[] {
  const { findings, failed } = findIn(context);
  if (failed.length > 0) throw new Error(failed.map(({ rule, message }) => `${rule}: ${message}`).join('; '));
  return findings;
}
