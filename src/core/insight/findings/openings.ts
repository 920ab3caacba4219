import { groupBy } from '../../base/group.ts';
import type { OriginSummary } from '../../model/analysis.ts';
import type { Request } from '../../model/request.ts';
import type { Context, Reason, Verdict } from './context.ts';

export const opened = ({ origination }: Request): boolean => origination.opening === 'new';

/** The verdict on a request that opened a connection, unless it is a guess. */
export function verdictOn({ why }: Context, request: Request): Verdict | null {
  const verdict = opened(request) ? why.get(request.id) : undefined;
  return verdict === undefined || verdict.confidence === 'guess' ? null : verdict;
}

/** Requests that opened a connection for one of these reasons, by origin. */
export function openedBecause(context: Context, reasons: readonly Reason[]): ReadonlyMap<OriginSummary, readonly Request[]> {
  const found = context.analysis.origins.flatMap((summary) => {
    if (summary.totals.new === 0) return [];
    return summary.requests.filter((request) => {
      const verdict = verdictOn(context, request);
      return verdict !== null && reasons.includes(verdict.reason);
    }).map((request) => ({ summary, request }));
  });
  return new Map([...groupBy(found, ({ summary }) => summary)].map(([summary, members]) => [summary, members.map(({ request }) => request)]));
}

export const connectionsOf = (requests: readonly Request[]): readonly string[] => requests.flatMap(({ connection }) => connection ?? []);
export const idsOf = (requests: readonly { readonly id: string }[]): readonly string[] => requests.map(({ id }) => id);
