import type { Analysis, OriginSummary } from '../core/model/analysis.ts';
import type { Connection, UnusedConnection } from '../core/model/connection.ts';
import { slotWaits } from '../core/insight/stalls/stalls.ts';
import { isMultiplexed } from '../core/model/protocol.ts';
import type { Request } from '../core/model/request.ts';
import { foldOrigins, type Fold } from './fold.ts';
import { unusedElsewhere, unusedOf } from './unused.ts';
import { usesNetwork } from '../core/model/network-use.ts';
import { groupOf, pick, pickUsing, type Lane, type Shown } from './group.ts';
import { originNames } from './origin-names.ts';
import type { Queue } from './queue.ts';
import { remember } from './remember.ts';
import { stalledMsOf, stallsOf } from './stalls.ts';
import { serialTrackOf, tracksOf, type Track } from './streams.ts';

interface Common {
  /** Stable while the recording grows. */
  readonly id: string;
  /** CSS pixels. */
  readonly height: number;
}

export type Row =
  | (Common & { readonly kind: 'origin'; readonly origin: OriginSummary; /** Unlike that of every other in the list. */ readonly name: string; readonly open: boolean; readonly requests: readonly Request[] })
  | (Common & { readonly kind: 'fold'; readonly fold: Fold; readonly open: boolean; readonly requests: readonly Request[] })
  | (Common & { readonly kind: 'more'; readonly fold: Fold; readonly left: number })
  | (Common & { readonly kind: 'waiting'; readonly queue: Queue; /** A filter hides others that waited. */ readonly isPart: boolean; /** What it waited for was, as far as the data tell, mostly one of few slots. */ readonly forSlot: boolean })
  | (Common & { readonly kind: 'lane'; readonly connection: Connection; readonly requests: readonly Request[]; readonly possible: readonly Request[]; readonly tracks: readonly Track[] })
  | (Common & { readonly kind: 'ghost'; readonly connection: Connection; readonly requests: readonly Request[] })
  | (Common & { readonly kind: 'stack'; readonly lanes: readonly Lane[] })
  /** `withHost`: the row above does not say whose it is. */
  | (Common & { readonly kind: 'unused'; readonly connection: UnusedConnection; readonly withHost: boolean })
  /** Those to origins that no request went to. */
  | (Common & { readonly kind: 'elsewhere'; readonly connections: readonly UnusedConnection[]; readonly open: boolean })
  | (Common & { readonly kind: 'unknown'; readonly requests: readonly Request[]; readonly tracks: readonly Track[] })
  | (Common & { readonly kind: 'none'; readonly requests: readonly Request[] });

export type RowOf<K extends Row['kind']> = Extract<Row, { readonly kind: K }>;

export interface RowOptions {
  /** The origins in the order in which they are listed. */
  readonly origins: readonly OriginSummary[];
  readonly isOpen: (rowId: string) => boolean;
  /** How many origins an open fold lists. */
  readonly unfolded: (foldId: string) => number;
  readonly shown: Shown;
  /** Origins that have a row of their own, however many there are: findings name them. */
  readonly named?: ReadonlySet<string>;
}

/**
 * Waits that add up to less do not deserve a row: what takes up to 0.1 s feels
 * immediate (J. Nielsen, Usability Engineering, 1993, chapter 5).
 */
export const LEAST_QUEUE_MS = 100;
/** A stack is never higher than this many sockets. */
export const MOST_STACKED = 12;

export const HEIGHTS = { origin: 20, fold: 26, more: 20, waiting: 22, serial: 18, streams: 20, ghost: 18, unused: 18, elsewhere: 20, none: 20 } as const;

/** A streams' lane: 1 row, 2-3 rows of 5 px, more rows of 2 px. */
function laneHeight(tracks: number): number {
  if (tracks <= 1) return HEIGHTS.serial;
  return tracks <= 3 ? HEIGHTS.streams : 8 + 3 * tracks;
}

/** Everything that the recording shows, from top to bottom. */
export function rowsOf(analysis: Analysis, options: RowOptions): readonly Row[] {
  const now = analysis.span?.end ?? 0;
  const { kept, folds } = foldOrigins(options.origins, options.named);
  const listed = { ...options, nameOf: originNames(options.origins.map(({ origin }) => origin)) };
  return [
    ...kept.flatMap((origin) => originRows(analysis, origin, listed, now)),
    ...folds.flatMap((fold) => foldRows(analysis, fold, listed, now)),
    ...elsewhereRows(analysis, options),
    ...noneRows(pick(analysis.origins.flatMap(withoutConnection), options.shown)),
  ];
}

interface Listed extends RowOptions {
  readonly nameOf: (origin: string) => string;
}

function originRows(analysis: Analysis, origin: OriginSummary, options: Listed, now: number): Row[] {
  const requests = pickUsing(origin.requests, options.shown);
  if (requests.length === 0) return [];
  const id = `origin:${origin.origin}`;
  const open = options.isOpen(id);
  const head: Row = { kind: 'origin', id, height: HEIGHTS.origin, origin, name: options.nameOf(origin.origin), open, requests };
  if (!open) return [head];
  // What no request used is of no request that a filter asks for; where it asks for all of the origin, it is of it.
  const unused = requests.length === pickUsing(origin.requests, null).length ? unusedRows(unusedOf(analysis, origin.origin), false) : [];
  return [head, ...lanesOf(analysis, origin, options.shown, now), ...unused];
}

/** The lanes of one origin, as if it were open. */
export const lanesOfOrigin = (analysis: Analysis, origin: OriginSummary): readonly Row[] => lanesOf(analysis, origin, null, analysis.span?.end ?? 0);

function lanesOf(analysis: Analysis, summary: OriginSummary, shown: Shown, now: number): Row[] {
  const rows: Row[] = [];
  const { origin } = summary;
  const group = groupOf(summary, shown);
  const { queue, single, unknown } = group;
  if (queue.total >= LEAST_QUEUE_MS) {
    const requests = pickUsing(summary.requests, shown);
    rows.push({ kind: 'waiting', id: `waiting:${origin}`, height: HEIGHTS.waiting, queue, isPart: stallsOf(requests).count < stallsOf(pickUsing(summary.requests, null)).count, forSlot: isForSlots(analysis, requests, queue) });
  }
  if (single.length > 0) {
    const height = 8 + 3 * Math.min(single.length, MOST_STACKED);
    rows.push({ kind: 'stack', id: `stack:${origin}`, height: Math.max(height, 32), lanes: single });
  }
  for (const { connection, requests, possible } of group.lanes) {
    const tracks = isMultiplexed(connection.protocol) || connection.protocol === null ? tracksOf(requests, now) : serialTrackOf(requests, now);
    rows.push({ kind: 'lane', id: `lane:${connection.id}`, height: laneHeight(tracks.length), connection, requests, possible, tracks });
  }
  for (const { connection, requests } of group.ghosts) {
    rows.push({ kind: 'ghost', id: `ghost:${origin}:${connection.id}`, height: HEIGHTS.ghost, connection, requests });
  }
  if (unknown.length > 0) {
    const tracks = tracksOf(unknown, now);
    rows.push({ kind: 'unknown', id: `unknown:${origin}`, height: laneHeight(tracks.length), requests: unknown, tracks });
  }
  return rows;
}

/** Of each request once: a filter and a fold ask again. */
export const slotWaitsOf = remember((analysis: Analysis) => remember(slotWaits(analysis)));

/** Most of the waits. */
const MOST = 0.5;

/** Named after the slots of HTTP/1 where the verdicts of most of it do; else nothing says more than where it waited. */
function isForSlots(analysis: Analysis, requests: readonly Request[], { total }: Queue): boolean {
  const isForSlot = slotWaitsOf(analysis);
  return stalledMsOf(requests.filter(isForSlot)) >= total * MOST;
}

const unusedRows = (connections: readonly UnusedConnection[], withHost: boolean): Row[] =>
  connections.map((connection) => ({ kind: 'unused', id: `unused:${connection.id}`, height: HEIGHTS.unused, connection, withHost }));

function elsewhereRows(analysis: Analysis, { shown, isOpen }: RowOptions): Row[] {
  const connections = shown === null ? unusedElsewhere(analysis) : [];
  if (connections.length === 0) return [];
  const open = isOpen(ELSEWHERE);
  const head: Row = { kind: 'elsewhere', id: ELSEWHERE, height: HEIGHTS.elsewhere, connections, open };
  return open ? [head, ...unusedRows(connections, true)] : [head];
}

const ELSEWHERE = 'elsewhere';

const usingOfFold = remember((fold: Fold) => fold.origins.flatMap((origin) => pickUsing(origin.requests, null)));

function foldRows(analysis: Analysis, fold: Fold, options: Listed, now: number): Row[] {
  const requests = pick(usingOfFold(fold), options.shown);
  if (requests.length === 0) return [];
  const open = options.isOpen(fold.id);
  const head: Row = { kind: 'fold', id: fold.id, height: HEIGHTS.fold, fold, open, requests };
  if (!open) return [head];
  const count = options.unfolded(fold.id);
  const left = fold.origins.length - count;
  const rows = [head, ...fold.origins.slice(0, count).flatMap((origin) => originRows(analysis, origin, options, now))];
  if (left > 0) rows.push({ kind: 'more', id: `more:${fold.id}`, height: HEIGHTS.more, fold, left });
  return rows;
}

export const withoutConnection = remember(({ requests }: OriginSummary): readonly Request[] => requests.filter((request) => !usesNetwork(request)));

function noneRows(without: readonly Request[]): Row[] {
  const requests = without.toSorted((a, b) => a.start - b.start);
  return requests.length === 0 ? [] : [{ kind: 'none', id: 'none', height: HEIGHTS.none, requests }];
}

/** The origins that start open: in this order, as long as their lanes leave nothing below the edge. Those that are open stay so. */
export function openAtFirst(analysis: Analysis, origins: readonly OriginSummary[], height: number, already: ReadonlySet<string>): ReadonlySet<string> {
  const { kept, folds } = foldOrigins(origins);
  const now = analysis.span?.end ?? 0;
  let used = kept.length * HEIGHTS.origin + folds.length * HEIGHTS.fold + HEIGHTS.none;
  const open = new Set(already);
  for (const origin of kept) {
    const id = `origin:${origin.origin}`;
    if (open.size > 0 && used >= height) break;
    const lanes = [...lanesOf(analysis, origin, null, now), ...unusedRows(unusedOf(analysis, origin.origin), false)].reduce((sum, row) => sum + row.height, 0);
    if (open.size > 0 && !open.has(id) && used + lanes > height) continue;
    open.add(id);
    used += lanes;
  }
  return open;
}
