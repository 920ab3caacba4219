import { setTimeout as sleep } from 'node:timers/promises';
import type { Reply } from './exchange.ts';

/** Runs `then` after `ms`, unless the browser has left by then. */
export function after(ms: number, { over }: Pick<Reply, 'over'>, then: () => void): void {
  if (ms <= 0) return then();
  void sleep(ms, undefined, { signal: over }).then(then, () => undefined);
}
