import { fail, ok, type Result } from '../../base/result.ts';
import { instant, type Instant } from '../../base/units.ts';
import { fieldsOf, listOf, numberOf } from '../../base/unknown.ts';
import { isNetworkUrl, originOf } from '../../base/url.ts';
import type { Page } from '../../model/analysis.ts';
import type { ConnectionReport, UnusedConnection } from '../../model/connection.ts';
import type { HarObservation } from '../../model/observation.ts';
import type { WiresTold } from '../../model/wires.ts';
import { askedReader } from '../asked.ts';
import { createAlternatives } from './alternatives.ts';
import { readConstants, type Constants } from './constants.ts';
import type { Handle, Handlers } from './event.ts';
import { createJobs } from './jobs.ts';
import { createLookups } from './lookups.ts';
import { observationsOf } from './observation.ts';
import { reportOf, unusedOf } from './reports.ts';
import { createRequests, type UrlRequest } from './requests.ts';
import { createSessions } from './sessions.ts';
import { createSockets } from './sockets.ts';
import { waysOf } from './ways.ts';
import { wiresOf } from './wires.ts';

export interface NetlogFile {
  readonly observations: readonly HarObservation[];
  readonly pages: readonly Page[];
  /** Its reports are by the id that HAR calls `_connectionId`. */
  readonly wires: WiresTold;
  /** Elements of `events` that are no events. */
  readonly skipped: number;
}

/** Reads the events of a NetLog as they come; only what is told of connections and requests is kept. */
export interface NetlogReader {
  add(events: readonly unknown[]): void;
  /** Fails where nothing that it is read for is in it, and says what is. */
  end(): Result<NetlogFile>;
}

/** @param file parsed, `constants` at least */
export function createNetlogReader(file: unknown): Result<NetlogReader> {
  const read = readConstants(file);
  if (!read.ok) return read;
  const constants = read.value;
  const sockets = createSockets();
  const sessions = createSessions();
  const jobs = createJobs();
  const requests = createRequests();
  const lookups = createLookups();
  const alternatives = createAlternatives();
  const handleOf = handlerFinder(constants, [sockets, sessions, jobs, requests, lookups, alternatives].map(({ handlers }) => handlers));
  const heard = { events: 0, skipped: 0, undated: 0, rises: 0, falls: 0 };
  let before: Instant | null = null;

  return ok({
    add(events) {
      for (const item of events) {
        const event = fieldsOf(item);
        const source = fieldsOf(event?.['source']);
        const type = numberOf(event?.['type']);
        const [id, sourceType] = [numberOf(source?.['id']), numberOf(source?.['type'])];
        const at = constants.instantOf(event?.['time']);
        heard.events += 1;
        const isEvent = event !== undefined && type !== undefined && id !== undefined && sourceType !== undefined;
        if (!isEvent || at === null) {
          heard.skipped += 1;
          if (isEvent) heard.undated += 1;
          continue;
        }
        if (before !== null && at > before) heard.rises += 1;
        if (before !== null && at < before) heard.falls += 1;
        before = at;
        const handle = handleOf(sourceType, type);
        if (handle === null) continue;
        const { phase } = event;
        handle({ id, at, phase: phase === constants.begin ? 'begin' : phase === constants.end ? 'end' : 'moment', params: fieldsOf(event['params']) ?? NO_PARAMS });
      }
    },
    end() {
      const wires = wiresOf(sockets, sessions, jobs);
      const context = { constants, wires, readAsked: askedReader() };
      const observations = [...requests.requests.values()].flatMap((request) => [...observationsOf(request, context)]);
      const firstUses = firstUsesOf(observations);
      const reports = new Map<string, ConnectionReport>();
      const unused: UnusedConnection[] = [];
      for (const wire of wires.all) {
        const report = reportOf(wire, firstUses.get(String(wire.id)) ?? null, jobs, constants);
        reports.set(String(wire.id), report);
        const without = firstUses.has(String(wire.id)) ? null : unusedOf(wire, report, constants);
        if (without !== null) unused.push(without);
      }
      const fault = faultOf(heard, { constants, isEmpty: observations.length === 0 && reports.size === 0 });
      if (fault !== null) return fail(fault);
      unused.sort((a, b) => a.report.openedAt - b.report.openedAt);
      const origins = new Set([...observations.flatMap(({ url }) => originOf(url) ?? []), ...unused.map(({ origin }) => origin)]);
      return ok({ observations, pages: pagesOf(requests.requests.values()), wires: { reports, unused, ways: waysOf(origins, lookups, alternatives, constants) }, skipped: heard.skipped });
    },
  });
}

interface Heard {
  readonly events: number;
  /** No events, or at no time that can be one… */
  readonly skipped: number;
  /** …of which these. */
  readonly undated: number;
  /** How often the next one came later, and how often earlier: several threads write, so that some do. */
  readonly rises: number;
  readonly falls: number;
}

/** Why nothing can be read of a log that has events, or nothing that is true. */
function faultOf({ events, skipped, undated, rises, falls }: Heard, { constants: { offset }, isEmpty }: { readonly constants: Constants; readonly isEmpty: boolean }): string | null {
  if (falls > rises) return `This NetLog cannot be read: its ${events} events stand in the wrong order: more of them are earlier than the one before than later.`;
  if (!isEmpty || events === 0) return null;
  if (undated > 0 && undated === events) return `The times of this NetLog cannot be dated: with its \`constants.timeTickOffset\`, ${offset}, none of its ${events} events lies between 1990 and 2200.`;
  if (skipped === events) return `This NetLog cannot be read: none of its ${events} events has a \`type\`, a \`time\` that can be dated, and a \`source\` with its id and type.`;
  return `This NetLog tells of no request and no connection: none of its ${events} events is of the beginning of one. Nothing was loaded while it was recorded, or its numbers do not fit its \`constants\`.`;
}

/** When each connection was first asked for, by its id: when a request was sent on it, or was to be. */
function firstUsesOf(observations: readonly HarObservation[]): ReadonlyMap<string, Instant> {
  const first = new Map<string, Instant>();
  for (const { reportedConnection: id, phases: { send }, start } of observations) {
    if (id === null) continue;
    const at = send.state === 'measured' ? send.start : start;
    if (at < (first.get(id) ?? Infinity)) first.set(id, at);
  }
  return first;
}

/** A NetLog that is there as a whole. */
export function readNetlog(file: unknown): Result<NetlogFile> {
  const reader = createNetlogReader(file);
  if (!reader.ok) return reader;
  reader.value.add(listOf(fieldsOf(file)?.['events']) ?? []);
  return reader.value.end();
}

const NO_PARAMS = {};

/** Events are looked up by two numbers; each pair's name once. */
function handlerFinder({ eventTypes, sourceTypes }: Constants, all: readonly Handlers[]): (source: number, event: number) => Handle | null {
  const handlers = new Map(all.flatMap((some) => Object.entries(some)));
  const known = new Map<number, Handle | null>();
  const find = (source: number, event: number): Handle | null => {
    const name = eventTypes.get(event) ?? '';
    const from = sourceTypes.get(source) ?? '';
    return handlers.get(`${from} ${name}`) ?? handlers.get(`${familyOf(from)} ${name}`) ?? handlers.get(name) ?? null;
  };
  return (source, event) => {
    const key = source * EVENT_TYPES + event;
    let handle = known.get(key);
    if (handle === undefined) known.set(key, (handle = find(source, event)));
    return handle;
  };
}

/** More than any version of Chromium has. */
const EVENT_TYPES = 1 << 16;

/** Sources of which there are several kinds that tell the same. */
function familyOf(source: string): string {
  if (source.endsWith('_CONNECT_JOB')) return 'CONNECT_JOB';
  return source.startsWith('QUIC_SESSION_POOL_') && source.endsWith('_JOB') ? 'QUIC_JOB' : source;
}

/** Each load of a top document. The log has no tabs: the pages of several are one list. */
function pagesOf(requests: Iterable<UrlRequest>): readonly Page[] {
  const pages: Page[] = [];
  for (const { id, type, started, hops } of requests) {
    const url = hops.at(-1)?.url;
    if (type !== 'main frame' || url === undefined || !isNetworkUrl(url)) continue;
    pages.push({ id: `netlog:${id}`, url, start: instant(started), contentLoaded: null, load: null });
  }
  return pages;
}
