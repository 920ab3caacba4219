export const nextFrame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));

/** A user takes longer to choose a file. */
export const rest = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 500));

/** When something is true and its frame has been drawn. */
export async function endOf(isTrue: () => boolean): Promise<number> {
  while (!isTrue()) await nextFrame();
  await nextFrame();
  return performance.now();
}

/** The longest task from now on, ms; the browser tells of those of 50 ms and more, shorter ones count as 50. */
export function watchTasks(): { longest(): number } {
  let longest = 50;
  const take = (entries: readonly PerformanceEntry[]): void => {
    for (const { duration } of entries) longest = Math.max(longest, duration);
  };
  const observer = new PerformanceObserver((list) => take(list.getEntries()));
  observer.observe({ type: 'longtask' });
  return {
    longest() {
      take(observer.takeRecords());
      observer.disconnect();
      return longest;
    },
  };
}
