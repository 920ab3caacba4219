import type { Interval } from '../../analysis/held-up.ts';
import type { Confidence } from './context.ts';

export type Severity = 'high' | 'medium' | 'low';

/** The language of a snippet, for whoever shows it. */
type Language = 'nginx' | 'html' | 'http' | 'js' | 'sh' | 'dns';

/** Something that a page's connections do, that costs, and that somebody can change. */
export interface Finding {
  /** Id of the rule that found it. */
  readonly rule: string;
  readonly title: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
  /** What it is about; `null` when it is about several origins alike. */
  readonly origin: string | null;
  /** Ids of the requests that show it. */
  readonly requests: readonly string[];
  /** Ids of the connections that show it. */
  readonly connections: readonly string[];
  /** Sentences, each a fact of this recording or a limit of what it can tell. */
  readonly evidence: readonly string[];
  readonly savingMs: Saving | null;
  readonly fix: Fix;
  /** The page that explains it, from the project's root. */
  readonly docs: string;
}

/**
 * The most that the fix could save: the time over which something waited that
 * would not have. As intervals on the clock, because what two findings would
 * save at the same time can be saved once.
 */
export interface Saving {
  readonly upTo: number;
  readonly over: readonly Interval[];
  /** Whose waiting it was: `over` is the union of these. */
  readonly claims: readonly Claim[];
}

/** What one request would have been spared. */
export interface Claim {
  /** Id of the request. */
  readonly request: string;
  /** "in setup", "stalled": what it was doing then. */
  readonly doing: string;
  readonly over: readonly Interval[];
}

export interface Fix {
  readonly text: string;
  readonly snippet: string | null;
  readonly language: Language | null;
}
