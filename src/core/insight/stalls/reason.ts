import { instant } from '../../base/units.ts';
import { LATE_END_MS } from '../../model/late-end.ts';
import type { Held } from './holding.ts';
import type { Holder, Stall } from './stall.ts';
import type { Waiting } from './waiting.ts';

/** Looks at a wait and says what it was for; `null` where it is not the reason. */
export type Reason = (waiting: Waiting) => Omit<Stall, 'ms'> | null;

/** What explains at least half of a wait is its reason. */
export const MAIN = 0.5;

/** Clocks and late ends, ms. */
export const LATE_MS = LATE_END_MS;

export const heldBy = (held: readonly Held[]): readonly Holder[] => held.map(({ request, to }) => ({ request: request.id, until: Number.isFinite(to) ? instant(to) : null }));
