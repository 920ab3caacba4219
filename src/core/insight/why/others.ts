import { count, nameOf, pathOf, timeOf } from '../words.ts';
import { isGuessed, mayHaveBeenUsed, type Case } from './case.ts';
import { expiryOf } from './expiry.ts';
import { hasBrokenOff, type Other } from './other.ts';
import type { WhyNew } from './verdict.ts';

/** Two groups of six: more than that nobody reads. */
export const MOST_OTHERS = 12;

/** The connections that were there, and why each was not used. */
export const othersOf = (one: Case): WhyNew['others'] => one.others.slice(0, MOST_OTHERS).map((other) => ({ connection: other.connection.id, why: whyNot(other, one) + (isGuessed(one, other) ? '; which requests it carried is not sure' : '') }));

function whyNot(other: Other, one: Case): string {
  const { browser, protocol, at } = one;
  const { connection, state, last, idleMs, usedAgain, inFlight, byPlace, byCredentials, served } = other;
  if (state === 'closed') return `closed ${timeOf(idleMs)} before, after ${count(served, 'request')}`;
  if (byPlace === 'apart') return 'belongs to another page or frame';
  if (byCredentials === 'apart') return other.pool.credentials?.pool === 'without' ? 'is for requests without credentials' : 'is for requests with credentials';
  if (protocol !== null && connection.protocol !== null && connection.protocol !== protocol) return `speaks ${nameOf(connection.protocol)}`;
  if (state === 'connecting') return `was being opened, ready ${timeOf(Math.max(other.uses.readyAt - at, 0))} later`;
  if (state === 'busy') return `was in use${inFlight > 1 ? ` by ${count(inFlight, 'request')}` : last === null ? '' : ` by ${pathOf(last)}`}`;
  if (!usedAgain && mayHaveBeenUsed(one, other)) return `last seen in use ${timeOf(idleMs)} before; a request that nobody names may have been on it since`;
  if (hasBrokenOff(other)) return `idle for ${timeOf(idleMs)}, after its last request had broken off`;
  const expiry = expiryOf(other, browser);
  if (expiry !== null) return `idle for ${timeOf(idleMs)}, longer than the ${timeOf(expiry.limitMs)} that the ${expiry.by} ${expiry.by === 'server' ? 'says it ' : ''}keeps it`;
  if (usedAgain) return `idle for ${timeOf(idleMs)}, and used again later`;
  return `idle for ${timeOf(idleMs)}, and not seen in use again: it may have been gone`;
}
