import { instant } from '../../core/base/units.ts';
import type { Cell } from '../base/cell.ts';
import type { Range } from './axis.ts';

/** Long enough to see where one goes, ms. */
const GLIDE_MS = 120;

/** Moves the shown time to a new place so that the eye can follow; at once for who wants less motion. */
export interface Glide {
  to(from: Range, target: Range): void;
  /** Where it is heading; keys that are pressed meanwhile go on from there. */
  target(): Range | null;
}

export function createGlide(range: Cell<Range | null>): Glide {
  let heading: Range | null = null;
  let written: Range | null = null;
  return {
    to(from, target) {
      if (matchMedia('(prefers-reduced-motion: reduce)').matches) return range.set(target);
      heading = target;
      written = range.get();
      const began = performance.now();
      const step = (now: number): void => {
        // Somebody else moved it: the wheel, the brush, a newer glide.
        if (heading !== target || range.get() !== written) return;
        const share = Math.min(Math.max((now - began) / GLIDE_MS, 0), 1);
        const eased = 1 - (1 - share) ** 3;
        written = share === 1 ? target : { from: instant(from.from + (target.from - from.from) * eased), to: instant(from.to + (target.to - from.to) * eased) };
        range.set(written);
        if (share < 1) requestAnimationFrame(step);
        else heading = null;
      };
      requestAnimationFrame(step);
    },
    target: () => (range.get() === written ? heading : null),
  };
}
