import type { Insight } from '../insight/insight.ts';
import type { Stall } from '../insight/stalls/stalls.ts';
import type { Considered, WhyNew } from '../insight/why/why.ts';
import type { Request } from '../model/request.ts';
import { roundMs } from './har-timings.ts';

/** Why a request did not use a connection that was there. */
interface ExportedWhy {
  readonly reason: WhyNew['reason'];
  readonly confidence: WhyNew['confidence'];
  readonly evidence: readonly string[];
  readonly ruledOut: readonly string[];
  /** ms; `null` where nobody tells. */
  readonly costMs: number | null;
  readonly fix: string | null;
}

/** What a request waited for before it had a connection. */
interface ExportedStall {
  readonly why: Stall['why'];
  readonly confidence: Stall['confidence'];
  readonly evidence: readonly string[];
  readonly ms: number;
  /** Who held it: the number of the entry in `log.entries`, from 0; until when, ISO 8601, `null` while it does. */
  readonly holders: readonly { readonly entry: number; readonly until: string | null }[];
}

export interface ExportedInsight {
  readonly _why?: ExportedWhy;
  readonly _stalledBy?: ExportedStall;
}

/**
 * What to write of each request; asked for them one by one.
 * @param sentence as files have it
 */
export function insightWriter(requests: readonly Request[], { why, stalls }: Insight, sentence: (text: string) => string): (request: Request) => ExportedInsight {
  const numbers = new Map(requests.map(({ id }, index) => [id, index]));
  return ({ id }) => {
    const reason = why.get(id);
    const stall = stalls.get(id);
    return { ...(reason === undefined ? {} : { _why: writeWhy(reason, sentence) }), ...(stall === undefined ? {} : { _stalledBy: writeStall(stall, numbers, sentence) }) };
  };
}

const writeWhy = ({ reason, confidence, evidence, ruledOut, rival, costMs, fix }: WhyNew, sentence: (text: string) => string): ExportedWhy => ({
  reason,
  confidence,
  evidence: [...evidence, ...(rival === null ? [] : [`It may also be ${named(rival)}`])].map(sentence),
  ruledOut: ruledOut.map(named).map(sentence),
  costMs: costMs === null ? null : roundMs(costMs),
  fix,
});

/** With its id, which other tools can look for. */
const named = ({ reason, because }: Considered): string => `${reason}: ${because}`;

const writeStall = ({ why, confidence, evidence, ms, holders }: Stall, numbers: ReadonlyMap<string, number>, sentence: (text: string) => string): ExportedStall => ({
  why,
  confidence,
  evidence: evidence.map(sentence),
  ms: roundMs(ms),
  holders: holders.map(({ request, until }) => ({ entry: numbers.get(request)!, until: until === null ? null : new Date(until).toISOString() })),
});
