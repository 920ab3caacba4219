import { useLayoutEffect, useState, type RefObject } from 'react';
import { TOKENS, type Palette } from '../../timeline/palette.ts';

/** The tokens as the canvas needs them: resolved, and again when the theme changes. */
export function usePalette(ref: RefObject<HTMLElement | null>, theme: string): Palette | null {
  const [palette, setPalette] = useState<Palette | null>(null);
  useLayoutEffect(() => {
    if (ref.current === null) return;
    const style = getComputedStyle(ref.current);
    const entries = TOKENS.map((name) => [name, style.getPropertyValue(`--${name}`).trim()] as const);
    setPalette(Object.fromEntries(entries) as Record<keyof Palette, string>);
  }, [ref, theme]);
  return palette;
}
