import type { ConnectionBasis } from '../model/connection.ts';
import type { Protocol } from '../model/protocol.ts';
import type { Draft } from './draft.ts';

/** A connection in the making: its members, and how we know that they belong together. */
export interface Lane {
  readonly basis: ConnectionBasis;
  /** `null` on a reported one whose requests do not say. */
  readonly protocol: Protocol | null;
  /** In the order in which they got the connection; the first is the opener, or the first that was seen. */
  readonly members: readonly Draft[];
  /** The first member opened it, says its own connect time. `null`: nobody tells. */
  readonly openedByFirst: boolean | null;
  /** How surely each member is on it; none where the browser names it. */
  readonly placings: ReadonlyMap<Draft, LanePlacing>;
  /** Those that its members may be on instead. */
  readonly rivals: readonly Lane[];
  /** Members of other lanes that may be on this one. */
  readonly possible: readonly Draft[];
}

export interface LanePlacing {
  readonly confidence: number;
  /** Where it may be instead, the likeliest first. */
  readonly others: readonly Lane[];
}

/** When a lane's member stops using it, epoch ms. A running request uses it without end. */
export const busyUntil = (draft: Draft): number => draft.facts.end ?? Infinity;

/** Whether it surely had its answer by then: what is not dated stands where its neighbour does. */
export const isDoneBefore = (draft: Draft, at: number): boolean => draft.dated && busyUntil(draft) < at;
