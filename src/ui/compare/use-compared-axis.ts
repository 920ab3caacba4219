import { useMemo, useState } from 'react';
import { zeroOf } from '../../core/analysis/scope.ts';
import type { Analysis } from '../../core/model/analysis.ts';
import type { Milestone } from '../../timeline/paint-grid.ts';
import { createCell } from '../base/cell.ts';
import { homeOf, type Axis, type Range } from '../timeline/axis.ts';
import { createGlide } from '../timeline/glide.ts';
import { instant } from '../../core/base/units.ts';
import type { Captures } from './captures.ts';

export interface ComparedAxis {
  /** In A's time. */
  readonly axis: Axis;
  /** How much later B was, ms: both begin at the same place. */
  readonly laterBy: number;
  readonly milestones: readonly Milestone[];
}

/** One axis for both: the start of the page, or the first request where a capture has no page, is the same place. */
export function useComparedAxis({ a, b }: Captures, width: number): ComparedAxis {
  const [range] = useState(() => createCell<Range | null>(null));
  const [glide] = useState(() => createGlide(range));
  return useMemo(() => {
    const zero = zeroOf(a.analysis);
    const laterBy = zeroOf(b.analysis) - zero;
    const [home, homeOfB] = [homeOf(a.analysis), homeOf(b.analysis)];
    const [of, ofB] = [a.analysis.span ?? SPAN, b.analysis.span ?? SPAN];
    const span = { from: Math.min(of.start, ofB.start - laterBy), to: Math.max(of.end, ofB.end - laterBy) };
    return {
      axis: { range, home: { from: Math.min(home.from, homeOfB.from - laterBy), to: Math.max(home.to, homeOfB.to - laterBy) }, span: createCell(span), zero, width, glide },
      laterBy,
      milestones: [...loads(a.analysis, 'A', 0), ...loads(b.analysis, 'B', laterBy)].sort((one, other) => one.at - other.at),
    };
  }, [a, b, width, range, glide]);
}

const SPAN = { start: 0, end: 1 };

const loads = ({ pages }: Analysis, side: string, laterBy: number): readonly Milestone[] =>
  pages.flatMap(({ load }): Milestone[] => (load === null ? [] : [{ at: instant(load - laterBy), kind: 'load', label: `Load ${side}` }]));
