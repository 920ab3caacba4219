import { groupBy } from '../base/group.ts';
import { fail, ok, type Result } from '../base/result.ts';
import type { HarObservation } from '../model/observation.ts';
import { lengthOf } from '../model/phase.ts';
import type { AnyFile } from './any-file.ts';
import { byLaterClock, clocksApart } from './set-clock.ts';

/** So much of what both name must be the same requests: ids are the browser's, and begin again with each run of it. */
const SAME_RUN = 0.9;
/** A request without an id is found by its URL when it began this close, ms: HAR dates to 1 ms, a NetLog too, and each when it hears of it. */
const CLOSE_MS = 100;

/**
 * A HAR with a NetLog of the same run of the browser: its `_connectionId` is
 * the NetLog's id of the socket, or of the QUIC session (measured in Chromium
 * 156, 214 of 214 requests). Of two files, whichever is which.
 */
export function besideNetlog(one: AnyFile, other: AnyFile): Result<AnyFile> {
  const [netlog, log] = one.kind === 'netlog' ? [one, other] : [other, one];
  if (netlog.kind !== 'netlog' || log.kind === 'netlog') return fail('Two files are read together when one of them is a NetLog and the other a HAR, a trace or a log of DevTools events of the same run.');
  const known = new Set(netlog.observations.map(nameOf));
  const ids = new Set(netlog.observations.map(({ reportedConnection }) => reportedConnection));
  const named = log.observations.filter(({ reportedConnection }) => reportedConnection !== null && ids.has(reportedConnection));
  const same = named.filter((observation) => known.has(nameOf(observation)));
  if (named.length === 0) return fail('Nothing shows that the NetLog is of the same run of the browser: the other file names none of its connections.');
  if (same.length < named.length * SAME_RUN) return fail(`The NetLog is of another run of the browser: of ${named.length} requests of the other file whose connection it names, ${same.length} are in it.`);
  const timed = atOneClock(log, netlog);
  return ok({ ...log, pages: timed.pages, observations: withIds(timed.observations, netlog.observations), cut: log.cut ?? netlog.cut, skipped: log.skipped + netlog.skipped, about: aboutBoth(log.about, netlog.about), wires: netlog.wires });
}

/** A trace has no date, or that of its saving: what the NetLog dates lay years, or seconds, apart from it. */
function atOneClock(log: AnyFile, netlog: AnyFile): Pick<AnyFile, 'observations' | 'pages'> {
  const apart = clocksApart(log.observations, netlog.observations, nameOf) ?? 0;
  return Math.abs(apart) < CLOSE_MS ? log : byLaterClock(log, apart);
}

/** What the NetLog tells exactly, the other file need not leave open. */
const aboutBoth = (log: AnyFile['about'], { format }: AnyFile['about']): AnyFile['about'] => ({
  ...log,
  format: { ...format, id: `${log.format.id}+${format.id}`, name: `${log.format.name}, with a NetLog of the same run`, carries: `${log.format.carries} ${format.carries}`, lacks: 'What neither of the two has.' },
});

const nameOf = ({ reportedConnection, url }: HarObservation): string => `${reportedConnection} ${inNetlog(url)}`;

/** A NetLog leaves a name and a password in an address out. */
const inNetlog = (url: string): string => url.replace(/^(\w+:\/\/)[^/?#]*@/, '$1');

/** WebSockets and what failed have no id in HAR; the NetLog knows theirs, or that none came about. */
function withIds(observations: readonly HarObservation[], told: readonly HarObservation[]): readonly HarObservation[] {
  const byUrl = groupBy(told.filter(({ reportedConnection, noConnection }) => reportedConnection !== null || noConnection === 'failed'), ({ url }) => url);
  const taken = new Set<HarObservation>();
  return observations.map((observation) => {
    if (observation.reportedConnection !== null || observation.noConnection !== null || !observation.dated) return observation;
    const twin = byUrl.get(inNetlog(observation.url))?.find((one) => !taken.has(one) && (one.reportedConnection !== null || observation.error !== null) && one.method === (observation.method || one.method) && Math.abs(one.start - observation.start) < CLOSE_MS);
    if (twin === undefined) return observation;
    taken.add(twin);
    const { reportedConnection, noConnection, connect } = twin;
    return { ...observation, ...clockOf(observation, twin), reportedConnection, noConnection, connect, protocol: observation.protocol ?? twin.protocol, remoteAddress: observation.remoteAddress ?? twin.remoteAddress };
  });
}

/** Of what the page was not given (Opaque Response Blocking) HAR has all its time in `blocked`; it was sent on a connection all the same. Never a part of one clock beside a part of another. */
function clockOf({ phases: { wait, receive } }: HarObservation, twin: HarObservation): Pick<HarObservation, 'start' | 'end' | 'phases'> | null {
  const isTimed = (lengthOf(wait) ?? 0) > 0 || (lengthOf(receive) ?? 0) > 0;
  return isTimed ? null : { start: twin.start, end: twin.end, phases: twin.phases };
}
