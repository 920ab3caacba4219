import { messageOf } from '../../base/error.ts';
import { labelsOf } from '../words.ts';
import { isGuessed, type Case } from './case.ts';
import { isStranger, type Other } from './other.ts';
import { othersOf } from './others.ts';
import { OTHERWISE, RULES } from './rules.ts';
import type { Considered, Found, Reason, WhyNew } from './verdict.ts';

export interface Decided {
  readonly why: WhyNew;
  /** Id of the connection that explains no other opening from now on, unless it is used again. */
  readonly spends: string | null;
}

interface Candidate {
  readonly reason: Reason;
  readonly found: Found;
}

/** The first rule that is not guessing; else the first that guesses, and the next names itself as its rival. */
export function decide(one: Case): Decided {
  const ruledOut: Considered[] = [];
  const guesses: Candidate[] = [];
  for (const { reason, check } of RULES) {
    try {
      const found = check(one);
      if (found === null) continue;
      if (typeof found === 'string') ruledOut.push({ reason, because: `${found}.` });
      else if (found.confidence === 'guess') guesses.push({ reason, found });
      else return verdict(one, { reason, found }, ruledOut, null);
    } catch (error) {
      return verdict(one, failed(reason, error), ruledOut, null);
    }
  }
  const [best, rival] = guesses;
  if (best) return verdict(one, best, ruledOut, rival ?? null);
  return verdict(one, { reason: OTHERWISE.reason, found: OTHERWISE.check(one) as Found }, ruledOut, null);
}

/** What was lost in another pool is still to be made good there. */
const isApart = (other: Other): boolean => isStranger(other) || other.byCredentials === 'presumed-apart';

/** The rules after it count on its answer. What it cannot cope with must not take away the verdicts of other requests. */
const failed = (reason: Reason, error: unknown): Candidate => ({
  reason: OTHERWISE.reason,
  found: { confidence: 'guess', evidence: [`A fault of Reuse Lens: its rule ${reason} failed with "${messageOf(error)}".`], fix: null },
});

function verdict(one: Case, { reason, found }: Candidate, ruledOut: readonly Considered[], rival: Candidate | null): Decided {
  const { setup } = one.request;
  const guessed = found.confidence === 'guess' ? one.others.filter((other) => isGuessed(one, other)) : [];
  return {
    why: {
      reason,
      confidence: found.confidence,
      evidence: [
        ...found.evidence,
        ...(guessed.length === 0 ? [] : [`Which requests ${labelsOf(guessed.map(({ connection }) => connection))} carried is estimated, and for some not sure.`]),
      ],
      ruledOut,
      rival: rival === null ? null : { reason: rival.reason, because: rival.found.evidence[0] ?? '' },
      costMs: found.costMs === undefined ? setup : found.costMs,
      fix: found.fix,
      others: othersOf(one),
    },
    spends: found.spends === undefined || one.others.some((other) => other.connection.id === found.spends && isApart(other)) ? null : found.spends,
  };
}
