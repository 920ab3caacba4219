import { pathOf } from '../../core/insight/words.ts';
import type { Analysis } from '../../core/model/analysis.ts';
import type { Milestone } from '../../timeline/paint-grid.ts';

/** DCL and Load of each page, and with several pages where each began. They are in pictures, too. */
export function milestonesOf({ pages }: Analysis): readonly Milestone[] {
  return pages.flatMap((page, i): Milestone[] => [
    ...(i > 0 ? [{ at: page.start, kind: 'navigation' as const, label: page.url === '' ? '?' : pathOf(page) }] : []),
    ...(page.contentLoaded === null ? [] : [{ at: page.contentLoaded, kind: 'content-loaded' as const, label: 'DCL' }]),
    ...(page.load === null ? [] : [{ at: page.load, kind: 'load' as const, label: 'Load' }]),
  ]);
}
