import { useCallback, useEffect, useRef } from 'react';

/** A zoom is over when it has rested this long, ms. */
const SETTLED_MS = 150;
/** So far a level of detail may lag behind; beyond it the lanes would be unreadable, or slow to draw. */
const MOST_BEHIND = 2;

/**
 * The scale that decides on the level of detail: it follows the true one when
 * the zoom rests, and then draws again; at once where nobody chose what is
 * shown, and it grows with the recording.
 */
export function useSettledDetail(): (scale: number, isChosen: boolean, draw: () => void) => number {
  const settled = useRef(0);
  const timer = useRef(0);
  useEffect(() => () => clearTimeout(timer.current), []);
  return useCallback((scale, isChosen, draw) => {
    clearTimeout(timer.current);
    if (!isChosen || settled.current === 0 || scale === settled.current) return (settled.current = scale);
    timer.current = window.setTimeout(() => {
      settled.current = scale;
      draw();
    }, SETTLED_MS);
    return Math.min(Math.max(settled.current, scale / MOST_BEHIND), scale * MOST_BEHIND);
  }, []);
}
