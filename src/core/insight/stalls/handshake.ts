import type { Connection } from '../../model/connection.ts';
import { isMultiplexed } from '../../model/protocol.ts';
import type { Request } from '../../model/request.ts';
import { isSetupCut, LONGEST_CUT_MS } from '../../model/setup-cut.ts';
import { isDoubtful } from '../doubt.ts';
import { readyAt, sentAtOf, usesOf } from '../uses.ts';
import { pathOf, timeOf } from '../words.ts';
import { heldBy, LATE_MS, MAIN, type Reason } from './reason.ts';

/** It waited for the connection that it then used, and that another request was opening. */
export const handshake: Reason = ({ request, connection, from, to, ms }) => {
  if (connection === null || connection.openedAt === null || !isMultiplexed(connection.protocol)) return null;
  const opener = connection.requests[0]!;
  if (opener === request) return null;
  const { openedAt, label } = connection;
  const ready = readyAt(opener);
  if (from >= ready) return null;
  const isCut = isSetupCut(opener);
  const inUse = Math.max(ready, inUseFrom(connection, request, ready));
  const during = (begun: number, until: number): number => Math.min(until, to) - Math.max(begun, from);
  // Of a setup that had begun before its opener came nobody tells since when.
  const notInUse = during(isCut ? openedAt - LONGEST_CUT_MS : openedAt, inUse);
  if (notInUse < ms * MAIN || inUse > to + LATE_MS) return null;
  const inSetup = during(openedAt, ready);
  const isSure = inSetup >= ms * MAIN;
  const by = isCut ? '' : ` by ${pathOf(opener)}`;
  return {
    why: 'handshake',
    confidence: connection.basis.kind === 'inferred' ? (isDoubtful(request) ? 'guess' : 'likely') : isSure ? 'certain' : 'likely',
    holders: heldBy([{ request: opener, from: openedAt, to: isSure ? ready : inUse }]),
    evidence: [`${label} was being opened${by}${isSure ? '' : ', or not yet in use,'} for ${isCut && !isSure ? 'up to ' : ''}${timeOf(isSure ? inSetup : notInUse)} of the ${timeOf(ms)} that it waited; then it was sent on it.`],
  };
};

/**
 * When the first request but this one had been sent on it. A browser that is
 * busy takes a while after the handshake until it uses what it has: 70 ms were
 * seen (Chromium 156, two cores), which HAR counts as the sending of the
 * opener. That of a body is another matter.
 */
function inUseFrom(connection: Connection, but: Request, ready: number): number {
  const opener = connection.requests[0]!;
  const { method, phases: { send } } = opener;
  if (send.state !== 'measured' || (method !== 'GET' && method !== 'HEAD') || send.end > ready + LONGEST_PAUSE_MS) return ready;
  const first = usesOf(connection).requests.slice(0, 3).find((request) => request !== opener && request !== but);
  return first === undefined ? send.end : Math.min(send.end, sentAtOf(first));
}

/** Those 70 ms, and some more: what takes longer is a body, or a network that is full. */
const LONGEST_PAUSE_MS = 100;
