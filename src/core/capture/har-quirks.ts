import { numberOf, type Fields } from '../base/unknown.ts';
import type { HarDialect } from '../model/observation.ts';
import { isPageOfWebPageTest } from '../model/run.ts';

/** HAR's `timings` with the three meanings of its numbers told apart: a length, "does not apply" (−1), not said. */
export interface RawTimings {
  readonly blocked: number | undefined;
  readonly dns: number | undefined;
  readonly connect: number | undefined;
  readonly ssl: number | undefined;
  readonly send: number | undefined;
  readonly wait: number | undefined;
  readonly receive: number | undefined;
}

/** What else of an entry says how its numbers are meant. */
export interface Writer {
  readonly dialect: HarDialect;
  readonly secure: boolean;
  readonly pageref: string | null;
  readonly hasAddress: boolean;
  readonly isFiddler: boolean;
}

/** Numbers that are no measurements of their writer: what it fills a field with that HAR requires, or counts twice. */
export function meantBy(written: RawTimings, { dialect, secure, pageref, hasAddress, isFiddler }: Writer): RawTimings {
  // HAR requires these three, non-negative; −1 can only be "not known" there.
  const raw: RawTimings = { ...written, send: unlessNone(written.send), wait: unlessNone(written.wait), receive: unlessNone(written.receive) };
  switch (dialect) {
    // Nothing before DNS, and nothing of the sending, is measured (www/har/HttpArchiveGenerator.php): −1 and 0 in every entry.
    case 'webpagetest':
      return { ...raw, blocked: undefined, send: undefined };
    // `send` is 0 in every entry, and `ssl` of a plain connection counts from −1 (harTracer.ts, _onResponse). An entry without `wait` was never answered, or untimed (`mode: 'minimal'`, scripts of workers): its −1 say nothing, and its `receive` counts from its beginning.
    case 'playwright':
      if (raw.wait === undefined || isUnconnected(raw, hasAddress)) return { ...raw, dns: undefined, connect: undefined, ssl: undefined, send: undefined, receive: raw.wait === undefined ? undefined : raw.receive };
      return { ...raw, ssl: secure ? raw.ssl : undefined, send: undefined };
    case 'firefox':
      return { ...raw, blocked: beforeSetup(raw) };
    case 'safari':
      return isCountedTwice(raw) ? { ...raw, send: undefined } : isUntimed(raw) ? NOTHING : raw;
    case 'generic':
      // WebPageTest of 2012, which had no fields of its own yet: the same in every entry.
      if (isPageOfWebPageTest(pageref)) return { ...raw, blocked: raw.blocked === -1 ? undefined : raw.blocked, send: raw.send === 0 ? undefined : raw.send };
      // Its timers begin with the request and have none of waiting (FiddlerCore, SessionTimers): −1 in every entry.
      if (isFiddler) return { ...raw, blocked: unlessNone(raw.blocked) };
      if (isFilledIn(raw)) return NOTHING;
      return isTotalAlone(raw) && !(isOfMitmproxy(raw) && hasAddress) ? { ...raw, blocked: undefined, dns: undefined, connect: undefined, ssl: undefined } : raw;
    default:
      return raw;
  }
}

/**
 * Chromium's writer begins `blocked` at −1 where a request is dated no earlier
 * than its network began with it, and adds what came before its setup to that
 * (front_end/models/har/Log.ts, buildTimings): it is 1 ms too short. In version
 * 156 that is so of preflights and of the preload of a navigation, which are
 * dated when the browser's own process hears of them; `_blocked_queueing` is
 * −1 then.
 */
export function inFull(timings: Fields, dialect: HarDialect): Fields {
  const blocked = dialect === 'chromium' || dialect === 'chromium-before' ? numberOf(timings['blocked']) : undefined;
  const isShort = blocked !== undefined && blocked > -1 && timings['_blocked_queueing'] === -1 && blocked !== numberOf(timings['_blocked_proxy']) && isTimed(timings);
  return isShort ? { ...timings, blocked: blocked + 1 } : timings;
}

/** Where Chromium has no more than the whole life of a request, that is in `blocked`, in full. */
const isTimed = ({ send, wait, connect }: Fields): boolean => [send, wait, connect].some((length) => (numberOf(length) ?? 0) > 0);

/** WebPageTest dates an entry when it was sent (`load_start`, HttpArchiveGenerator.php), with its setup before that. How long after its beginning, ms. */
export function datedLate(dialect: HarDialect, timings: Fields): number {
  return dialect === 'webpagetest' ? Math.max(numberOf(timings['dns']) ?? 0, 0) + Math.max(numberOf(timings['connect']) ?? 0, 0) : 0;
}

/**
 * Firefox counts `blocked` until the request was sent, unless it saw the name
 * being looked up for this very request (NetworkTimings.sys.mjs,
 * #getBlockedTiming): the setup that stands beside it lies within it. In
 * version 153, 15 of 15 requests over TLS with more than 2 ms of it were sent
 * within 7 ms after the longer of the two, as Resource Timing tells; both
 * together were up to 238 ms too much.
 */
function beforeSetup({ blocked, dns, connect, ssl }: RawTimings): number | undefined {
  const setup = Math.max(dns ?? 0, 0) + Math.max(connect ?? 0, 0) + Math.max(ssl ?? 0, 0);
  return blocked === undefined || blocked < 0 ? blocked : Math.max(blocked - setup, 0);
}

const unlessNone = (length: number | undefined): number | undefined => (length === -1 ? undefined : length);

/** Safari before 2023 had of a reused connection the time before the request in `blocked` and in `send` (HARBuilder.js: both count from startTime). */
const isCountedTwice = ({ dns, connect, blocked, send }: RawTimings): boolean => dns === -1 && connect === -1 && send !== undefined && send > 0 && Math.abs(send - (blocked ?? 0)) < ROUNDING_MS;
const ROUNDING_MS = 0.01;

/** What Safari writes of a load whose times it does not have. */
const isUntimed = ({ blocked, connect, send, wait, receive }: RawTimings): boolean => blocked === -1 && connect === -1 && [send, wait, receive].every((length) => length === 0);
const NOTHING: RawTimings = { blocked: undefined, dns: undefined, connect: undefined, ssl: undefined, send: undefined, wait: undefined, receive: undefined };

/**
 * Playwright has the server's address of what came over a connection, new or
 * reused. Without it nothing tells a reused connection from a cache or a test
 * that answered; of entries with a connect time none is without it.
 */
const isUnconnected = ({ connect }: RawTimings, hasAddress: boolean): boolean => connect === -1 && !hasAddress;

/** Of a tool that knows how long it took and no more (ZAP, Insomnia, Polly.JS): its −1 stand for "not measured", not for "did not happen". */
function isTotalAlone({ blocked, dns, connect, ssl, send, wait, receive }: RawTimings): boolean {
  const setup = [blocked, dns, connect, ssl];
  return connect === -1 && setup.every((length) => length === undefined || length === -1) && [send, wait, receive].filter((length) => length !== undefined && length > 0).length <= 1;
}

/** axios-har-tracker has 10 in all three, whatever the total (src/axios-har-tracker.ts). */
const isFilledIn = ({ connect, send, wait, receive }: RawTimings): boolean => (connect ?? -1) < 0 && wait !== undefined && wait > 0 && send === wait && receive === wait;

/**
 * mitmproxy writes these five and no others: −1 of a request whose connection
 * carried one before, and of the first its times, in whole ms where they are
 * rounded, and so 0 nearby (examples/contrib/har_dump.py, addons/savehar.py).
 * Of what never reached a server, which is without an address, its −1 say nothing.
 */
export const isOfMitmproxy = ({ blocked, dns, connect, ssl }: RawTimings): boolean => blocked === undefined && dns === undefined && connect !== undefined && ssl !== undefined;
