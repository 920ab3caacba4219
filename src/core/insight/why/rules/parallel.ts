import { LATEST_END_MS } from '../../../model/late-end.ts';
import { isSerial } from '../../../model/protocol.ts';
import { SLOTS } from '../../../model/slots.ts';
import { labelsOf, pathOf, placeName, timeOf } from '../../words.ts';
import { perhapsClosed, sureOfPool, type Case } from '../case.ts';
import { heldUntil, isStranger, type Other } from '../other.ts';
import type { Rule } from '../verdict.ts';

/** HTTP/1 carries one request at a time: while all are in use, another is opened, up to six. */
export const parallel: Rule = {
  reason: 'parallel',
  check(one) {
    const { taken, free, strangers, at, isNew, protocol, request, unnamed } = one;
    // What came of one that is being opened, or of its own, may not be told; what is told of one says it of its server.
    if (!isNew || ![protocol, ...taken.map(({ connection }) => connection.protocol)].every((told) => told === null || isSerial(told))) return null;
    if (free.length > 0) return `${free[0]!.connection.label} was not in use`;
    if (taken.length === 0) return null;
    const broken = taken.find((other) => brokeOff(other, at));
    if (broken !== undefined) return `the last request on ${broken.connection.label} broke off at that time, and with it the connection may have gone`;
    // More than a pool holds: those of which nothing is known may be in another.
    const alike = taken.length < SLOTS ? taken : taken.filter(({ byCredentials }) => byCredentials !== 'unknown');
    if (alike.length === 0 || alike.length >= SLOTS) return `${taken.length} connections were in use, and browsers open no more than ${SLOTS} in one pool`;
    // A request that fails or is aborted frees no HTTP/1 connection: it takes it along (RFC 9112 section 9.3).
    const unsure = alike.filter(({ perhapsIdleMs }) => perhapsIdleMs > 0);
    const freed = Math.min(...alike.map((other) => (hasFailed(other) ? Infinity : heldUntil(other))));
    return {
      confidence: unsure.length > 0 || [one.pool(), ...alike.map(({ pool }) => pool)].some(({ place }) => place.isForeignDocument) ? 'guess' : unnamed > 0 || alike.length < taken.length ? 'likely' : sureOfPool(one, ...alike),
      evidence: [
        ...(alike.length < taken.length ? [`${taken.length} connections to the origin were in use, more than the ${SLOTS} of one pool; ${alike.length} of them are known to be of this one.`] : []),
        `${ALL[alike.length] ?? `All ${alike.length} connections`} ${alike.length < taken.length || strangers.length > 0 ? 'of its pool' : 'to the origin'} that the recording shows ${alike.length === 1 ? 'was' : 'were'} in use: ${alike.map((other) => held(other, at)).join('; ')}.`,
        ...elsewhere(strangers),
        ...unsure.map((other) => `${perhapsClosed(other)}.`),
        ...(Number.isFinite(freed) ? [`The first of them was free again ${timeOf(Math.max(freed - at, 0))} later.`] : unsure.length > 0 ? [] : ['None of them became free in the recording.']),
      ],
      fix: `Serve the origin over HTTP/2${request.url.startsWith('https:') ? '' : ' (which needs HTTPS)'}: one connection then carries many requests at once.`,
      costMs: unsure.length > 0 ? null : savedBy(one, freed),
    };
  },
};

/** They were there as well: who counts must know why they are left out. */
function elsewhere(strangers: readonly Other[]): readonly string[] {
  const open = strangers.filter(({ state }) => state !== 'closed');
  if (open.length === 0) return [];
  const [one, many] = open.every(isStranger) ? ['is', 'are'] : ['seems to be', 'seem to be'];
  return [`${labelsOf(open.map(({ connection }) => connection))} ${open.length === 1 ? one : many} of another pool.`];
}

const hasFailed = ({ last }: Other): boolean => last !== null && last.error !== null;

const brokeOff = (other: Other, at: number): boolean => hasFailed(other) && heldUntil(other) <= at + LATEST_END_MS;

const ALL: Readonly<Record<number, string>> = { 1: 'The connection', 2: 'Both connections' };

const held = ({ connection, last, state, perhapsIdleMs }: Other, at: number): string => {
  if (last === null) return connection.label;
  if (perhapsIdleMs > 0) return `${placeName(last, connection)}, with ${pathOf(last)}`;
  const until = last.end === null ? 'which still runs' : `for ${timeOf(Math.max(last.end - at, 0))} more`;
  return `${placeName(last, connection)}, ${state === 'connecting' ? 'being opened for' : 'with'} ${pathOf(last)}, ${until}`;
};

/** To reuse one would have meant to wait for it. */
function savedBy({ request, at }: Case, freed: number): number | null {
  return request.setup === null ? null : Math.max(0, request.setup - Math.max(freed - at, 0));
}
