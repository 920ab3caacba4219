import { compare, type Comparison, type ReadFrom } from '../../core/compare/compare.ts';
import { findingsOf } from '../../core/insight/findings/findings-of.ts';
import type { Sides } from '../../core/compare/difference.ts';
import type { Analysis } from '../../core/model/analysis.ts';
import { createUnpacking, type Unpacking } from './unpacking.ts';
import type { Part } from './worker-messages.ts';

/** Takes two captures in pieces, and compares them. */
export interface Comparing {
  take(side: 'a' | 'b', part: Part): void;
  /** @param progress hears how much is done, 0..1 */
  compare(from: Sides<ReadFrom>, progress: (share: number) => void): Comparison;
}

export function createComparing(): Comparing {
  const sides: Record<'a' | 'b', { whole: Analysis | null; readonly parts: Unpacking }> = { a: { whole: null, parts: createUnpacking() }, b: { whole: null, parts: createUnpacking() } };
  const wholeOf = (side: 'a' | 'b'): Analysis => {
    const { whole, parts } = sides[side];
    const analysis = whole ?? parts.finish();
    if (analysis === null) throw new Error(`Nothing of ${side.toUpperCase()} has come to compare.`);
    return analysis;
  };
  return {
    take(side, part) {
      if (part.kind === 'whole') sides[side].whole = part.analysis;
      else sides[side].parts.add(part);
    },
    compare(from, progress) {
      const [a, b] = [wholeOf('a'), wholeOf('b')];
      // Most of the work; the comparison finds them done.
      findingsOf(a);
      progress(0.4);
      findingsOf(b);
      progress(0.8);
      return compare(a, b, from);
    },
  };
}
