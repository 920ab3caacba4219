import { SETUP_PHASES, stretchOf, type Interval } from '../../analysis/held-up.ts';
import { stallOf } from '../../model/stall.ts';
import type { OriginSummary } from '../../model/analysis.ts';
import type { Request } from '../../model/request.ts';
import { writtenAt } from '../protocols/moments.ts';
import type { Claim } from './finding.ts';
import { opened } from './openings.ts';

/** What each of some requests would have been spared. */
function claims(doing: string, of: (request: Request) => readonly Interval[]): (requests: readonly Request[]) => readonly Claim[] {
  return (requests) => requests.map((request) => ({ request: request.id, doing, over: of(request) }));
}

const some = (stretch: Interval | null): readonly Interval[] => (stretch === null ? [] : [stretch]);

/** DNS, TCP and TLS or QUIC of a request, where they lie on the clock. */
export const setupOf = ({ phases }: Request): readonly Interval[] => SETUP_PHASES.flatMap((name) => some(stretchOf(phases[name])));
export const setupsOf = claims('in setup', setupOf);

/** When the connection that it opened was ready: whoever had shared that would have waited until then as well. */
export const readyAt = (opener: Request | undefined): number => (opener === undefined ? undefined : setupOf(opener).at(-1)?.[1]) ?? -Infinity;

/** The first of the origin's other requests that opened a connection: the one that these might have shared. */
export const firstBeside = (requests: readonly Request[], { requests: all }: OriginSummary): Request | undefined => all.find((request) => opened(request) && !requests.includes(request));

/** The end of its setup: as much of it as would have been over, had that begun at this moment. */
export function setupSooner(request: Request, at: number): readonly Interval[] {
  const setup = setupOf(request);
  if (setup.length === 0) return [];
  const [begun, ended] = [setup[0]![0], setup.at(-1)![1]];
  return [[Math.max(begun, ended - Math.max(begun - at, 0)), ended]];
}

/** When it had waited for whatever it waited for, and connecting or sending began. */
export const begunAt = (request: Request): number => setupOf(request)[0]?.[0] ?? writtenAt(request);

/** From then to its answer; what it waited for a slot, another would have waited as well. */
export const exchangeOf = (request: Request): readonly Interval[] => (request.end === null ? [] : [[begunAt(request), request.end]]);

export const exchangesOf = claims('connecting and being answered', exchangeOf);

/** Of TCP alone, which QUIC does without. */
export const tcpOf = claims('in TCP', ({ phases }) => some(stretchOf(phases.tcp)));

/** Their waits for a connection, those that are long enough to count. */
export const stallsOf = claims('stalled', (request) => some(stallOf(request)));

/** From start to end, of those that have ended. */
export const wholesOf = claims('from start to end', ({ start, end }) => (end === null ? [] : some([start, end])));

/** The least and the most of them, however many there are. */
export const rangeOf = (values: readonly number[]): readonly [least: number, most: number] => values.reduce<readonly [number, number]>(([least, most], value) => [Math.min(least, value), Math.max(most, value)], [Infinity, -Infinity]);

export const lengthOf = (stretches: readonly Interval[]): number => stretches.reduce((sum, [from, to]) => sum + to - from, 0);
