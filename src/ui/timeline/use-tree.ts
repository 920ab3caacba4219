import { useCallback, useMemo, useRef, useState } from 'react';
import type { Analysis, OriginSummary } from '../../core/model/analysis.ts';
import { keepOrder, sortOrigins, type Sort } from '../../timeline/order.ts';
import { openAtFirst } from '../../timeline/rows.ts';

const UNFOLD_STEP = 50;

interface Tree {
  readonly origins: readonly OriginSummary[];
  readonly isOpen: (rowId: string) => boolean;
  readonly unfolded: (foldId: string) => number;
  readonly setOpen: (rowId: string, open: boolean) => void;
  readonly unfoldMore: (foldId: string) => void;
}

/** Order and openness of the groups. While `held`, what is on screen stays where it is. */
export function useTree(analysis: Analysis, sort: Sort, height: number, held: boolean): Tree {
  const [chosen, setChosen] = useState<ReadonlyMap<string, boolean>>(new Map());
  const [steps, setSteps] = useState<ReadonlyMap<string, number>>(new Map());
  const before = useRef<{ readonly order: readonly string[]; readonly open: ReadonlySet<string> }>({ order: [], open: new Set() });

  const { origins, open } = useMemo(() => {
    const sorted = sortOrigins(analysis.origins, sort);
    const hold = held && before.current.order.length > 0;
    const kept = hold ? keepOrder(sorted, before.current.order) : sorted;
    const first = hold ? before.current.open : openAtFirst(kept, analysis.span?.end ?? 0, height);
    before.current = { order: kept.map(({ origin }) => origin), open: first };
    return { origins: kept, open: first };
  }, [analysis, sort, height, held]);

  const setOpen = useCallback((id: string, value: boolean) => setChosen((old) => new Map(old).set(id, value)), []);
  const unfoldMore = useCallback((id: string) => setSteps((old) => new Map(old).set(id, (old.get(id) ?? 1) + 1)), []);
  const isOpen = useCallback((id: string) => chosen.get(id) ?? open.has(id), [chosen, open]);
  const unfolded = useCallback((id: string) => (steps.get(id) ?? 1) * UNFOLD_STEP, [steps]);
  return { origins, isOpen, unfolded, setOpen, unfoldMore };
}
