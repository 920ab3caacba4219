import type { Connection } from '../../../model/connection.ts';
import { isSerial } from '../../../model/protocol.ts';
import { isChromium } from '../../engine.ts';
import { timeOf } from '../../words.ts';
import { UNSEEN, mayHaveBeenUsed, networkChange, perhapsClosed, unlessDoubted, type Case } from '../case.ts';
import { advertisedMs, expiryOf, type Expiry } from '../expiry.ts';
import { hasBrokenOff, type Other } from '../other.ts';
import type { Found, Rule } from '../verdict.ts';

/** It had been idle for longer than one of the two sides keeps it. Neither says so when it closes: at best likely. */
export const idleTimeout: Rule = {
  reason: 'idle-timeout',
  check(one) {
    const { free, browser, isNew } = one;
    if (!isNew || free.length === 0) return null;
    const silent = free.filter(({ state, usedAgain }) => state === 'idle' && !usedAgain);
    const other = silent.find((candidate) => !hasBrokenOff(candidate));
    const untold = free.find(({ perhapsIdleMs, usedAgain }) => perhapsIdleMs > 0 && !usedAgain);
    if (other === undefined && untold !== undefined) return perhapsClosed(untold);
    if (other === undefined) return silent[0] === undefined ? `${free[0]!.connection.label} was still there` : `the last request on ${silent[0].connection.label} broke off; over HTTP/1 that takes the connection along, unless its answer was whole`;
    if (mayHaveBeenUsed(one, other)) return `${other.connection.label} may have been in use since: of another request to this origin nobody names the connection`;
    const expiry = expiryOf(other, browser);
    return expiry === null ? byDefaults(other, one) : byLimit(other, expiry, one);
  },
};

function byLimit(other: Other, { by, limitMs }: Expiry, one: Case): Found {
  const { connection, idleMs } = other;
  return {
    confidence: unlessDoubted('likely', one, other),
    evidence: [
      idled(other),
      by === 'server' ? `${saidBy(limitMs)}: by that its time had run out.` : `The browser itself keeps an idle connection for ${timeOf(limitMs)}, so its time in the browser had run out${isSerial(connection.protocol) ? '; the server names no shorter one' : ''}.${isChromium(one.browser) ? ' A longer timeout on the server gains nothing.' : ''}`,
    ],
    fix: by === 'server' ? keptLonger(idleMs, limitMs) : null,
    spends: connection.id,
  };
}

function byDefaults(other: Other, one: Case): Found | string {
  const { history } = one;
  const { connection, idleMs } = other;
  const advertised = advertisedMs(other);
  const label = connection.label;
  if (advertised !== null) return againstHeader(other, advertised, one);
  const survived = history.survived(connection.protocol);
  if (survived !== null && survived.ms >= idleMs) return `${label} had been idle for ${timeOf(idleMs)}, and ${survived.connection.label} had survived a pause of ${timeOf(survived.ms)}`;
  const passed = DEFAULTS.filter(({ ms, serialOnly }) => ms <= idleMs && (isSerial(connection.protocol) || (serialOnly !== true && connection.protocol === 'h2')));
  if (passed.length === 0) return `${label} had been idle for ${timeOf(idleMs)} only`;
  return guessed(one, other, {
    evidence: [
      ...(survived === null ? [] : [`The longest pause after which a connection to this origin was used again is ${timeOf(survived.ms)}.`]),
      `Its server does not say for how long it keeps one. By default ${passed.map(({ ms, who }) => `${who} after ${timeOf(ms)}`).join(', ')} would have closed it.`,
    ],
    fix: `Let the server keep idle connections for longer than the pauses between requests (${timeOf(idleMs)} here).`,
  });
}

/** Nobody says it; and a change of the network would have ended it as well. */
function guessed(one: Case, other: Other, { evidence, fix }: Pick<Found, 'evidence' | 'fix'>): Found | string {
  return networkChange(one, other) ?? { confidence: 'guess', evidence: [idled(other), ...evidence], fix, spends: other.connection.id };
}

/**
 * The header is a hint (RFC 9112 section 9.5; RFC 2068 section 19.7.1.1): timers
 * tick in seconds at the other end of the way, and what stands between may close
 * sooner than the server that wrote it.
 */
function againstHeader(other: Other, advertised: number, one: Case): Found | string {
  const { connection, idleMs } = other;
  const isNear = idleMs >= advertised - Math.max(CLOCKS_MS, connectMs(connection));
  const alike = isNear ? 0 : one.history.lostAfter(idleMs, connection.protocol);
  if (!isNear && alike < FEWEST_ALIKE) return `${connection.label} had been idle for ${timeOf(idleMs)}, and its server says it keeps it for ${timeOf(advertised)}`;
  return guessed(one, other, {
    evidence: [
      isNear
        ? `${saidBy(advertised)}: by that its time had all but run out, and the clock is the server's.`
        : `${saidBy(advertised)}, but ${alike} connections to this origin were lost after pauses of about this length, and none was used again after one as long. What stands between, a load balancer, a NAT or a firewall, may close sooner.`,
    ],
    fix: isNear ? keptLonger(idleMs, advertised) : `Find what closes idle connections between browser and server, and let it keep them for longer than ${timeOf(idleMs)}.`,
  });
}

const saidBy = (limitMs: number): string => `Its server says it keeps an idle connection for ${timeOf(limitMs)} (\`Keep-Alive: timeout=${limitMs / 1000}\`)`;

const keptLonger = (idleMs: number, saidMs: number): string => `Keep idle connections for longer than the pauses between requests: ${timeOf(idleMs)} here, and the server says ${timeOf(saidMs)}.`;

/** `Keep-Alive` counts in seconds, and so do timers. */
const CLOCKS_MS = 1000;

/** A TCP connect is one round trip; 0 where nobody saw one. */
const connectMs = ({ setup }: Connection): number => (setup?.connectMs == null ? 0 : setup.connectMs - (setup.tlsMs ?? 0));

/** Two may be chance. */
const FEWEST_ALIKE = 3;

const idled = ({ connection, idleMs }: Other): string => `${connection.label} had been idle for ${timeOf(idleMs)}, ${UNSEEN}.`;

/**
 * The shortest defaults in use: gunicorn/config.py (keepalive); httpd-default.conf
 * (KeepAliveTimeout, which mod_http2 follows since 1.2.4), Node's http
 * (keepAliveTimeout, 5 s in released versions up to 25); Tomcat's connector and its
 * HTTP/2 (Http2Protocol.DEFAULT_KEEP_ALIVE_TIMEOUT); AWS load balancers; nginx
 * (keepalive_timeout); IIS.
 */
const DEFAULTS: readonly { readonly ms: number; readonly who: string; readonly serialOnly?: true }[] = [
  { ms: 2000, who: 'gunicorn (gthread)', serialOnly: true },
  { ms: 5000, who: 'Apache httpd' },
  { ms: 5000, who: 'Node', serialOnly: true },
  { ms: 20_000, who: 'Tomcat' },
  { ms: 60_000, who: 'an AWS Application Load Balancer' },
  { ms: 75_000, who: 'nginx' },
  { ms: 120_000, who: 'IIS', serialOnly: true },
];
