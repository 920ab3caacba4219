import { stallOf } from '../core/model/stall.ts';
import type { Request } from '../core/model/request.ts';

/** How many requests waited at each moment: a step function, in order of time. */
export interface Queue {
  readonly at: Float64Array;
  /** `waiting[i]` holds from `at[i]` to `at[i + 1]`. */
  readonly waiting: Uint32Array;
  readonly peak: number;
  /** Sum over the requests, ms; may exceed the clock. */
  readonly total: number;
}

export function queueOf(requests: readonly Request[]): Queue {
  const changes: (readonly [at: number, by: 1 | -1])[] = [];
  let total = 0;
  for (const request of requests) {
    const stall = stallOf(request);
    if (stall === null) continue;
    changes.push([stall[0], 1], [stall[1], -1]);
    total += stall[1] - stall[0];
  }
  // Ends before starts: at one instant a slot is handed over, nobody waits twice.
  changes.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  return { ...stepsOf(changes), total };
}

function stepsOf(changes: readonly (readonly [at: number, by: 1 | -1])[]): Omit<Queue, 'total'> {
  const at: number[] = [];
  const waiting: number[] = [];
  let level = 0;
  let peak = 0;
  for (const [i, [time, by]] of changes.entries()) {
    level += by;
    if (changes[i + 1]?.[0] === time) continue;
    at.push(time);
    waiting.push(level);
    peak = Math.max(peak, level);
  }
  return { at: Float64Array.from(at), waiting: Uint32Array.from(waiting), peak };
}
