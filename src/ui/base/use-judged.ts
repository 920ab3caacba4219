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
