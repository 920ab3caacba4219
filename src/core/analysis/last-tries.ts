import { isWebSocket } from '../model/protocol.ts';
import type { Request } from '../model/request.ts';
import type { Draft } from './draft.ts';

/**
 * What was lost with a kept connection browsers send again by themselves, and
 * tell of the last try alone: that no connection came about for that does not
 * show that none had carried the request (a server that shut down: Chromium
 * 156 and Firefox 153 by its log, which had it on a connection that was kept).
 * Once that has failed, the browser has no connection left to the origin.
 *
 * @param drafts of one origin, in order of start, whose connections are assigned
 */
export function doubtLastTries(drafts: readonly Draft[]): void {
  if (!drafts.some(isByError)) return;
  /** By partition, until when there may have been a connection, epoch ms. */
  const keptUntil = new Map<string, number>();
  for (const draft of drafts) {
    const { facts, partition, noConnection, dated } = draft;
    // It takes none that is kept.
    if (isWebSocket(facts.protocol)) continue;
    if (noConnection === null && facts.origination.opening !== 'unknown') keptUntil.set(partition, Infinity);
    if (!isByError(draft)) continue;
    const until = keptUntil.get(partition) ?? -Infinity;
    const isLastTry = facts.start <= until;
    if (isLastTry) keptUntil.set(partition, Math.min(until, facts.end ?? Infinity));
    facts.origination = isLastTry ? UNKNOWN : { opening: 'none', basis: dated ? 'reported' : 'inferred', reason: 'failed' };
  }
}

/** Its error alone says that it used none. */
const isByError = ({ noConnection, reportedConnection, facts: { observations } }: Draft): boolean =>
  noConnection === 'failed' && reportedConnection === null && observations.every((seen) => seen.source !== 'har' || seen.noConnection === null);

const UNKNOWN: Request['origination'] = { opening: 'unknown', basis: 'hidden', reason: 'failed' };
