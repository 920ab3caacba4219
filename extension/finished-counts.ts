import { min } from 'd3-array';
import { fieldsOf } from '../src/core/base/unknown.ts';

/**
 * How often each request was told as finished: what the browser's own log has
 * more of runs still. Counted, as several requests may look the same.
 */
export interface FinishedCounts {
  add(entry: unknown): void;
  has(entry: unknown): boolean;
  /** What this log has more of than finished. */
  unfinishedIn(log: readonly unknown[]): readonly unknown[];
  /** The browser begins its log anew with each page, and what began before it does not come back: so this grows no longer than that. */
  forgetBefore(log: readonly unknown[]): void;
  forgetAll(): void;
}

export function createFinishedCounts(): FinishedCounts {
  const counts = new Map<string, number>();
  return {
    add: (entry) => count(counts, fingerprint(entry)),
    has: (entry) => counts.has(fingerprint(entry)),
    unfinishedIn(log) {
      const inLog = new Map<string, number>();
      return log.filter((entry) => {
        const print = fingerprint(entry);
        count(inLog, print);
        return inLog.get(print)! > (counts.get(print) ?? 0);
      });
    },
    forgetBefore(log) {
      const oldest = min(log.filter(isDated), fingerprint);
      if (oldest === undefined) return;
      // What has no right date may still be in it, too.
      const inLog = new Set(log.map(fingerprint));
      for (const print of counts.keys()) if (print < oldest && !inLog.has(print)) counts.delete(print);
    },
    forgetAll: () => counts.clear(),
  };
}

const count = (counts: Map<string, number>, print: string): void => void counts.set(print, (counts.get(print) ?? 0) + 1);

/** Begins with the date, so that it sorts by it. */
export function fingerprint(entry: unknown): string {
  const fields = fieldsOf(entry);
  const request = fieldsOf(fields?.['request']);
  return fields === undefined || request === undefined ? '' : `${String(fields['startedDateTime'])} ${String(request['method'])} ${String(request['url'])}`;
}

/** Chromium dates a refused WebSocket 1969: all that were refused look alike. */
export const isDated = (entry: unknown): boolean => {
  const fields = fieldsOf(entry);
  return fields !== undefined && !String(fields['startedDateTime']).startsWith('1969');
};
