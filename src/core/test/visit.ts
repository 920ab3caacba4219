import { portOf } from '../base/url.ts';
import type { Analysis } from '../model/analysis.ts';
import type { Request } from '../model/request.ts';
import { stallsOf, type Stall } from '../insight/stalls/stalls.ts';
import { whyNew, type WhyNew } from '../insight/why/why.ts';
import { chromiumEntry, harFile, ZERO, type Told } from './har.ts';
import { analyseFile } from './read.ts';

/** A page of https://page.test in Chromium, told request by request: when, where to, on which connection. */
export interface Step extends Told {
  readonly at: number;
  readonly url: string;
  /** The connection's number; `null`: Chromium gives none. */
  readonly on: number | null;
  /** It opened the connection: 5 ms DNS, 20 ms connect. */
  readonly opens?: true;
  /** ms to the first byte; 10 unless told. Receiving takes 5. */
  readonly wait?: number;
  /** ms before it had a connection. */
  readonly stalled?: number;
  /** Parts of that: for the browser's own scheduler, and to find a proxy. */
  readonly queued?: number;
  readonly proxied?: number;
}

/** An opener takes 40 ms and any other 15 ms, unless told otherwise. */
export function stepEntry({ on, opens, wait = 10, stalled = 0, queued = 0, proxied = -1, ...told }: Step): unknown {
  const setup = opens ? { dns: 5, connect: 20, ssl: told.url.startsWith('https:') ? 12 : -1 } : { dns: -1, connect: -1, ssl: -1 };
  return chromiumEntry({ connection: portOf(told.url), id: on === null ? null : String(on), timings: { blocked: stalled, ...setup, send: 0, wait, receive: 5, _blocked_queueing: queued, _blocked_proxy: proxied }, ...told });
}

export const PAGE = { id: 'page_1', title: 'https://page.test/', startedDateTime: new Date(ZERO).toISOString(), pageTimings: {} };

export const visit = (...steps: readonly Step[]): Analysis => analyseFile(harFile(steps.map(stepEntry), [PAGE]));

/** The request whose address ends so. */
export function requestTo({ requests }: Analysis, end: string): Request {
  const found = requests.find(({ url }) => url.endsWith(end));
  if (!found) throw new Error(`No request to ${end}`);
  return found;
}

export function whyOf(analysis: Analysis, end: string): WhyNew {
  const why = whyNew(analysis).get(requestTo(analysis, end).id);
  if (!why) throw new Error(`No verdict for ${end}`);
  return why;
}

/** "parallel: #1 was not in use." */
export const ruledOutOf = ({ ruledOut }: WhyNew): readonly string[] => ruledOut.map(({ reason, because }) => `${reason}: ${because}`);

/** "parallel certain" */
export const verdictOf = (analysis: Analysis, end: string): string => {
  const { reason, confidence } = whyOf(analysis, end);
  return `${reason} ${confidence}`;
};

export function stallFor(analysis: Analysis, end: string): Stall {
  const stall = stallsOf(analysis).get(requestTo(analysis, end).id);
  if (!stall) throw new Error(`No stall of ${end}`);
  return stall;
}
