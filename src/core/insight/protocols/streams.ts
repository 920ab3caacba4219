import { min, rollup } from 'd3-array';
import type { Connection } from '../../model/connection.ts';
import { isMultiplexed } from '../../model/protocol.ts';
import type { Request } from '../../model/request.ts';
import { SLOTS } from '../../model/slots.ts';
import { writtenAt } from './moments.ts';

/** How the requests of one h2 or h3 connection ran beside each other. */
export interface Streams {
  /** The number of open streams after each change, in order of time. */
  readonly over: readonly StreamStep[];
  readonly peak: number;
  readonly peakAt: number;
  /** Requests by the priority that the browser gave them; those without one are not counted. */
  readonly priorities: ReadonlyMap<string, number>;
  readonly gain: MultiplexingGain;
}

interface StreamStep {
  readonly at: number;
  readonly open: number;
}

/**
 * What the same requests, with the same lengths, would have waited for on six
 * HTTP/1.1 connections. An estimate, and a high one: six alone would have had
 * more of the bandwidth each. Connecting those six is not counted.
 */
interface MultiplexingGain {
  /** Requests that would have waited for a slot. */
  readonly queued: number;
  readonly longestWaitMs: number;
  /** How much later the last answer would have been complete. */
  readonly laterMs: number;
}

/** `null` for a connection that carries one request at a time. */
export function streamsOf({ protocol, requests }: Connection): Streams | null {
  if (!isMultiplexed(protocol)) return null;
  const over = stepsOf(requests);
  // Where none has a length, each was one stream all the same.
  const highest = over.reduce((best, step) => (step.open > best.open ? step : best), { at: min(requests, writtenAt) ?? 0, open: 1 });
  return { over, peak: highest.open, peakAt: highest.at, priorities: prioritiesOf(requests), gain: gainOf(requests) };
}

function stepsOf(requests: readonly Request[]): readonly StreamStep[] {
  const changes = requests.flatMap((request) => {
    const from = writtenAt(request);
    // One that runs has no end yet, and stays open to the last step; one of no length was never open beside another.
    if (request.end === null) return [{ at: from, by: 1 }];
    return request.end > from ? [{ at: from, by: 1 }, { at: request.end, by: -1 }] : [];
  });
  // What ends as another begins does not overlap it.
  changes.sort((a, b) => a.at - b.at || a.by - b.by);
  const steps: StreamStep[] = [];
  let open = 0;
  for (const { at, by } of changes) {
    open += by;
    if (steps.at(-1)?.at === at) steps.pop();
    steps.push({ at, open });
  }
  return steps;
}

const prioritiesOf = (requests: readonly Request[]): ReadonlyMap<string, number> => rollup(requests.flatMap(({ priority }) => priority ?? []), (same) => same.length, (priority) => priority);

function gainOf(requests: readonly Request[]): MultiplexingGain {
  // One that runs without end would hold a slot for ever: nothing can be said with it.
  const ended = requests.flatMap((request) => (request.end === null ? [] : [{ from: writtenAt(request), to: request.end }])).sort((a, b) => a.from - b.from);
  const freeAt = Array.from({ length: SLOTS }, () => -Infinity);
  let queued = 0;
  let longestWaitMs = 0;
  let last = -Infinity;
  let lastAlone = -Infinity;
  for (const { from, to } of ended) {
    const slot = freeAt.indexOf(Math.min(...freeAt));
    const begins = Math.max(from, freeAt[slot]!);
    if (begins > from) queued += 1;
    longestWaitMs = Math.max(longestWaitMs, begins - from);
    freeAt[slot] = begins + Math.max(to - from, 0);
    lastAlone = Math.max(lastAlone, freeAt[slot]!);
    last = Math.max(last, to);
  }
  return { queued, longestWaitMs, laterMs: ended.length === 0 ? 0 : Math.max(lastAlone - last, 0) };
}
