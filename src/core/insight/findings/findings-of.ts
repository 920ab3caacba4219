import type { Analysis } from '../../model/analysis.ts';
import { runsOf, type Run } from '../by-run.ts';
import { insightOf } from '../insight.ts';
import type { Finding } from './finding.ts';
import { findIn, inOrder } from './findings.ts';

const found = new WeakMap<Analysis, readonly Finding[]>();

/** The findings of a recording, each of one run of the browser, worked out once: the panel and every export ask for the same. */
export function findingsOf(analysis: Analysis): readonly Finding[] {
  const known = found.get(analysis);
  if (known !== undefined) return known;
  const runs = runsOf(analysis);
  const findings = inOrder(runs.flatMap((run) => findIn({ analysis: run.analysis, ...insightOf(analysis) }).map((finding) => (runs.length === 1 ? finding : inRun(finding, run)))));
  found.set(analysis, findings);
  return findings;
}

const inRun = (finding: Finding, { name }: Run): Finding => ({ ...finding, evidence: [`In ${name ?? 'run 1'} of the browser.`, ...finding.evidence] });
