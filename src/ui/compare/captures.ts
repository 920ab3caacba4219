import type { ComparedSide } from '../../app/import/compare-in-worker.ts';
import type { Analysis } from '../../core/model/analysis.ts';

/** One of the two that are compared. */
export interface NamedCapture {
  /** Of the file; "Recording" for what the panel itself recorded. */
  readonly name: string;
  readonly analysis: Analysis;
  readonly source: ComparedSide;
}

export interface Captures {
  readonly a: NamedCapture;
  readonly b: NamedCapture;
}

/** What was recorded earlier is A, what it is compared with B; the user may swap them. */
export function inOrder(one: NamedCapture, other: NamedCapture): Captures {
  const begun = ({ analysis }: NamedCapture): number => analysis.span?.start ?? Infinity;
  return begun(other) < begun(one) ? { a: other, b: one } : { a: one, b: other };
}
