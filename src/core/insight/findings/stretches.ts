import { SETUP_PHASES, stretchOf, type Interval } from '../../analysis/held-up.ts';
import { stallOf } from '../../model/stall.ts';
import type { Request } from '../../model/request.ts';
import type { Claim } from './finding.ts';

/** What each of some requests would have been spared. */
function claims(doing: string, of: (request: Request) => readonly Interval[]): (requests: readonly Request[]) => readonly Claim[] {
  return (requests) => requests.map((request) => ({ request: request.id, doing, over: of(request) }));
}

const some = (stretch: Interval | null): readonly Interval[] => (stretch === null ? [] : [stretch]);

/** DNS, TCP and TLS or QUIC of a request, where they lie on the clock. */
export const setupOf = ({ phases }: Request): readonly Interval[] => SETUP_PHASES.flatMap((name) => some(stretchOf(phases[name])));
export const setupsOf = claims('in setup', setupOf);

/** Of TCP alone, which QUIC does without. */
export const tcpOf = claims('in TCP', ({ phases }) => some(stretchOf(phases.tcp)));

/** Their waits for a connection, those that are long enough to count. */
export const stallsOf = claims('stalled', (request) => some(stallOf(request)));

/** From start to end, of those that have ended. */
export const wholesOf = claims('from start to end', ({ start, end }) => (end === null ? [] : some([start, end])));

/** The least and the most of them, however many there are. */
export const rangeOf = (values: readonly number[]): readonly [least: number, most: number] => values.reduce<readonly [number, number]>(([least, most], value) => [Math.min(least, value), Math.max(most, value)], [Infinity, -Infinity]);

export const lengthOf = (stretches: readonly Interval[]): number => stretches.reduce((sum, [from, to]) => sum + to - from, 0);
