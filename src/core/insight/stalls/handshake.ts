import type { Connection } from '../../model/connection.ts';
import { isMultiplexed } from '../../model/protocol.ts';
import type { Request } from '../../model/request.ts';
import { isSetupCut } from '../../model/setup-cut.ts';
import { isDoubtful } from '../doubt.ts';
import { readyAt, sentAtOf } from '../uses.ts';
import { pathOf, timeOf } from '../words.ts';
import { heldBy, LATE_MS, MAIN, type Reason } from './reason.ts';

/** It waited for the connection that it then used, and that another request was opening. */
export const handshake: Reason = ({ request, connection, from, to, ms }) => {
  if (connection === null || connection.openedAt === null || !isMultiplexed(connection.protocol)) return null;
  const opener = connection.requests[0]!;
  if (opener === request) return null;
  const { openedAt, label } = connection;
  const isCut = isSetupCut(opener);
  const ready = readyAt(opener);
  // Most came later.
  if (from >= Math.max(ready, sentBy(opener, ready))) return null;
  const inUse = inUseFrom(connection, ready, request);
  const during = (begun: number, until: number): number => Math.min(until, to) - Math.max(begun, from);
  // Of a setup that had begun before its opener came nobody tells since when.
  const notInUse = during(isCut ? -Infinity : openedAt, inUse);
  if (notInUse < ms * MAIN || inUse > to + LATE_MS) return null;
  const inSetup = during(openedAt, ready);
  const isSure = inSetup >= ms * MAIN;
  const by = isCut ? '' : ` by ${pathOf(opener)}`;
  return {
    why: 'handshake',
    confidence: connection.basis.kind === 'inferred' ? (isDoubtful(request) ? 'guess' : 'likely') : isSure ? 'certain' : 'likely',
    holders: heldBy([{ request: opener, from: openedAt, to: isSure ? ready : inUse }]),
    evidence: [`${label} was being opened${by}${isSure ? '' : ', and nothing had been sent on it yet,'} for ${timeOf(isSure ? inSetup : notInUse)} of the ${timeOf(ms)} that it waited; then it was sent on it.`],
  };
};

/**
 * When the first request but this one had been sent on it. A browser that is
 * busy takes a while after the handshake until it uses what it has: 70 ms were
 * seen (Chromium 156, two cores), which HAR counts as the sending of the opener.
 */
function inUseFrom({ requests: [opener, ...others] }: Connection, ready: number, but: Request): number {
  return Math.max(ready, others.reduce((first, request) => (request === but ? first : Math.min(first, sentAtOf(request))), sentBy(opener!, ready)));
}

const sentBy = ({ phases: { send } }: Request, ready: number): number => (send.state === 'measured' ? send.end : ready);
