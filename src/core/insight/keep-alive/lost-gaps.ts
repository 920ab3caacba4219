import { groupBy } from '../../base/group.ts';
import { siteOf } from '../../base/url.ts';
import type { Page } from '../../model/analysis.ts';
import type { Connection } from '../../model/connection.ts';
import { isEventStream } from '../../model/observation.ts';
import { isMultiplexed, isSerial } from '../../model/protocol.ts';
import type { Reusable } from './browser-limits.ts';
import { readKeepAlive } from '../../model/keep-alive-header.ts';
import { runOfRequest } from '../../model/run.ts';
import { isSurelyIdle } from '../doubt.ts';
import { gapBefore, type IdleGap, type Judge } from './idle-gap.ts';
import type { Idleness } from './idleness.ts';

export interface Losing {
  readonly pages: readonly Page[];
  readonly origin: string;
  /** Decides, where it is given. */
  readonly lossOf: Judge | null;
  readonly bridged: readonly IdleGap[];
}

/**
 * For each connection that the origin opened: the one whose place it took. That
 * is one of the same protocol and partition that had fallen idle and was never
 * used again, and nothing else explains its end. Of several the last one used
 * is taken, and each is replaced once.
 */
export function lostGaps(uses: readonly Idleness[], losing: Losing): readonly IdleGap[] {
  const poolOf = pools(uses, losing.pages);
  const gaps: IdleGap[] = [];
  for (const { kind, of } of timetable(uses)) {
    const pool = poolOf.get(of)!;
    if (kind === 'available') pool.available += 1;
    else if (kind === 'taken') pool.available -= 1;
    else if (kind === 'dead') pool.dead.push(of);
    else {
      const gap = lostBefore(of, pool, losing);
      if (gap !== null) gaps.push(gap);
    }
  }
  return losing.lossOf === null ? withoutContradicted(gaps, losing.bridged) : gaps;
}

/** Connections that may stand in for each other, at a point in time. */
interface Pool {
  /** How many would take a request, as a later one proves. */
  available: number;
  /** Idle and never used again, the last one used on top. */
  readonly dead: Idleness[];
}

function lostBefore(fresh: Idleness, { available, dead }: Pool, { origin, lossOf }: Losing): IdleGap | null {
  const [opener] = fresh.connection.requests;
  if (opener?.origination.opening !== 'new' || opener.origin !== origin) return null;
  // With one available the browser had other reasons not to reuse, credentials for example.
  const verdict = lossOf === null ? (available > 0 ? null : 'guess') : lossOf(opener);
  if (verdict === null) return null;
  const last = dead.at(-1);
  if (last === undefined || fresh.firstAt - last.lastEnd < SHORTEST_TIMEOUT_MS) return null;
  dead.pop();
  return gapBefore(last, opener, { ms: fresh.firstAt - last.lastEnd, outcome: 'lost', verdict, setupMs: opener.setup, isSure: last.last !== null && isSurelyIdle(last.connection, { before: last.last, after: opener }) });
}

/** What ends sooner, no idle timeout ended: they are whole seconds, in `Keep-Alive` and in most servers' settings. */
export const SHORTEST_TIMEOUT_MS = 1000;

interface Event {
  readonly at: number;
  readonly kind: 'available' | 'taken' | 'opened' | 'dead';
  readonly of: Idleness;
}

/** Of what happens at once: what is idle until now is taken now, and what ends now is not idle yet. */
const ORDER: Readonly<Record<Event['kind'], number>> = { taken: 0, opened: 1, available: 2, dead: 3 };

function timetable(uses: readonly Idleness[]): readonly Event[] {
  const events: Event[] = [];
  for (const of of uses) {
    events.push({ at: of.firstAt, kind: 'opened', of });
    for (const { from, to } of availability(of)) events.push({ at: from, kind: 'available', of }, { at: to, kind: 'taken', of });
    if (of.lastEnd < Infinity && !endedOtherwise(of.connection)) events.push({ at: of.lastEnd, kind: 'dead', of });
  }
  return events.sort((a, b) => a.at - b.at || ORDER[a.kind] - ORDER[b.kind]);
}

/** HTTP/1 takes a request when idle; HTTP/2 and HTTP/3 at any time between their first and last. */
const availability = ({ protocol, idle, firstAt, lastEnd }: Idleness): readonly { readonly from: number; readonly to: number }[] => (isMultiplexed(protocol) ? [{ from: firstAt, to: lastEnd }] : idle);

/**
 * The server said so, or gave the connection to another protocol (101); or, over
 * HTTP/1, its last response was a stream, which mostly ends by closing, or broke
 * off: one that is not read to its end takes the connection along (RFC 9112 section 9.3).
 */
function endedOtherwise(connection: Connection): boolean {
  const { closed, protocol, requests } = connection;
  const last = requests.at(-1);
  if ((closed !== null && !mayHaveEndedIdle(connection)) || last?.status === 101) return true;
  if (!isSerial(protocol)) return false;
  return readKeepAlive(last?.headers['keep-alive'])?.max === 0 || isEventStream(last?.headers) || (last !== undefined && last.error !== null);
}

/** A NetLog has the end of each: of these it may have been idleness. */
const mayHaveEndedIdle = ({ closed, report }: Connection): boolean => closed?.reason === 'reported' && report?.goAwayAt == null && (report?.closed?.by === 'server' || report?.closed?.words === 'Idle time limit expired');

/**
 * Each connection's pool: those of its run of the browser, protocol and
 * partition. Browsers share no connection between the sites of two top
 * documents ("network partition key", Fetch).
 */
function pools(uses: readonly Idleness[], pages: readonly Page[]): ReadonlyMap<Idleness, Pool> {
  const sites = new Map(pages.map(({ id, url }) => [id, siteOf(url)]));
  const byKey = groupBy(uses, ({ protocol, connection: { requests: [first] } }) => `${protocol} ${sites.get(first?.page ?? '') ?? ''} ${first === undefined ? '' : runOfRequest(first)}`);
  return new Map([...byKey.values()].flatMap((own) => {
    const pool: Pool = { available: 0, dead: [] };
    return own.map((one): [Idleness, Pool] => [one, pool]);
  }));
}

/** The server's clock runs at the other end of the way, and ticks in seconds. */
const CLOCKS_MS = 1000;

/** Where a longer gap was bridged under the same protocol, idleness does not explain a loss after a shorter one. */
function withoutContradicted(lost: readonly IdleGap[], bridged: readonly IdleGap[]): readonly IdleGap[] {
  const longest = new Map<Reusable, number>();
  for (const { protocol, ms, isSure } of bridged) if (isSure) longest.set(protocol, Math.max(longest.get(protocol) ?? 0, ms));
  return lost.filter(({ protocol, ms }) => ms + CLOCKS_MS >= (longest.get(protocol) ?? 0));
}
