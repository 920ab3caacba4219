import { union, type Interval } from '../../analysis/held-up.ts';
import type { Analysis } from '../../model/analysis.ts';
import type { Confidence, Context } from './context.ts';
import type { Claim, Finding, Fix, Saving, Severity } from './finding.ts';
import type { Need } from './needs.ts';
import { lengthOf } from './stretches.ts';

/** What is the same in all findings of one rule. */
export interface About {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  readonly threshold: Threshold;
  /** It rests on what each connection carried, and not only on how requests came by theirs: where that is not sure, it may be missed. */
  readonly restsOnLanes?: true;
  /** Where no request tells one of these, it proves nothing that nothing is found. */
  readonly needs?: readonly Need[];
}

export interface Threshold {
  /** From here on there is a finding. */
  readonly value: number;
  readonly unit: string;
  readonly reason: string;
  /** A section of a standard, a server's manual, a browser's source, or a measurement. */
  readonly source: string;
}

export interface Rule extends About {
  readonly find: (context: Context) => readonly Finding[];
}

export interface Found {
  readonly origin: string | null;
  readonly confidence: Confidence;
  readonly requests: readonly string[];
  readonly connections?: readonly string[];
  readonly evidence: readonly string[];
  readonly saving?: Saving | null;
  readonly fix: Fix;
}

export const report = ({ id, title, severity }: About, { origin, confidence, requests, connections = [], evidence, saving = null, fix }: Found): Finding => ({
  rule: id,
  title,
  severity,
  confidence,
  origin,
  requests: [...new Set(requests)],
  connections: [...new Set(connections)],
  evidence,
  savingMs: saving,
  fix,
  docs: `docs/findings/${id}.md`,
});

/**
 * What all of these would have been spared as a saving, overlaps counted once, nothing outside the recording; `null` where none of them waited.
 * @param from until then they would have waited with the fix as well
 */
export function savingOver(told: readonly Claim[], { span }: Analysis, from = -Infinity): Saving | null {
  if (span === null || told.every(({ over }) => over.length === 0)) return null;
  const spared = { start: Math.max(span.start, from), end: span.end };
  const claims = told.map((claim) => ({ ...claim, over: inside(claim.over, spared) })).filter(({ over }) => over.length > 0);
  const over = union(claims.flatMap((claim) => claim.over));
  return { upTo: lengthOf(over), over, claims };
}

const inside = (stretches: readonly Interval[], { start, end }: { readonly start: number; readonly end: number }): readonly Interval[] =>
  stretches.map(([from, to]): Interval => [Math.max(from, start), Math.min(to, end)]).filter(([from, to]) => to > from);
