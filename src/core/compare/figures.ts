import { stallLength } from '../model/stall.ts';
import { scopeOf, type Scope } from '../analysis/scope.ts';
import { heldUpBetween, isNeeded } from '../insight/cost/needed.ts';
import type { Unit } from '../insight/accounts/account.ts';
import type { Analysis } from '../model/analysis.ts';
import { candidatesOf } from '../model/candidates.ts';
import { isSurelyPlaced } from '../model/placing.ts';
import { isWebSocket, type Protocol } from '../model/protocol.ts';
import type { Opening, Request } from '../model/request.ts';
import { exactly, sumOf, type Bounds } from './bounds.ts';

/** What is compared of some requests that used the network. Each is what the panel shows under the same name (docs/figures.md). */
export interface FigureRule {
  readonly id: FigureId;
  readonly name: string;
  readonly unit: Unit;
  /** What is better; `null`: neither is. */
  readonly better: 'less' | 'more' | null;
  /** It counts connections, or how requests came by them: of another basis where these are estimated. */
  readonly isOfConnections: boolean;
  /** It counts what requests waited: of another basis where one log begins to count later than the other. */
  readonly isOfWaits?: true;
  readonly of: (requests: readonly Request[], window: Window) => Bounds;
  /** The same with what chance moves in and out of it: a verdict must hold there too. */
  readonly withChance?: (requests: readonly Request[]) => Bounds;
}

export type FigureId = 'requests' | 'opened' | 'opened-earlier' | 'connections' | 'reuse' | 'setup' | 'stalled' | 'held-up' | 'h1' | 'h2' | 'h3';

/** What Held up is about: the load of the page, or all of a recording whose work came later, as in the panel. */
export interface Window extends Scope {
  /** `null`: of all pages. */
  readonly page: string | null;
}

export function windowOf(analysis: Analysis): Window {
  const scope = scopeOf(analysis);
  return { ...scope, page: scope.toLoad ? (analysis.pages[0]?.id ?? null) : null };
}

const opened = (...openings: readonly Opening[]) => (requests: readonly Request[]): Bounds =>
  sumOf(requests, ({ origination }) => (origination.opening === 'unknown' ? null : Number(openings.includes(origination.opening))), 1);

/** Each counts with the first of its requests. Those that may be on one of several may all be on one that counts anyway, or each on one of its own. */
function connections(requests: readonly Request[]): Bounds {
  const seen = new Set<string>();
  const shown = sumOf(requests, ({ connection }) => (connection === null ? null : Number(seen.size < seen.add(connection).size)), 1);
  const sure = new Set(requests.flatMap((request) => (isSurelyPlaced(request) ? candidatesOf(request) : [])));
  const unsure = requests.filter((request) => !isSurelyPlaced(request) && candidatesOf(request).some((id) => !sure.has(id)));
  if (unsure.length === 0) return shown;
  const others = new Set(unsure.flatMap(candidatesOf).filter((id) => !sure.has(id)));
  const [least, most] = [Math.max(sure.size, 1), sure.size + Math.min(others.size, unsure.length) + shown.hidden];
  return { ...shown, least, most, unsure: least === most ? 0 : unsure.length };
}

/** Those that nobody knows may all be reused, or none. */
function reuse(requests: readonly Request[]): Bounds {
  const { least: reused, hidden } = opened('reused')(requests);
  const all = requests.length;
  const known = all - hidden;
  return { value: known === 0 ? null : reused / known, least: all === 0 ? 0 : reused / all, most: all === 0 ? 1 : (reused + hidden) / all, hidden, unsure: 0 };
}

/** Browsers' own logs tell no times of a WebSocket, which is in no sum then; a NetLog and proxies do. */
const sumOfTimes = (timeOf: (request: Request) => number | null) => (requests: readonly Request[]): Bounds =>
  sumOf(requests.filter((request) => !isWebSocket(request.protocol) || timeOf(request) !== null), timeOf, Infinity);

const setup = sumOfTimes((request) => request.setup);

/** As the panel counts it: what is shorter is no stall. */
const stalled = sumOfTimes((request) => (request.stalled === null ? null : stallLength(request)));

function heldUp(requests: readonly Request[], { from, to, page }: Window): Bounds {
  const own = requests.filter((request) => (page === null || request.page === page) && isNeeded(request));
  const { value, hidden, most } = sumOf(own, ({ setup, stalled }) => (setup === null || stalled === null ? null : 0), Infinity);
  const least = heldUpBetween(own, from, to);
  return { value: value === null && least === 0 ? null : least, least, most: hidden === 0 ? least : most, hidden, unsure: 0 };
}

const spoke = (...protocols: readonly Protocol[]) => (requests: readonly Request[]): Bounds =>
  sumOf(requests, ({ protocol }) => (protocol === null ? null : Number(protocols.includes(protocol))), 1);

/** In the order in which they are shown. */
export const FIGURES: readonly FigureRule[] = [
  { id: 'held-up', name: 'Held up', unit: 'ms', better: 'less', isOfConnections: false, isOfWaits: true, of: heldUp },
  { id: 'requests', name: 'Requests', unit: 'count', better: null, isOfConnections: false, of: (requests) => exactly(requests.length) },
  { id: 'opened', name: 'Connections opened', unit: 'count', better: 'less', isOfConnections: true, of: opened('new'), withChance: opened('new', 'opened-earlier') },
  { id: 'opened-earlier', name: 'Opened earlier', unit: 'count', better: null, isOfConnections: true, of: opened('opened-earlier') },
  { id: 'connections', name: 'Connections used', unit: 'count', better: 'less', isOfConnections: true, of: connections },
  { id: 'reuse', name: 'Reuse ratio', unit: 'share', better: 'more', isOfConnections: true, of: reuse },
  { id: 'setup', name: 'Setup', unit: 'ms', better: 'less', isOfConnections: false, of: setup },
  { id: 'stalled', name: 'Stalled', unit: 'ms', better: 'less', isOfConnections: false, isOfWaits: true, of: stalled },
  { id: 'h1', name: 'Over HTTP/1', unit: 'count', better: null, isOfConnections: false, of: spoke('http/1.0', 'http/1.1') },
  { id: 'h2', name: 'Over HTTP/2', unit: 'count', better: null, isOfConnections: false, of: spoke('h2') },
  { id: 'h3', name: 'Over HTTP/3', unit: 'count', better: null, isOfConnections: false, of: spoke('h3') },
];

/** Of one origin: how long the whole page was held up is not one origin's, and its other times vary from load to load too much to be judged (`LEAST_FACTOR`). */
export const ORIGIN_FIGURES: readonly FigureRule[] = FIGURES.filter(({ id }) => ['requests', 'opened', 'connections', 'reuse', 'setup', 'stalled'].includes(id)).map((rule) => (rule.unit === 'ms' ? { ...rule, better: null } : rule));
