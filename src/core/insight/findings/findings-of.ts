import type { Analysis } from '../../model/analysis.ts';
import { insightOf } from '../insight.ts';
import type { Finding } from './finding.ts';
import { findIn } from './findings.ts';

const found = new WeakMap<Analysis, readonly Finding[]>();

/** The findings of a recording, worked out once: the panel and every export ask for the same. */
export function findingsOf(analysis: Analysis): readonly Finding[] {
  const known = found.get(analysis);
  if (known !== undefined) return known;
  const findings = findIn({ analysis, ...insightOf(analysis) });
  found.set(analysis, findings);
  return findings;
}
