import { useEffect, useRef, useState } from 'react';
import { findingsOf } from '../../core/insight/findings/findings-of.ts';
import type { Analysis } from '../../core/model/analysis.ts';

/** After each piece of work, rest this many times as long as it took: verdicts never take more than a quarter of the time of a recording that grows. */
const REST = 3;

/**
 * The snapshot whose verdicts and findings are shown: the latest for which
 * they have been worked out. Another recording, and the first that anybody
 * wants, is taken at once.
 * @param wanted whether anything that is shown rests on verdicts
 */
export function useJudged(analysis: Analysis, wanted: boolean): Analysis {
  const [held, setHeld] = useState<Analysis | null>(null);
  const restUntil = useRef(0);
  const isOther = held !== null && held.span?.start !== analysis.span?.start;
  if (wanted && (held === null || isOther)) setHeld(analysis);
  if (!wanted && held !== null) setHeld(null);

  useEffect(() => {
    if (held === null || held === analysis) return;
    const timer = setTimeout(
      () => {
        const begun = performance.now();
        findingsOf(analysis);
        const ended = performance.now();
        restUntil.current = ended + (ended - begun) * REST;
        setHeld(analysis);
      },
      Math.max(restUntil.current - performance.now(), 0),
    );
    return () => clearTimeout(timer);
  }, [analysis, held]);
  return held ?? analysis;
}

/** Of a recording to which nothing came for so long the load is over, and its page wants no CPU, ms. */
const AT_REST_MS = 2000;
/** 1,800 requests take 0.25 s: more nobody should wait for unasked. */
const MOST_UNASKED = 2000;

/** How many findings there are, before anybody opens them; `null` while the recording grows, and of a big one. */
export function useFindingsCount(analysis: Analysis): number | null {
  const [counted, setCounted] = useState<Analysis | null>(null);
  useEffect(() => {
    if (analysis.requests.length > MOST_UNASKED) return;
    const timer = setTimeout(() => setCounted(analysis), AT_REST_MS);
    return () => clearTimeout(timer);
  }, [analysis]);
  return counted === analysis ? findingsOf(analysis).length : null;
}
