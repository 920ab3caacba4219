import { sanitiseUrl } from '../../core/base/sanitise.ts';
import type { Analysis } from '../../core/model/analysis.ts';
import type { Palette } from '../../timeline/palette.ts';
import type { TimeText } from '../../timeline/words.ts';
import { paletteOf } from '../base/use-palette.ts';
import { lastOf, viewOf, wholeOf } from '../timeline/axis.ts';
import { HEADER_PX } from '../timeline/Timeline.tsx';
import type { Drawn } from '../use-lanes.ts';
import type { PictureOf } from './draw-picture.ts';
import type { PictureChoice } from './picture-choice.ts';

/** What is in sight in these lanes, or all of them and of the recording. */
export function pictureOf({ part, theme }: PictureChoice, outer: HTMLElement, analysis: Analysis, { axis, ...drawn }: Drawn, shown: Palette, time: TimeText): PictureOf {
  const isWhole = part === 'whole';
  return {
    analysis,
    ...drawn,
    view: isWhole ? wholeOf(axis, analysis) : viewOf(axis, axis.range.get()),
    window: isWhole ? { top: 0, height: drawn.tops.at(-1) ?? 0 } : { top: outer.scrollTop, height: outer.clientHeight - HEADER_PX },
    zero: axis.zero,
    last: lastOf(axis),
    palette: theme === 'shown' ? shown : paletteOf(outer, theme),
    title: sanitiseUrl(analysis.pages[0]?.url || 'Connections'),
    time,
  };
}
