import { failedRulesOf, findingsOf } from '../insight/findings/findings-of.ts';
import type { Finding } from '../insight/findings/finding.ts';
import type { Threshold } from '../insight/findings/rule.ts';
import { RULES } from '../insight/findings/rules.ts';
import type { Analysis } from '../model/analysis.ts';
import { roundMs } from './har-timings.ts';
import type { Privacy } from './privacy.ts';

/** One thing worth changing. Its sentences name paths without their query. */
export interface SummaryFinding {
  /** Of the rule; two findings of one rule are about different origins or requests. */
  readonly id: string;
  readonly title: string;
  readonly severity: Finding['severity'];
  readonly confidence: Finding['confidence'];
  readonly origins: readonly string[];
  readonly evidence: readonly string[];
  /** An upper bound; `null` where nobody can say. Not to be added up: see `docs/findings`. */
  readonly savingMs: number | null;
  /** Numbers of entries in `log.entries`, from 0. */
  readonly entries: readonly number[];
  /** `id`s of `_connections`. */
  readonly connections: readonly string[];
  readonly fix: Finding['fix'];
  /** From where on the rule reports something. */
  readonly threshold: Pick<Threshold, 'value' | 'unit'>;
  /** The page that explains it, from the project's root. */
  readonly docs: string;
}

export function summariseFindings(analysis: Analysis, { text }: Pick<Privacy, 'text'>): readonly SummaryFinding[] {
  const findings = findingsOf(analysis);
  if (findings.length === 0) return [];
  const places = new Map(analysis.requests.map((request, entry) => [request.id, { entry, origin: request.origin }]));
  return findings.map((finding) => {
    const shown = finding.requests.map((id) => places.get(id)!);
    return {
      id: finding.rule,
      title: finding.title,
      severity: finding.severity,
      confidence: finding.confidence,
      origins: finding.origin === null ? [...new Set(shown.map(({ origin }) => origin))] : [finding.origin],
      evidence: finding.evidence.map(text),
      savingMs: finding.savingMs === null ? null : roundMs(finding.savingMs.upTo),
      entries: shown.map(({ entry }) => entry),
      connections: finding.connections,
      fix: finding.fix,
      threshold: THRESHOLDS.get(finding.rule)!,
      docs: finding.docs,
    };
  });
}

/** Without what they threw: that may quote an address, and nobody could remove its secrets. */
export function summariseFailedRules(analysis: Analysis): { readonly _failedRules?: readonly string[] } {
  const failed = failedRulesOf(analysis).map(({ rule }) => rule);
  return failed.length === 0 ? {} : { _failedRules: failed };
}

const THRESHOLDS = new Map(RULES.map(({ id, threshold: { value, unit } }) => [id, { value, unit }]));
