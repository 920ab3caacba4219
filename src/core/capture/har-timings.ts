import { later, type Instant } from '../base/units.ts';
import { amountOf, type Fields, numberOf } from '../base/unknown.ts';
import type { ConnectSign, HarDialect } from '../model/observation.ts';
import { hidden, measured, SKIPPED, type Phase, type Phases } from '../model/phase.ts';
import { inFull, isOfMitmproxy, meantBy, type RawTimings, type Writer } from './har-quirks.ts';
import type { Problem } from '../model/problem.ts';
import type { Protocol } from '../model/protocol.ts';

export interface HarTimings {
  readonly phases: Phases;
  readonly queued: number | null;
  readonly proxied: number | null;
  readonly connect: ConnectSign;
  readonly end: Instant;
}

/**
 * Reads HAR 1.2 `timings` (all ms). `time` is the entry's own total; where the
 * parts are incomplete the larger of the two decides when the request ended.
 */
export function readTimings(
  timings: Fields,
  about: Writer & { readonly start: Instant; readonly time: unknown; readonly protocol: Protocol | null; /** The writer itself says that the connection had carried requests. */ readonly saidReused: boolean },
  problems: Problem[],
): HarTimings {
  const written = readLengths(inFull(timings, about.dialect), problems);
  const raw = meantBy(written, about);
  const ssl = raw.ssl ?? -1;
  const connect = wholeConnect(raw, about.dialect, about.time);
  const sign = connectSign(raw, about);
  // QUIC's transport and TLS handshakes are one exchange (RFC 9001 section 3).
  const quic = about.protocol === 'h3';

  // One follows the other.
  const stalled = phaseOf(about.start, about.dialect === 'firefox' && raw.blocked === -1 ? undefined : raw.blocked);
  const sinceStalled = endOf(stalled, about.start);
  const dns = setupPhase(sinceStalled, raw.dns, sign);
  const sinceDns = endOf(dns, sinceStalled);
  const tcp = setupPhase(sinceDns, quic ? -1 : tcpPart(connect, ssl), sign);
  const sinceTcp = endOf(tcp, sinceDns);
  // Firefox writes 0 of plain HTTP, too.
  const isWithoutTls = ssl === 0 && !about.secure;
  const tls = setupPhase(sinceTcp, quic ? connect : isWithoutTls ? -1 : ssl, sign);
  const sinceTls = endOf(tls, sinceTcp);
  const send = phaseOf(sinceTls, raw.send);
  const sinceSend = endOf(send, sinceTls);
  const wait = phaseOf(sinceSend, raw.wait);
  const sinceWait = endOf(wait, sinceSend);
  const receive = phaseOf(sinceWait, raw.receive);
  const at = endOf(receive, sinceWait);

  // Playwright adds `ssl`, which lies inside `connect`, to `time` as well (harTracer.ts, _computeHarEntryTotalTime).
  const told = about.dialect === 'playwright' && raw.wait !== undefined ? undefined : saneLength(about.time);
  // Firefox's is the sum of all parts.
  const total = told !== undefined && about.dialect === 'firefox' ? told - (written.blocked ?? 0) + (raw.blocked ?? 0) : told;
  // Firefox may add up the tries of a request (bug 2067308).
  if (total !== undefined && total > 0 && at - about.start > total * TOLERANCE + NOTABLE_MS) problems.push({ code: 'time-mismatch', message: `Its timings add up to ${Math.round(at - about.start)} ms, and it took ${Math.round(total)} ms by its own word: some were counted twice.` });
  const end = total !== undefined && about.start + total > at ? later(about.start, total) : at;
  return { phases: { stalled, dns, tcp, tls, send, wait, receive }, queued: amountOf(timings['_blocked_queueing']) ?? null, proxied: amountOf(timings['_blocked_proxy']) ?? null, connect: sign, end };
}

/** Rounding, and clocks that are read one after the other. */
const TOLERANCE = 1.05;
const NOTABLE_MS = 10;

/** From here on, so long. */
function phaseOf(start: Instant, length: number | undefined): Phase {
  if (length === undefined) return hidden('not-reported');
  return length < 0 ? SKIPPED : measured(start, later(start, length));
}

/** The same of a setup. A 0 from a source that cannot tell 0 from "did not happen" stays hidden; a length is a length. */
function setupPhase(start: Instant, length: number | undefined, sign: ConnectSign): Phase {
  if (sign === 'earlier') return SKIPPED;
  if (sign === 'opened') return phaseOf(start, length ?? -1);
  return phaseOf(start, length !== undefined && length > 0 ? length : undefined);
}

const endOf = (phase: Phase, start: Instant): Instant => (phase.state === 'measured' ? phase.end : start);

/** No request lasts a month; what says so is a fault of the writer, and would stretch the axis beyond use. */
const ABSURD_MS = 31 * 24 * 3_600_000;

/** A length in ms that can be one; `undefined` for everything else. */
export function saneLength(value: unknown): number | undefined {
  const length = numberOf(value);
  return length !== undefined && length >= 0 && length < ABSURD_MS ? length : undefined;
}

/** A length, or −1 of what has none. What else is there cannot be one, and is noted. */
export function readLength(written: unknown, name: string, problems: Problem[]): number | undefined {
  if (written === undefined || written === null) return undefined;
  const value = numberOf(written);
  if (value !== undefined && (value === -1 || (value >= 0 && value < ABSURD_MS))) return value;
  problems.push(
    value === undefined
      ? { code: 'bad-timing', message: `${name} is no number${typeof written === 'string' ? `, but the text "${written.slice(0, 40)}"` : ''}; it is shown as unknown.` }
      : { code: value < 0 ? 'negative-timing' : 'absurd-timing', message: `${name} is ${value} ms; it is shown as unknown.` },
  );
  return undefined;
}

/** The numbers as they are written, but for those that none can be. */
export function readLengths(timings: Fields, problems: Problem[]): RawTimings {
  const read = (name: keyof RawTimings): number | undefined => readLength(timings[name], `timings.${name}`, problems);
  return { blocked: read('blocked'), dns: read('dns'), connect: read('connect'), ssl: read('ssl'), send: read('send'), wait: read('wait'), receive: read('receive') };
}

/**
 * Transport and TLS together. HAR 1.2 counts `ssl` inside `connect`; Firefox
 * and mitmproxy write it beside, which shows in `time`: it is the sum of all
 * parts, `ssl` included.
 */
function wholeConnect(raw: RawTimings, dialect: HarDialect, time: unknown): number | undefined {
  const { connect, ssl } = raw;
  if (connect === undefined || connect < 0 || ssl === undefined || ssl <= 0) return connect;
  const beside = dialect === 'firefox' || connect < ssl || (dialect === 'generic' && sumsWithSsl(raw, time));
  return beside ? connect + ssl : connect;
}

function sumsWithSsl(raw: RawTimings, time: unknown): boolean {
  const total = numberOf(time);
  if (total === undefined) return false;
  const parts = [raw.blocked, raw.dns, raw.connect, raw.send, raw.wait, raw.receive];
  const sum = parts.reduce<number>((all, part) => all + Math.max(part ?? 0, 0), 0);
  return Math.abs(sum + (raw.ssl ?? 0) - total) < Math.abs(sum - total);
}

function tcpPart(connect: number | undefined, ssl: number): number | undefined {
  return connect === undefined || connect < 0 ? connect : connect - Math.max(ssl, 0);
}

/** What the numbers of each dialect say about who opened the connection. */
function connectSign(raw: RawTimings, about: { readonly dialect: HarDialect; readonly secure: boolean; readonly protocol: Protocol | null; readonly saidReused: boolean }): ConnectSign {
  if (about.saidReused) return 'earlier';
  if (about.dialect === 'firefox') return signInFirefox(raw, about.secure, about.protocol);
  if (raw.connect === undefined) return 'silent';
  if (raw.connect < 0) return 'earlier';
  if (about.dialect === 'generic' && (isOfMitmproxy(raw) || (raw.ssl ?? 0) > 0)) return 'opened';
  // Chromium, measured: the first request on an h3 session that Alt-Svc opened has dns 0 and connect 0, not -1.
  if (raw.connect === 0 && (raw.dns ?? 0) <= 0) return about.dialect === 'chromium' || about.dialect === 'chromium-before' ? 'earlier' : 'silent';
  return 'opened';
}

/**
 * Firefox 153, measured: a reused connection has dns = connect = ssl = 0, but
 * so has a new one on a fast network (24 of 28 new plain connections on
 * loopback) and every new QUIC session. A TLS handshake takes at least 1 ms; a
 * connect without one is a lost race of a coalesced request, which was moved
 * to a session that was already open.
 */
function signInFirefox(raw: RawTimings, secure: boolean, protocol: Protocol | null): ConnectSign {
  if (protocol === 'h3') return 'silent';
  if (secure) {
    if ((raw.ssl ?? 0) > 0) return 'opened';
    return raw.ssl === undefined ? 'silent' : 'earlier';
  }
  return (raw.connect ?? 0) > 0 ? 'opened' : 'silent';
}
