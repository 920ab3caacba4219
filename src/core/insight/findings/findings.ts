import { messageOf } from '../../base/error.ts';
import { union } from '../../analysis/held-up.ts';
import type { Context } from './context.ts';
import type { Finding, Severity } from './finding.ts';
import { RULES } from './rules.ts';
import { lengthOf } from './stretches.ts';

export interface AllFound {
  /** Everything worth changing, what would save most first. A page that uses its connections well has none. */
  readonly findings: readonly Finding[];
  readonly failed: readonly FailedRule[];
}

/** A rule that threw. What it would have found nobody knows. */
export interface FailedRule {
  /** Its id. */
  readonly rule: string;
  readonly message: string;
}

/** What one rule cannot cope with must not take away what the others find. */
export function findIn(context: Context): AllFound {
  const failed: FailedRule[] = [];
  const findings = RULES.flatMap((rule) => {
    try {
      return rule.find(context);
    } catch (error) {
      failed.push({ rule: rule.id, message: messageOf(error) });
      return [];
    }
  });
  return { findings: inOrder(findings), failed };
}

export const inOrder = (findings: readonly Finding[]): readonly Finding[] => findings.toSorted(byWeight);

/** Ms of the clock that all of them together could save at most: what two would save at the same time counts once. */
export const totalSaving = (findings: readonly Finding[]): number => lengthOf(union(findings.flatMap(({ savingMs }) => savingMs?.over ?? [])));

const WEIGHT: Readonly<Record<Severity, number>> = { high: 0, medium: 1, low: 2 };

/** By saving, then by severity, then by name, so that the same recording always gives the same list. */
function byWeight(a: Finding, b: Finding): number {
  return (b.savingMs?.upTo ?? 0) - (a.savingMs?.upTo ?? 0) || WEIGHT[a.severity] - WEIGHT[b.severity] || compare(a.rule, b.rule) || compare(a.origin ?? '', b.origin ?? '');
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
