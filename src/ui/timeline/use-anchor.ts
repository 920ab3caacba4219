import { useLayoutEffect, useRef, type RefObject } from 'react';
import type { Analysis } from '../../core/model/analysis.ts';
import type { Row } from '../../timeline/rows.ts';

interface Shown {
  readonly analysis: Analysis;
  /** Origins that no fold hides: findings name them. */
  readonly named: ReadonlySet<string>;
  readonly rows: readonly Row[];
  readonly tops: Float64Array;
}

/**
 * While a recording grows, or findings take origins out of folds, what is added above a row moves the others and not it: the
 * row under the pointer, else the one that was picked or that the keyboard stands on, if it is in sight.
 */
export function useAnchor(scroller: RefObject<HTMLElement | null>, id: string | null, { analysis, named, rows, tops }: Shown): void {
  const last = useRef<Shown | null>(null);
  useLayoutEffect(() => {
    const before = last.current;
    const now = { analysis, named, rows, tops };
    last.current = now;
    const outer = scroller.current;
    if (outer === null || id === null || before === null || (before.analysis === analysis && before.named === named)) return;
    const [was, is] = [topOf(before, id), topOf(now, id)];
    const wasInSight = was !== undefined && was >= outer.scrollTop && was < outer.scrollTop + outer.clientHeight;
    if (wasInSight && is !== undefined) outer.scrollTop += is - was;
  }, [scroller, id, analysis, named, rows, tops]);
}

function topOf({ rows, tops }: Shown, id: string): number | undefined {
  const index = rows.findIndex((row) => row.id === id);
  return index < 0 ? undefined : tops[index];
}
