import type { Connection } from '../../model/connection.ts';
import type { Request } from '../../model/request.ts';
import type { Confidence } from '../why/verdict.ts';
import type { Reusable } from './browser-limits.ts';
import type { Idleness } from './idleness.ts';

/** How surely idleness is why a request opened its connection; `null`: something else is. */
export type Judge = (request: Request) => Confidence | null;

/** A stretch in which a connection had nothing to do, before the next request of one origin. */
export interface IdleGap {
  readonly ms: number;
  /** The connection that was idle. */
  readonly connection: string;
  readonly protocol: Reusable;
  readonly basis: Connection['basis']['kind'];
  /** The requests before and after it were surely on this connection, and none between them. */
  readonly isSure: boolean;
  /** Id of the request that ended it. */
  readonly request: string;
  /**
   * - `bridged`: the request used the connection. A fact, or as sure as the connection is.
   * - `lost`: the request opened another one, and nothing but the idleness of
   *   the old one is known to explain it. An inference, always: who closed the
   *   old one and why is not in the data.
   */
  readonly outcome: 'bridged' | 'lost';
  /** How sure it is that idleness lost it; `null`: bridged. */
  readonly verdict: Confidence | null;
  /** What opening the other one cost, ms; 0 when bridged, `null` when nobody tells. */
  readonly setupMs: number | null;
}

/** In a word, how surely these were lost: no surer than the least sure of them. */
export const howSurelyLost = (lost: readonly IdleGap[]): 'likely' | 'perhaps' => (lost.some(({ isSure, verdict }) => !isSure || verdict === 'guess') ? 'perhaps' : 'likely');

/** The gap on a connection that this request ended. */
export const gapBefore = ({ connection, protocol }: Idleness, request: Request, told: Pick<IdleGap, 'ms' | 'outcome' | 'verdict' | 'setupMs' | 'isSure'>): IdleGap => ({
  ms: told.ms,
  connection: connection.id,
  protocol,
  basis: connection.basis.kind,
  isSure: told.isSure,
  request: request.id,
  outcome: told.outcome,
  verdict: told.verdict,
  setupMs: told.setupMs,
});
