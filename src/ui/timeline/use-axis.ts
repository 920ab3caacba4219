import { useEffect, useMemo, useState } from 'react';
import type { Analysis } from '../../core/model/analysis.ts';
import { createCell } from '../base/cell.ts';
import { createGlide } from './glide.ts';
import { homeOf, type Axis, type Range } from './axis.ts';

/** One axis for the whole panel; another recording starts from its home again. */
export function useAxis(analysis: Analysis, width: number): Axis {
  const [range] = useState(() => createCell<Range | null>(null));
  const [glide] = useState(() => createGlide(range));
  const zero = analysis.pages[0]?.start ?? analysis.span?.start ?? 0;
  useEffect(() => range.set(null), [range, zero]);
  const { from, to } = homeOf(analysis);
  return useMemo(() => ({ range, home: { from, to }, zero, width, glide }), [range, from, to, zero, width, glide]);
}
