import { count, labelsOf, nameOf, pathOf, timeOf } from '../../words.ts';
import { SLOTS } from '../../../model/slots.ts';
import { UNSEEN, mayHaveBeenUsed, networkChange, perhapsClosed, type Case } from '../case.ts';
import { shareableWords } from './first-contact.ts';
import { areNamed } from '../../pool/pools.ts';
import { isDocument } from '../../protocols/documents.ts';
import { MISSING } from '../missing.ts';
import type { Other } from '../other.ts';
import type { Found, Rule } from '../verdict.ts';

/** Nothing that was looked at decides: it says what is not there. */
export const unknown: Rule = {
  reason: 'unknown',
  check: (one): Found => ({ confidence: 'guess', evidence: one.isNew ? forNew(one) : forOpenedEarlier(one), fix: null, ...spent(one) }),
};

function forNew(one: Case): readonly string[] {
  const { free, taken, unnamed, request, connection, pool } = one;
  const silent = free.find(({ usedAgain }) => !usedAgain);
  const alive = free.find(({ usedAgain }) => usedAgain);
  const told = [
    ...(silent === undefined ? [] : [silent.perhapsIdleMs > 0 ? `${perhapsClosed(silent)}.` : lastSeen(one, silent)]),
    ...failure(one, silent),
    ...taken.flatMap(({ connection: { label }, last }) => (last?.error ? [`The last request on ${label}, ${pathOf(last)}, broke off with ${last.error}, which may have taken the connection with it.`] : [])),
    ...(alive === undefined ? [] : [`${alive.connection.label} was there and was used again later; nothing shows why it was not taken.`]),
    ...(alive !== undefined && areNamed(pool(), alive.pool) ? [OTHER_PROFILE] : []),
    ...(taken.length >= SLOTS && taken.every((other) => areNamed(pool(), other.pool)) ? [`${taken.length} connections of pools of this name were in use, and one pool holds no more than ${SLOTS}. ${OTHER_PROFILE}`] : []),
    ...ended(one),
    ...shareableWords(one),
    ...(unnamed > 0 ? [`${unnamed === 1 ? 'An earlier request to this origin may have used a connection' : `${unnamed} earlier requests to this origin may have used connections`} that nobody names.`] : []),
    ...(request.asked === null ? [MISSING.headers] : pool().credentials === null ? [MISSING.credentials] : []),
    ...(request.page === null ? [MISSING.page] : []),
    ...(connection === null ? [MISSING.name] : connection.basis.kind === 'reported' ? [] : [MISSING.ids]),
  ];
  return told.length > 0 ? told : [allIsKnown(one)];
}

const lastSeen = (one: Case, silent: Other): string =>
  mayHaveBeenUsed(one, silent)
    ? `${silent.connection.label} was last seen in use ${timeOf(silent.idleMs)} before, and another request, whose connection nobody names, may have been on it since.`
    : `${silent.connection.label} had been idle for ${timeOf(silent.idleMs)}, ${UNSEEN}; nothing in its answers says that it was closed.`;

/** Chromium has one network context for each profile, and pools in each; a NetLog does not tell them apart (measured in version 156). */
const OTHER_PROFILE = 'A NetLog is of the whole browser: another profile, or a private window, has pools of its own under the same names.';

/** A NetLog says that it ended, in words that do not tell who wanted it. */
function ended({ free, taken, closed, at }: Case): readonly string[] {
  const [other] = closed;
  const said = other?.connection.report?.closed;
  if (other === undefined || said == null || free.length + taken.length > 0) return [];
  const broke = other.last?.error ? ` Its last request, ${pathOf(other.last)}, had ended with ${other.last.error}.` : '';
  return [`${other.connection.label} was closed ${timeOf(Math.max(at - said.at, 0))} before; the browser's log says of it: "${said.words}".${broke}`];
}

/** Nothing that a recording can hold is missing from this one. */
function allIsKnown({ taken, otherProtocol, protocol, others }: Case): string {
  if (taken.length > 0) return `${count(taken.length, 'connection')} to the origin ${taken.length === 1 ? 'was' : 'were'} in use. One may have ended unseen, or belong to a pool that no header tells apart.`;
  const [other] = otherProtocol;
  if (other !== undefined && protocol !== null) return `${other.connection.label} speaks ${nameOf(other.connection.protocol)}, this connection ${nameOf(protocol)}. What browser and server agreed in its handshake (ALPN) is in no recording.`;
  const what = 'What made the browser open this one is in no recording.';
  return others.length === 0 ? what : `Nothing that is told of ${labelsOf(others.map(({ connection }) => connection))} explains it. ${what}`;
}

/** An HTTP/1 connection whose answer was not read to its end can't be used again (RFC 9112 section 9.3). */
function failure(one: Case, silent: Other | undefined): readonly string[] {
  if (silent === undefined) return [];
  const { history, at } = one;
  const changed = networkChange(one, silent);
  if (changed !== null) return [`Meanwhile ${changed}; browsers then give up their connections, whatever the server does.`];
  if (silent.last?.error) return [`Its last request broke off with ${silent.last.error}, which may have taken the connection with it.`];
  const failed = history.failedBetween(at - silent.idleMs, at);
  return failed === null ? [] : [`${pathOf(failed)} failed in between with ${failed.error}, which may have taken the connection with it.`];
}

function forOpenedEarlier({ browser, connection, request }: Case): readonly string[] {
  if (connection?.basis.kind !== 'reported') {
    return ['This request did not wait for a connect: the connection was open, or was being opened by somebody else.', MISSING.ids];
  }
  return [
    'It was open before the first request that the recording has of it: opened ahead by the browser, by a preconnect, by another tab, by an earlier page, or before the recording. Nothing tells which.',
    // 44 of 48 navigations in version 156 (docs/browsers.md).
    ...(browser === 'chromium' && isDocument(request) ? ['As a rule Chromium opens a connection ahead of a navigation, unless an add-on may read its request events.'] : []),
    ...(request.page === null ? [MISSING.page] : []),
  ];
}

/** It has had its chance to explain one opening. */
function spent({ free, closed }: Case): Pick<Found, 'spends'> {
  const other = closed[0] ?? free[0];
  return other === undefined ? {} : { spends: other.connection.id };
}
