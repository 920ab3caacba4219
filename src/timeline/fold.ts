import { group } from 'd3-array';
import type { OriginSummary } from '../core/model/analysis.ts';
import { countUnplaced } from '../core/model/network-use.ts';
import { remember } from './remember.ts';

/** Above this many origins, one row each says nothing any more. */
export const MOST_ORIGINS = 60;
/** So many of the costliest keep their own row. */
const KEPT = 13;

export interface Fold {
  readonly id: string;
  readonly pattern: string;
  readonly origins: readonly OriginSummary[];
}

export interface Folded {
  readonly kept: readonly OriginSummary[];
  readonly folds: readonly Fold[];
}

type Pattern = 'many' | 'reused' | 'single' | 'other';

const WORDS: Readonly<Record<Pattern, string>> = {
  many: '2+ connections',
  reused: '1 connection, reused',
  single: '1 connection, 1 request',
  other: 'connections not all known',
};

const patternOf = remember(({ totals, requests }: OriginSummary): Pattern => {
  if (totals.connections > 1) return 'many';
  // Nobody says that these were on the one that is known.
  if (countUnplaced(requests) > 0) return 'other';
  return totals.requests - totals.none > 1 ? 'reused' : 'single';
});

const NONE: ReadonlySet<string> = new Set();

/**
 * The first of the given order stay, and those that are `named`; the others
 * fold by how they used connections.
 */
export const foldOrigins = (origins: readonly OriginSummary[], named: ReadonlySet<string> = NONE): Folded => foldingOf(origins)(named);

const foldingOf = remember((origins: readonly OriginSummary[]) => remember((named: ReadonlySet<string>) => fold(origins, named)));

function fold(origins: readonly OriginSummary[], named: ReadonlySet<string>): Folded {
  if (origins.length <= MOST_ORIGINS) return { kept: origins, folds: [] };
  const keeps = ({ origin }: OriginSummary, i: number): boolean => i < KEPT || named.has(origin);
  const rest = group(origins.filter((origin, i) => !keeps(origin, i)), patternOf);
  const folds = (['many', 'reused', 'single', 'other'] as const).flatMap((pattern) => {
    const folded = rest.get(pattern);
    return folded === undefined ? [] : [{ id: `fold:${pattern}`, pattern: WORDS[pattern], origins: folded }];
  });
  return { kept: origins.filter(keeps), folds };
}
