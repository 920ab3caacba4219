import type { Instant } from '../base/units.ts';
import type { Connection, UnusedConnection } from './connection.ts';
import type { Protocol } from './protocol.ts';
import type { Request } from './request.ts';
import type { OriginWays } from './wires.ts';

/** Sums over a set of requests. Sums of waits may exceed the clock: many requests wait at once. */
export interface Totals {
  readonly requests: number;
  readonly connections: number;
  readonly new: number;
  readonly openedEarlier: number;
  readonly reused: number;
  readonly none: number;
  readonly unknown: number;
  /** reused / (new + openedEarlier + reused); `null` when no request used a known connection. */
  readonly reuseRatio: number | null;
  readonly setupMs: number;
  readonly stalledMs: number;
  readonly byProtocol: Readonly<Partial<Record<Protocol, number>>>;
}

export interface OriginSummary {
  readonly origin: string;
  readonly protocols: readonly Protocol[];
  readonly totals: Totals;
  /** In order of start. */
  readonly requests: readonly Request[];
  /** Every connection that served at least one request of this origin, in order of first use. */
  readonly connections: readonly Connection[];
}

/** One navigation of the recording. */
export interface Page {
  readonly id: string;
  /** Of its document; '' where nobody tells. */
  readonly url: string;
  /** What a file calls it, where that is no URL. */
  readonly title?: string;
  readonly start: Instant;
  readonly contentLoaded: Instant | null;
  readonly load: Instant | null;
}

/** Everything that the panel shows and the exports write. A pure function of the observations. */
export interface Analysis {
  readonly pages: readonly Page[];
  /** In order of start, then of id. */
  readonly requests: readonly Request[];
  readonly connections: readonly Connection[];
  readonly origins: readonly OriginSummary[];
  readonly totals: Totals;
  /** First start and last known end; `null` for an empty recording. */
  readonly span: { readonly start: Instant; readonly end: Instant } | null;
  /** `reported` when every lane is named by the browser, `inferred` when none is, `mixed` else. */
  readonly basis: 'reported' | 'inferred' | 'mixed' | 'none';
  /** What its connections are those of, to the servers: "mitmproxy". Absent where they are the browser's own. */
  readonly proxy?: string;
  /** In order of opening; absent where no source tells of them (only a NetLog does). */
  readonly unused?: readonly UnusedConnection[];
  /** How the browser found its origins; absent where no source tells. */
  readonly ways?: readonly OriginWays[];
}

/** What a recording is called by: the URL of its first page, else of its first request; '' where there is neither. */
export const addressOf = ({ pages, requests }: Analysis): string => pages[0]?.url || requests[0]?.url || '';
