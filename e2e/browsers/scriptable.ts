import type { Scriptable } from './driver.ts';
import { until } from './poll.ts';

/** Adds `waitFor` to anything that can evaluate. */
export function scriptable(evaluate: <T>(expression: string) => Promise<T>): Scriptable {
  return {
    evaluate,
    waitFor: async (expression, timeoutMs = 15_000) => {
      // The truth is judged in the page: what it is true of may not survive JSON.
      await until(expression, () => evaluate<boolean>(`Promise.resolve(${expression}).then(Boolean)`), { timeoutMs });
    },
  };
}
