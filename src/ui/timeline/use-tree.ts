import { useCallback, useMemo, useRef, useState } from 'react';
import type { Analysis, OriginSummary } from '../../core/model/analysis.ts';
import type { Request } from '../../core/model/request.ts';
import { originsUsed } from '../../timeline/group.ts';
import { foldOrigins } from '../../timeline/fold.ts';
import { keepOrder, sortOrigins, type Sort } from '../../timeline/order.ts';
import { openAtFirst } from '../../timeline/rows.ts';

const UNFOLD_STEP = 50;

export interface Tree {
  readonly origins: readonly OriginSummary[];
  readonly isOpen: (rowId: string) => boolean;
  readonly unfolded: (foldId: string) => number;
  readonly setOpen: (rowId: string, open: boolean) => void;
  readonly unfoldMore: (foldId: string) => void;
  /** Opens whatever hides the row of this request. */
  readonly reveal: (request: Request) => void;
}

interface Before {
  readonly recording: string;
  readonly order: readonly string[];
  readonly open: ReadonlySet<string>;
  readonly room: number;
}

const NOTHING_BEFORE: Before = { recording: '', order: [], open: new Set(), room: 0 };

/** Order and openness of the groups. While `held`, what is on screen stays where it is. */
export function useTree(analysis: Analysis, sort: Sort, height: number, held: boolean): Tree {
  const [chosen, setChosen] = useState<ReadonlyMap<string, boolean>>(new Map());
  const [steps, setSteps] = useState<ReadonlyMap<string, number>>(new Map());
  const before = useRef<Before>(NOTHING_BEFORE);

  const { origins, open } = useMemo(() => {
    const recording = analysis.pages[0]?.id ?? '';
    const old = analysis.requests.length === 0 || before.current.recording !== recording ? NOTHING_BEFORE : before.current;
    // Only ever grows: opening the details must not close the group that one clicked in.
    const room = Math.max(old.room, height);
    const sorted = sortOrigins(originsUsed(analysis), sort);
    const kept = held ? keepOrder(sorted, old.order) : sorted;
    const isNew = room > old.room || kept.length !== old.order.length;
    const first = isNew && room > 0 ? openAtFirst(analysis, kept, room, old.open) : old.open;
    before.current = { recording, order: kept.map(({ origin }) => origin), open: first, room };
    return { origins: kept, open: first };
  }, [analysis, sort, height, held]);

  const setOpen = useCallback((id: string, value: boolean) => setChosen((old) => new Map(old).set(id, value)), []);
  const unfoldMore = useCallback((id: string) => setSteps((old) => new Map(old).set(id, (old.get(id) ?? 1) + 1)), []);
  const isOpen = useCallback((id: string) => chosen.get(id) ?? open.has(id), [chosen, open]);
  const unfolded = useCallback((id: string) => (steps.get(id) ?? 1) * UNFOLD_STEP, [steps]);
  const reveal = useCallback(
    ({ origin }: Request) => {
      setOpen(`origin:${origin}`, true);
      for (const fold of foldOrigins(origins).folds) {
        const at = fold.origins.findIndex((summary) => summary.origin === origin);
        if (at < 0) continue;
        setOpen(fold.id, true);
        setSteps((old) => new Map(old).set(fold.id, Math.max(old.get(fold.id) ?? 1, Math.ceil((at + 1) / UNFOLD_STEP))));
      }
    },
    [origins, setOpen],
  );
  return { origins, isOpen, unfolded, setOpen, unfoldMore, reveal };
}
