import type { SettingsStore } from '../app/host.ts';
import { useSetting } from './base/use-setting.ts';
import type { Size } from './base/use-size.ts';

const isSize = (value: unknown): value is number => typeof value === 'number' && value >= 100 && value <= 4000;
/** Where the layout changes, CSS pixels. */
const NARROW = 900;
const SHORT = 420;
const TINY = 420;

export interface PanelShape {
  readonly narrow: boolean;
  readonly room: 'wide' | 'narrow' | 'tiny';
  readonly short: boolean;
  /** The drawer lies on the long axis. */
  readonly side: 'right' | 'bottom';
  readonly drawerSize: number;
  readonly onDrawerSize: (size: number) => void;
}

export function usePanelShape(panel: Size, settings: SettingsStore): PanelShape {
  const [width, setWidth] = useSetting(settings, 'drawer-width', 396, isSize);
  const [height, setHeight] = useSetting(settings, 'drawer-height', 266, isSize);
  const narrow = panel.width < NARROW;
  const side = narrow || panel.height > panel.width ? 'bottom' : 'right';
  // The lanes keep a part of the panel, however large the drawer once was.
  const most = (side === 'right' ? panel.width : panel.height) * 0.6;
  return {
    narrow,
    room: panel.width < TINY ? 'tiny' : narrow ? 'narrow' : 'wide',
    short: panel.height < SHORT,
    side,
    drawerSize: Math.min(side === 'right' ? width : height, most),
    onDrawerSize: side === 'right' ? setWidth : setHeight,
  };
}
