import { useMemo } from 'react';
import { findingsOf } from '../../core/insight/findings/findings-of.ts';
import type { Analysis } from '../../core/model/analysis.ts';
import { MOST_ORIGINS } from '../../timeline/fold.ts';
import type { Shown } from '../../timeline/group.ts';
import { topsOf } from '../../timeline/layout.ts';
import type { Sort } from '../../timeline/order.ts';
import { remember } from '../../timeline/remember.ts';
import { rowsOf, type Row } from '../../timeline/rows.ts';
import { useTree, type Tree } from './use-tree.ts';

interface Wanted {
  readonly sort: Sort;
  /** Of the lanes, CSS pixels. */
  readonly height: number;
  /** What is on screen stays where it is. */
  readonly held: boolean;
  readonly shown: Shown;
  /** The snapshot whose findings are shown; `null` where nobody may read them, and none are looked for. */
  readonly judged: Analysis | null;
}

interface Rows extends Omit<Tree, 'isOpen' | 'unfolded'> {
  readonly rows: readonly Row[];
  /** Where each row begins, CSS pixels, and where the last one ends. */
  readonly tops: Float64Array;
  /** Origins that no fold hides: findings name them. */
  readonly named: ReadonlySet<string>;
}

/** The rows of the timeline, from top to bottom. */
export function useRows(analysis: Analysis, { sort, height, held, shown, judged }: Wanted): Rows {
  const { origins, isOpen, unfolded, ...tree } = useTree(analysis, sort, height, held);
  const named = judged !== null && origins.length > MOST_ORIGINS ? namedBy(judged) : NO_ORIGINS;
  const rows = useMemo(() => rowsOf(analysis, { origins, isOpen, unfolded, shown, named }), [analysis, origins, isOpen, unfolded, shown, named]);
  const tops = useMemo(() => topsOf(rows), [rows]);
  return { ...tree, origins, rows, tops, named };
}

const NO_ORIGINS: ReadonlySet<string> = new Set();
const namedBy = remember((analysis: Analysis): ReadonlySet<string> => new Set(findingsOf(analysis).flatMap(({ origin }) => origin ?? [])));
