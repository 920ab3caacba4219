import type { Schedule } from '../../app/recording-store.ts';

/**
 * Nobody reads faster, ms, and each time takes CPU from the page whose load is
 * shown: of what a panel cost a load of 200 requests, showing it every 400 ms
 * was about two thirds. What comes after a rest is shown at once.
 */
const BETWEEN_MS = 1000;
/** After each piece of work, rest this many times as long as it took: a growing recording never takes more than a quarter of the time. */
const REST = 3;

/** Work in the browser's frames, less often the more it costs. The cost is all that follows from it: React's commit and the drawing of the frame. */
export function politeSchedule(): Schedule {
  let restUntil = 0;
  return (work) => {
    const inFrame = (): void => {
      requestAnimationFrame(() => {
        const begun = performance.now();
        work();
        setTimeout(() => {
          const ended = performance.now();
          restUntil = Math.max(begun + BETWEEN_MS, ended + (ended - begun) * REST);
        });
      });
    };
    const rest = restUntil - performance.now();
    if (rest > 0) setTimeout(inFrame, rest);
    else inFrame();
  };
}
