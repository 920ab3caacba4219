import { useEffect, useMemo, useState } from 'react';
import { zeroOf } from '../../core/analysis/scope.ts';
import type { Analysis } from '../../core/model/analysis.ts';
import type { Span } from '../../timeline/scale.ts';
import { createCell } from '../base/cell.ts';
import { createGlide } from './glide.ts';
import { homeOf, type Axis, type Range } from './axis.ts';

/** One axis for the whole panel; another recording starts from its home again. */
export function useAxis(analysis: Analysis, width: number): Axis {
  const [range] = useState(() => createCell<Range | null>(null));
  const [glide] = useState(() => createGlide(range));
  const zero = zeroOf(analysis);
  useEffect(() => range.set(null), [range, zero]);
  const { from, to } = homeOf(analysis);
  const [first, last] = [analysis.span?.start ?? from, analysis.span?.end ?? to];
  const [span] = useState(() => createCell<Span>({ from: first, to: last }));
  useEffect(() => span.set({ from: first, to: last }), [span, first, last]);
  return useMemo(() => ({ range, home: { from, to }, span, zero, width, glide }), [range, from, to, span, zero, width, glide]);
}
