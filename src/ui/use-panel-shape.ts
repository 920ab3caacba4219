import type { SettingsStore } from '../app/host.ts';
import { useSetting } from './base/use-setting.ts';
import type { Size } from './base/use-size.ts';
import { panelForm, type PanelForm } from './panel-shape.ts';

const isSize = (value: unknown): value is number => typeof value === 'number' && value >= 100 && value <= 4000;

export interface PanelShape extends PanelForm {
  readonly drawerSize: number;
  readonly onDrawerSize: (size: number) => void;
}

/** How panel and drawer share the room, and how large the user wants the drawer. */
export function usePanelShape(panel: Size, body: Size, hasDrawer: boolean, settings: SettingsStore): PanelShape {
  const [width, setWidth] = useSetting(settings, 'drawer-width', 396, isSize);
  const [height, setHeight] = useSetting(settings, 'drawer-height', 266, isSize);
  const form = panelForm(panel, body, hasDrawer ? width : null);
  const isRight = form.side === 'right';
  return { ...form, drawerSize: Math.min(isRight ? width : height, form.most), onDrawerSize: isRight ? setWidth : setHeight };
}
