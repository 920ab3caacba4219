import { useLayoutEffect, useRef, type RefObject } from 'react';
import type { Analysis } from '../../core/model/analysis.ts';
import type { Row } from '../../timeline/rows.ts';

interface Anchor {
  readonly id: string;
  readonly top: number;
  readonly analysis: Analysis;
}

/**
 * While a recording grows, what is added above a row moves the others and not it: the row under the pointer, else the one
 * that the keyboard stands on, if it is in sight.
 */
export function useAnchor(scroller: RefObject<HTMLElement | null>, id: string | null, { analysis, rows, tops }: { readonly analysis: Analysis; readonly rows: readonly Row[]; readonly tops: Float64Array }): void {
  const last = useRef<Anchor | null>(null);
  useLayoutEffect(() => {
    const index = id === null ? -1 : rows.findIndex((row) => row.id === id);
    const before = last.current;
    const now = index < 0 ? null : { id: id!, top: tops[index]!, analysis };
    last.current = now;
    const outer = scroller.current;
    if (outer === null || now === null || before === null || before.id !== now.id || before.analysis === analysis) return;
    const wasInSight = before.top >= outer.scrollTop && before.top < outer.scrollTop + outer.clientHeight;
    if (wasInSight && now.top !== before.top) outer.scrollTop += now.top - before.top;
  }, [scroller, id, analysis, rows, tops]);
}
