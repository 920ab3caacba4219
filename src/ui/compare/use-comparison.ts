import { useEffect, useState } from 'react';
import { compareInWorker } from '../../app/import/compare-in-worker.ts';
import type { Comparison } from '../../core/compare/compare.ts';
import type { Captures } from './captures.ts';

/** What was compared last, and how far the next comparison is. */
export interface Compared {
  /** With the captures that it is of: never the names of one order over the figures of the other. */
  readonly last: { readonly captures: Captures; readonly comparison: Comparison } | null;
  /** 0..1; `null` when it is there. */
  readonly progress: number | null;
  readonly failed: string | null;
}

/** The comparison of these two, made away from the page's thread; one that is no longer wanted is ended. */
export function useComparison(captures: Captures): Compared {
  const [state, setState] = useState<Compared>({ last: null, progress: 0, failed: null });
  useEffect(() => {
    setState(({ last }) => ({ last, progress: 0, failed: null }));
    const job = compareInWorker({ a: captures.a.source, b: captures.b.source }, (progress) => setState(({ last }) => ({ last, progress, failed: null })));
    job.result.then(
      (comparison) => setState({ last: { captures, comparison }, progress: null, failed: null }),
      (error: Error) => setState(({ last }) => ({ last, progress: null, failed: error.message })),
    );
    return job.cancel;
  }, [captures]);
  return state;
}
