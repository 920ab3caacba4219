import { findingsOf } from '../insight/findings/findings-of.ts';
import type { Finding } from '../insight/findings/finding.ts';
import type { Analysis } from '../model/analysis.ts';
import { roundMs } from './har-timings.ts';

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
  /** `_id`s of entries. */
  readonly requests: readonly string[];
  /** `id`s of `_connections`. */
  readonly connections: readonly string[];
  /** The page that explains it, from the project's root. */
  readonly docs: string;
}

export function summariseFindings(analysis: Analysis): readonly SummaryFinding[] {
  const findings = findingsOf(analysis);
  if (findings.length === 0) return [];
  const origins = new Map(analysis.requests.map(({ id, origin }) => [id, origin]));
  return findings.map((finding) => ({
    id: finding.rule,
    title: finding.title,
    severity: finding.severity,
    confidence: finding.confidence,
    origins: finding.origin === null ? [...new Set(finding.requests.flatMap((id) => origins.get(id) ?? []))] : [finding.origin],
    evidence: finding.evidence,
    savingMs: finding.savingMs === null ? null : roundMs(finding.savingMs.upTo),
    requests: finding.requests,
    connections: finding.connections,
    docs: finding.docs,
  }));
}
