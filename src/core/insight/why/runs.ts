import type { Connection } from '../../model/connection.ts';
import { numberOfConnection } from '../../model/run.ts';

/** Connections that are opened together may be numbered in another order than that in which their setups begin. */
const TOGETHER_MS = 1000;

/**
 * When the run of the browser that a moment belongs to began, as its numbers tell: they only grow
 * (NetLog's source ids), so a smaller one for a later connection is of another
 * run. Files of several runs are common in performance tests, and no
 * connection outlives its browser.
 */
export function runsOf(connections: readonly Connection[]): (at: number) => number {
  const starts: number[] = [-Infinity];
  let highest = -1;
  let pending: { readonly at: number; readonly id: number }[] = [];
  for (const { at, id } of numbered(connections)) {
    while (pending.length > 0 && pending[0]!.at + TOGETHER_MS < at) highest = Math.max(highest, pending.shift()!.id);
    if (id < highest) {
      starts.push(at);
      highest = -1;
      pending = [];
    }
    pending.push({ at, id });
  }
  return (at) => starts.findLast((start) => start <= at) ?? -Infinity;
}

function numbered(connections: readonly Connection[]): readonly { readonly at: number; readonly id: number }[] {
  return connections
    .flatMap((connection) => {
      const id = numberOfConnection(connection);
      return id === null || connection.openedAt === null ? [] : [{ at: connection.openedAt, id }];
    })
    .sort((a, b) => a.at - b.at);
}
