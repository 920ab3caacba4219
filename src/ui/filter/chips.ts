import type { Analysis, OriginSummary } from '../../core/model/analysis.ts';
import { isHiddenCount } from '../../core/model/network-use.ts';
import { isSurelyPlaced } from '../../core/model/placing.ts';
import type { Request } from '../../core/model/request.ts';
import { remember } from '../../timeline/remember.ts';
import { isStalled, stallsOf } from '../../timeline/stalls.ts';
import { familyOf, type Family } from '../base/Badge.tsx';
import { hidesOf } from '../timeline/group-figures.ts';
import type { Test } from './filter.ts';

export type ChipId = 'new' | 'reused' | 'stalled' | 'unsure' | Family;

interface Chip {
  readonly id: ChipId;
  readonly label: string;
  /** Chips of one set combine as OR, the sets as AND. */
  readonly set: 'kind' | 'placing' | 'protocol';
  readonly test: Test;
}

const isUnsure: Test = (request) => !isSurelyPlaced(request);

const ofFamily =
  (family: Family): Test =>
  ({ protocol }) =>
    protocol !== null && familyOf(protocol) === family;

export const CHIPS: readonly Chip[] = [
  { id: 'new', label: 'New', set: 'kind', test: ({ origination }) => origination.opening === 'new' },
  { id: 'reused', label: 'Reused', set: 'kind', test: ({ origination }) => origination.opening === 'reused' },
  { id: 'stalled', label: 'Stalled', set: 'kind', test: isStalled },
  { id: 'unsure', label: 'Unsure', set: 'placing', test: isUnsure },
  ...(['h1', 'h2', 'h3', 'ws'] as const).map((id): Chip => ({ id, label: id, set: 'protocol', test: ofFamily(id) })),
];

/** `null`: none shows, and of some nobody tells. */
export type ChipCounts = Readonly<Record<ChipId, number | null>>;
/** Of one origin, as they add up. */
type Counts = Readonly<Record<ChipId, number>>;

const none = (): Record<ChipId, number> => ({ new: 0, reused: 0, stalled: 0, unsure: 0, h1: 0, h2: 0, h3: 0, ws: 0 });

/** Counted once for each origin as long as nothing happens there. */
export const countsOfOrigin = remember(({ requests }: OriginSummary): Counts => {
  const counts = none();
  // As the chips' own tests, of which each would look at every request.
  for (const request of requests) {
    const { origination, protocol } = request;
    if (origination.opening === 'new' || origination.opening === 'reused') counts[origination.opening] += 1;
    if (protocol !== null) counts[familyOf(protocol)] += 1;
    if (isUnsure(request)) counts.unsure += 1;
  }
  counts.stalled = stallsOf(requests).count;
  return counts;
});

export function chipCounts({ origins, totals: { unknown } }: Analysis): ChipCounts {
  const counts = none();
  for (const origin of origins) for (const { id } of CHIPS) counts[id] += countsOfOrigin(origin)[id];
  const told = (count: number): number | null => (isHiddenCount(count, unknown) ? null : count);
  return { ...counts, new: told(counts.new), reused: told(counts.reused), stalled: counts.stalled === 0 && hidesOf(origins).stalled ? null : counts.stalled };
}

export function chipTest(on: ReadonlySet<ChipId>): Test | null {
  const sets = (['kind', 'placing', 'protocol'] as const)
    .map((set) => CHIPS.filter((chip) => chip.set === set && on.has(chip.id)))
    .filter((chips) => chips.length > 0);
  if (sets.length === 0) return null;
  return (request) => sets.every((chips) => chips.some((chip) => chip.test(request)));
}

/** The requests that both the text and the chips let through; `null` when neither hides anything. */
export function shownBy(analysis: Analysis, text: Test | null, chips: Test | null): ReadonlySet<Request> | null {
  if (text === null && chips === null) return null;
  return new Set(analysis.requests.filter((request) => (text?.(request) ?? true) && (chips?.(request) ?? true)));
}
