import { useDeferredValue } from 'react';
import type { Analysis } from '../../core/model/analysis.ts';

/**
 * What is said of the whole recording comes in a task of its own, after the
 * lanes. Each component asks for itself: that task renders it alone.
 */
export function useDeferred(analysis: Analysis): Analysis {
  const deferred = useDeferredValue(analysis);
  return deferred.requests.length === 0 ? analysis : deferred;
}
