import type { Analysis } from '../model/analysis.ts';
import { runsOf } from './by-run.ts';
import { stallsOf, type Stall } from './stalls/stalls.ts';
import { whyNew, type WhyNew } from './why/why.ts';

/** What a recording answers beyond its facts. By request id. */
export interface Insight {
  readonly why: ReadonlyMap<string, WhyNew>;
  readonly stalls: ReadonlyMap<string, Stall>;
}

const known = new WeakMap<Analysis, Insight>();

/** Worked out when it is first asked for, and once for each snapshot: nothing of it burdens a recording that runs. */
export function insightOf(analysis: Analysis): Insight {
  const found = known.get(analysis);
  if (found !== undefined) return found;
  const runs = runsOf(analysis);
  const insight = {
    why: together(runs.map((run) => whyNew(run.analysis))),
    stalls: together(runs.map((run) => stallsOf(run.analysis))),
  };
  known.set(analysis, insight);
  return insight;
}

/** By request id, and a request is of one run. */
const together = <T>(maps: readonly ReadonlyMap<string, T>[]): ReadonlyMap<string, T> => (maps.length === 1 ? maps[0]! : new Map(maps.flatMap((map) => [...map])));
