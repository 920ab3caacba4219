import type { Analysis } from '../../model/analysis.ts';
import { insightOf } from '../insight.ts';
import { tuneKeepAlive, type KeepAliveTuning } from './tuner.ts';

/** The tuning that the panel shows and the exports write: a gap lost a connection where the verdict says so. */
export function keepAliveOf(analysis: Analysis, origin: string): KeepAliveTuning | null {
  const { why } = insightOf(analysis);
  return tuneKeepAlive(analysis, origin, ({ id }) => {
    const verdict = why.get(id);
    return verdict?.reason === 'idle-timeout' ? verdict.confidence : null;
  });
}
