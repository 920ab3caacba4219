import type { Analysis } from '../../model/analysis.ts';
import { runsOf, type Run } from '../by-run.ts';
import { insightOf } from '../insight.ts';
import type { Finding } from './finding.ts';
import { findIn, inOrder, type FailedRule, type AllFound } from './findings.ts';

const known = new WeakMap<Analysis, AllFound>();

/** The findings of a recording, each of one run of the browser. */
export const findingsOf = (analysis: Analysis): readonly Finding[] => foundIn(analysis).findings;

/** The rules that threw, each once: whoever says what was found says also that theirs is missing. */
export const failedRulesOf = (analysis: Analysis): readonly FailedRule[] => foundIn(analysis).failed;

/** Worked out once: the panel and every export ask for the same. */
function foundIn(analysis: Analysis): AllFound {
  const before = known.get(analysis);
  if (before !== undefined) return before;
  const runs = runsOf(analysis).map((run) => ({ run, ...findIn({ analysis: run.analysis, ...insightOf(analysis) }) }));
  const found: AllFound = {
    findings: inOrder(runs.flatMap(({ run, findings }) => (runs.length === 1 ? findings : findings.map((finding) => inRun(finding, run))))),
    failed: [...new Map(runs.flatMap(({ failed }) => failed.map((one) => [one.rule, one] as const))).values()],
  };
  known.set(analysis, found);
  return found;
}

const inRun = (finding: Finding, { name }: Run): Finding => ({ ...finding, evidence: [`In ${name ?? 'run 1'} of the browser.`, ...finding.evidence] });
