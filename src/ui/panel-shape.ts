import type { Size } from './base/use-size.ts';

/** Where the layout changes, CSS pixels. */
const NARROW = 900;
const SHORT = 420;
const TINY = 420;
/** Narrower, there is no room for lanes beside the details. */
const TWO_BESIDE = 560;
/** The names of the narrowest grid, and some time beside them. */
const LANES_WIDTH = 280;
/** The ruler, and three rows; heights are measured in whole pixels. */
const LANES_HEIGHT = 22 + 3 * 18 + 1;

export interface PanelForm {
  readonly narrow: boolean;
  /** Of the grid. */
  readonly room: 'wide' | 'narrow' | 'tiny';
  readonly short: boolean;
  readonly overviewHeight: number;
  /** The drawer lies on the long axis; a low panel has no height to share. */
  readonly side: 'right' | 'bottom';
  /** What the drawer has at most: the lanes keep a part of the panel, however large it once was. */
  readonly most: number;
}

/**
 * @param body what toolbar, notices and sums leave of the panel
 * @param drawer how wide it would be at the right; `null` where it is shut
 */
export function panelForm(panel: Size, body: Size, drawer: number | null): PanelForm {
  const narrow = panel.width < NARROW;
  const short = panel.height < SHORT;
  const overviewHeight = short ? 28 : 52;
  const side = narrow ? (short && panel.width >= TWO_BESIDE ? 'right' : 'bottom') : panel.height > panel.width ? 'bottom' : 'right';
  const below = body.height - overviewHeight;
  const most = side === 'right' ? Math.min(panel.width * 0.6, panel.width - LANES_WIDTH) : Math.max(below - LANES_HEIGHT, below / 2);
  // Beside the details of a narrow panel only the narrowest grid leaves room for time.
  const width = narrow && side === 'right' && drawer !== null ? panel.width - Math.min(drawer, most) : panel.width;
  return { narrow, room: width < TINY ? 'tiny' : narrow ? 'narrow' : 'wide', short, overviewHeight, side, most };
}
