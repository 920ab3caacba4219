import { setTimeout as sleep } from 'node:timers/promises';

export interface PollOptions {
  readonly timeoutMs?: number;
  readonly everyMs?: number;
}

/**
 * Asks until the answer is there. `undefined`, `null` and `false` mean "not yet", and so does a throw: browsers refuse
 * questions about things that are only half built. The last refusal is told when time is up.
 */
export async function until<T>(
  what: string,
  ask: () => Promise<T> | T,
  { timeoutMs = 15_000, everyMs = 40 }: PollOptions = {},
): Promise<NonNullable<Exclude<T, false>>> {
  const deadline = Date.now() + timeoutMs;
  let refusal: unknown;
  for (;;) {
    try {
      const answer = await ask();
      if (answer !== undefined && answer !== null && answer !== false) return answer as NonNullable<Exclude<T, false>>;
      refusal = undefined;
    } catch (error) {
      refusal = error;
    }
    if (Date.now() > deadline) {
      const why = refusal === undefined ? '' : `: ${String(refusal)}`;
      throw new Error(`waited ${timeoutMs} ms in vain for ${what}${why}`, { cause: refusal });
    }
    await sleep(everyMs);
  }
}

/** `undefined` when time is up first; the promise itself goes on. */
export async function within<T>(promise: Promise<T>, timeoutMs: number): Promise<T | undefined> {
  const timer = new AbortController();
  const late = sleep(timeoutMs, undefined, { signal: timer.signal }).catch(() => undefined);
  try {
    return await Promise.race([promise, late]);
  } finally {
    timer.abort();
  }
}
