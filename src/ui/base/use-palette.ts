import { useLayoutEffect, useState, useSyncExternalStore, type RefObject } from 'react';
import { TOKENS, type Palette } from '../../timeline/palette.ts';

/** What a page hears of the system's colours: another theme of forced ones is told by its lightness or contrast alone. */
const FORCED = matchMedia('(forced-colors: active)');
const LOOKS = [FORCED, ...['(prefers-color-scheme: dark)', '(prefers-contrast: more)', '(prefers-contrast: less)'].map((query) => matchMedia(query))];
/** One that is as light as the other is told by nothing. Whoever chose it was elsewhere meanwhile, and comes back. */
let returns = 0;
const subscribe = (changed: () => void): (() => void) => {
  const returned = (): void => {
    if (!FORCED.matches) return;
    returns += 1;
    changed();
  };
  for (const look of LOOKS) look.addEventListener('change', changed);
  addEventListener('focus', returned);
  return () => {
    for (const look of LOOKS) look.removeEventListener('change', changed);
    removeEventListener('focus', returned);
  };
};
const lookNow = (): string => [returns, ...LOOKS.map(({ matches }) => matches)].join();

/** The tokens as the canvas needs them: resolved to colours, and again when the theme or the system's colours change. */
export function usePalette(ref: RefObject<HTMLElement | null>, theme: string): Palette | null {
  const look = useSyncExternalStore(subscribe, lookNow);
  const [palette, setPalette] = useState<Palette | null>(null);
  useLayoutEffect(() => {
    if (ref.current !== null) setPalette(paletteOf(ref.current));
  }, [ref, theme, look]);
  return palette;
}

/**
 * The tokens at this place, or in another theme.
 * A canvas takes a system colour's name for that of the page, not for that of the panel: so let the browser resolve them.
 */
export function paletteOf(element: HTMLElement, theme?: 'light' | 'dark'): Palette {
  const probe = element.ownerDocument.createElement('i');
  probe.style.cssText = 'display:none;forced-color-adjust:none';
  if (theme !== undefined) probe.dataset['theme'] = theme;
  element.append(probe);
  const style = getComputedStyle(probe);
  const entries = TOKENS.map((name) => {
    probe.style.color = `var(--${name})`;
    return [name, style.color] as const;
  });
  probe.remove();
  return Object.fromEntries(entries) as Record<keyof Palette, string>;
}
