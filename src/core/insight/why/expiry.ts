import { isSerial } from '../../model/protocol.ts';
import type { Browser } from '../engine.ts';
import { keptMs } from '../keep-alive/browser-limits.ts';
import { readKeepAlive } from '../../model/keep-alive-header.ts';
import type { Other } from './other.ts';

/** By whose clock an idle connection was over. */
export interface Expiry {
  readonly by: 'server' | 'browser';
  readonly limitMs: number;
}

/** What its server said, last of all, that it keeps an idle connection for, ms; `null` when it said nothing. */
export function advertisedMs({ uses, served, connection }: Other): number | null {
  // The header has no meaning in HTTP/2 and HTTP/3 (RFC 9113 section 8.2.2).
  if (!isSerial(connection.protocol)) return null;
  for (let i = served - 1; i >= Math.max(served - LOOK_BACK, 0); i -= 1) {
    const timeoutMs = readKeepAlive(uses.requests[i]!.headers['keep-alive'])?.timeoutMs;
    if (typeof timeoutMs === 'number') return timeoutMs;
  }
  return null;
}

/** A server that says it says it every time; a 304 or an error page may leave it out. */
const LOOK_BACK = 5;

/**
 * Whether a connection that was not used again had been idle for longer than
 * its server or the browser keeps it: whichever clock ran out first. Firefox
 * takes the server's word, longer or shorter, in place of its own limit
 * (nsHttpConnection::OnHeadersAvailable sets mIdleTimeout from the header);
 * Chromium does not read it.
 */
export function expiryOf(other: Other, browser: Browser | null): Expiry | null {
  if (other.state !== 'idle' || other.usedAgain) return null;
  const advertised = advertisedMs(other);
  const own = browser === 'firefox' && advertised !== null ? null : keptMs(browser, other.connection.protocol);
  const passed = [...limit('server', advertised), ...limit('browser', own)].filter(({ limitMs }) => other.idleMs >= limitMs);
  return passed.toSorted((a, b) => a.limitMs - b.limitMs)[0] ?? null;
}

const limit = (by: Expiry['by'], limitMs: number | null): readonly Expiry[] => (limitMs === null ? [] : [{ by, limitMs }]);
