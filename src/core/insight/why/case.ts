import type { Connection } from '../../model/connection.ts';
import type { Protocol } from '../../model/protocol.ts';
import type { Request } from '../../model/request.ts';
import type { Browser } from '../engine.ts';
import { isDoubtful, mayBeUsedBetween } from '../doubt.ts';
import type { Pool } from '../pool/pools.ts';
import type { Environment } from './environment.ts';
import type { Preconnect } from '../protocols/preconnects.ts';
import { endOf, type Uses } from '../uses.ts';
import { noEndTold, pathOf, timeOf } from '../words.ts';
import { expiryOf } from './expiry.ts';
import { isKin, type History } from './history.ts';
import { hasBrokenOff, isAvailable, isStranger, isTaken, isThere, type Other } from './other.ts';
import type { Confidence } from './verdict.ts';

/** One opening, and everything that the rules look at. */
export interface Case {
  readonly request: Request;
  /** `null`: it opened one, and nobody names it. */
  readonly connection: Connection | null;
  readonly protocol: Protocol | null;
  /** When its setup began, or, opened earlier, when the request was sent on it. */
  readonly at: number;
  readonly isNew: boolean;
  readonly browser: Browser | null;
  pool(): Pool;
  /** Connections to the origin that were there before, the latest used first. */
  readonly others: readonly Other[];
  /** Those in another pool. */
  readonly strangers: readonly Other[];
  /** Those in the same pool, for all that is known, and not spent; of the same kind of protocol… */
  readonly free: readonly Other[];
  readonly taken: readonly Other[];
  readonly closed: readonly Other[];
  /** …and of another. */
  readonly otherProtocol: readonly Other[];
  /** Requests of the origin that were sent before on connections that nobody names. */
  readonly unnamed: number;
  readonly history: History;
  readonly environment: Environment;
  /** Where there are no others: connections of other origins that it might have shared, see shareable.ts. */
  readonly shareable: readonly Other[];
  /** The last answer before it that asked for a connection to its origin ahead of need, see preconnects.ts. */
  hint(): Preconnect | null;
  /** One of the origin that was first asked for later, of which nobody saw since when it was being opened, and that may be of another pool: it may have been there. */
  perhapsThere(): Uses | null;
  /** One of the origin that was first used later, and is older by its number: somebody whom the recording does not show had opened it. */
  elder(): Uses | null;
  /** There were connections before, in another run of the browser. */
  readonly isAfterRestart: boolean;
  /** That of its page; `null` where it is not in the recording. */
  readonly document: Request | null;
  /** The recording has no page before its own, which could have left connections behind. */
  readonly isOfFirstPage: boolean;
}

export type Groups = Pick<Case, 'strangers' | 'free' | 'taken' | 'closed' | 'otherProtocol'>;

const NOBODY: Groups = { strangers: [], free: [], taken: [], closed: [], otherProtocol: [] };

export function groupsOf(others: readonly Other[], protocol: Protocol | null): Groups {
  if (others.length === 0) return NOBODY;
  const anyAlike = others.some(({ byCredentials, byPlace }) => byPlace !== 'apart' && (byCredentials === 'same' || byCredentials === 'presumed-same'));
  // What is presumed to be in another pool gives way to what is, or is presumed to be, in this one.
  const isApart = (other: Other): boolean => isStranger(other) || (anyAlike && other.byCredentials === 'presumed-apart');
  const strangers = others.filter(isApart);
  const rivals = others.filter((other) => !isApart(other) && !other.spent);
  const kin = rivals.filter(({ connection }) => protocol === null || connection.protocol === null || isKin(protocol, connection.protocol));
  return {
    strangers,
    free: kin.filter(isAvailable),
    taken: kin.filter(isTaken),
    closed: ownFirst(rivals.filter(({ state, connection }) => state === 'closed' && mayReplace(protocol, connection.protocol))),
    otherProtocol: rivals.filter((rival) => !kin.includes(rival) && rival.state !== 'closed'),
  };
}

/** What the browser needs anew over TCP it asks for before it knows what that will speak (ALPN, RFC 7301); HTTP/3 it asks for by itself. */
const mayReplace = (protocol: Protocol | null, lost: Protocol | null): boolean => protocol === null || lost === null || (protocol === 'h3') === (lost === 'h3');

/** Of those that were lost, one that was surely of its pool explains more than one that may have been. */
const ownFirst = (others: readonly Other[]): readonly Other[] => [...others.filter(isOwn), ...others.filter((other) => !isOwn(other))];

const isOwn = ({ byCredentials, byPlace }: Other): boolean => byCredentials === 'same' && byPlace === 'same';

/** Its answer closed it, or it had been idle for longer than one of the two sides keeps it. */
export const isGone = (other: Other, browser: Browser | null): boolean => other.state === 'closed' || expiryOf(other, browser) !== null;

/** Of those that could not be used, the one to speak of: rather one that was surely there. */
export const likeliestThere = (others: readonly Other[], { browser }: Pick<Case, 'browser'>): Other | undefined => others.find(isThere) ?? others.find((other) => !isGone(other, browser));

/** That it was of another pool explains nothing where it was gone, and a new one was needed in any case. */
export function perhapsGone(other: Other): readonly string[] {
  if (isThere(other)) return [];
  const { connection: { label }, idleMs, last, perhapsIdleMs } = other;
  if (perhapsIdleMs > 0) return [`${perhapsClosed(other)}: then this one was needed in any case.`];
  const why = hasBrokenOff(other) && last !== null ? `The last request on ${label}, ${pathOf(last)}, broke off with ${last.error}, which may have taken the connection with it` : `${label} had been idle for ${timeOf(idleMs)} and may have been closed`;
  return [`${why}: then this one was needed in any case.`];
}

/** What is to be said of one that may have been idle, without a full stop. */
export const perhapsClosed = ({ connection: { label }, last, perhapsIdleMs }: Other): string =>
  `${noEndTold(`${last === null ? 'what was sent' : pathOf(last)} on ${label}`)}; it may have been idle for ${timeOf(perhapsIdleMs)}, and closed`;

/** There was one of its own pool and protocol, for all that is known, whose fate must be explained. */
export const hasRival = ({ free, taken, closed }: Case): boolean => free.length + taken.length + closed.length > 0;

/** It seems to have been idle, and yet what was aborted or failed, and has no name, may have been on it, and have taken it along. */
export const mayHaveBeenUsed = ({ history, at }: Pick<Case, 'history' | 'at'>, { idleMs }: Other): boolean => idleMs > 0 && history.unnamedDuring(at - idleMs, at);

/** "certain" where the browser names all connections that the verdict speaks of. */
export function sureOf({ connection }: Case, ...others: readonly Other[]): Confidence {
  return [connection, ...others.map((other) => other.connection)].every((one) => one?.basis.kind === 'reported') ? 'certain' : 'likely';
}

/** The same of a verdict that holds only if these are of its own pool, and what was free is of another: "certain" where what was sent proves that. */
export const sureOfPool = (one: Case, ...others: readonly Other[]): Confidence =>
  others.every(isOwn) && one.strangers.every((other) => isStranger(other) || !isAvailable(other)) ? sureOf(one, ...others) : 'likely';

/** The same of a verdict that holds only if all that was there is of another pool: what nobody names may have been of its own. */
export const sureOfStrangers = (one: Case, other: Other): Confidence => (one.unnamed === 0 && one.strangers.every(isStranger) ? sureOf(one, other) : 'likely');

/** Browsers repeat by themselves what fails on a kept connection, and tell of the answered attempt only. */
export const UNSEEN = 'and no request of the recording was answered on it afterwards';

/** What shows that the network changed since this one was in use. */
export const networkChange = ({ environment, at }: Case, { idleMs }: Other): string | null => environment.changed(at - idleMs, at);

/** What it carried last before this moment, or that it carried anything or nothing afterwards, is itself a guess. */
export function isGuessed({ at }: Pick<Case, 'at'>, { connection, uses, served, last }: Other): boolean {
  if (connection.basis.kind === 'reported') return false;
  const isUsedAgain = uses.requests.findLastIndex((request) => !isDoubtful(request)) >= served;
  const isPerhapsUsedAgain = !isUsedAgain && served < uses.requests.length;
  return isPerhapsUsedAgain || (last !== null && isDoubtful(last)) || mayBeUsedBetween(connection, last === null ? uses.since : endOf(last), isUsedAgain ? at : Infinity);
}

/** How many requests it had carried by then is a guess. */
export const isCountGuessed = ({ at }: Pick<Case, 'at'>, { connection, uses, served }: Other): boolean =>
  connection.basis.kind === 'inferred' && (uses.requests.slice(0, served).some(isDoubtful) || mayBeUsedBetween(connection, -Infinity, at));

/**
 * What explains the loss of a connection explains the new one only where no
 * other was left; and what rests on which request was on which connection is a
 * guess where that is one.
 */
export function unlessDoubted(confidence: Confidence, one: Case, lost: Other): Confidence {
  if (isGuessed(one, lost) || one.free.some(({ usedAgain }) => usedAgain)) return 'guess';
  return confidence === 'certain' && one.free.some((other) => other !== lost && isThere(other) && !isGone(other, one.browser)) ? 'likely' : confidence;
}
