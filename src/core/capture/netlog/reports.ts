import { instant, type Instant } from '../../base/units.ts';
import { originOf } from '../../base/url.ts';
import type { ConnectionReport, UnusedConnection } from '../../model/connection.ts';
import { hidden, measured, SKIPPED, type Phase } from '../../model/phase.ts';
import type { Protocol } from '../../model/protocol.ts';
import { readProtocol } from '../protocol.ts';
import type { Constants } from './constants.ts';
import type { Jobs } from './jobs.ts';
import type { Counted, Session } from './sessions.ts';
import type { Socket } from './sockets.ts';
import type { Span } from './span.ts';
import { remoteAddressOf, type Wire } from './wires.ts';

/** What the log tells of a connection besides its requests. */
export function reportOf(wire: Wire, firstUsedAt: Instant | null, jobs: Jobs, constants: Constants): ConnectionReport {
  const { socket, connectJob, session, user } = wire;
  return {
    openedAt: openedAt(wire),
    openedFor: openedFor(wire, jobs),
    firstUsedAt,
    pool: connectJob?.group ?? user?.group ?? (session?.kind === 'h3' ? quicPool(session) : null),
    closed: closedOf(wire, constants),
    goAwayAt: session?.goAway?.at ?? null,
    heldBack: session?.heldBack ?? [],
    facts: [...(socket === null ? [] : socketFacts(socket)), ...(session === null ? [] : sessionFacts(session))],
  };
}

/** `null` where the log does not say where it was to lead, as of a socket that is none of a page's. */
export function unusedOf(wire: Wire, report: ConnectionReport, constants: Constants): UnusedConnection | null {
  const { socket, session, connectJob } = wire;
  const origin = originIn(report.pool);
  if (origin === null) return null;
  const error = socket?.error == null ? null : constants.errorName(socket.error);
  const closed = report.closed?.at ?? null;
  const ready = error === null ? readyAt(wire, origin) : null;
  const handshake = socket?.tls ?? (session && { start: session.opened, end: session.ready });
  return {
    id: String(wire.id),
    label: `#${wire.id}`,
    origin,
    protocol: socket !== null && ready === null ? null : protocolOf(wire),
    remoteAddress: remoteAddressOf(wire),
    setup: { dns: stepOf(connectJob?.dns ?? null, closed), tcp: stepOf(socket?.tcp ?? null, closed), tls: stepOf(handshake, closed) },
    readyAt: ready,
    error,
    report,
  };
}

function protocolOf({ socket, session }: Wire): Protocol | null {
  if (session !== null) return session.kind;
  return socket?.tls.end == null ? null : readProtocol(socket.alpn);
}

function stepOf(span: Span | null, closed: Instant | null): Phase {
  if (span === null || span.start === null) return SKIPPED;
  const end = span.end ?? closed;
  return end === null ? hidden('unfinished') : measured(span.start, instant(Math.max(span.start, end)));
}

function readyAt({ socket, session }: Wire, origin: string): Instant | null {
  if (socket === null) return session!.ready;
  const isSecure = origin.startsWith('https:');
  if (isSecure && socket.isAtProxy) return null;
  return isSecure || socket.tls.start !== null ? socket.tls.end : socket.tcp.end;
}

const openedAt = ({ socket, session }: Wire): Instant => (socket ?? session)!.opened;

function openedFor({ id, socket, connectJob, user }: Wire, { streamJobs, quicJobs }: Jobs): ConnectionReport['openedFor'] {
  if (socket !== null) {
    // The pool of WebSockets connects when one is asked for, and does not log that it does.
    if (connectJob === null || connectJob.group === null) return user === null ? null : 'request';
    if (connectJob.isBackup) return 'backup';
    return connectJob.preconnect === null ? 'request' : 'preconnect';
  }
  for (const job of quicJobs.values()) {
    if (job.session !== id) continue;
    const kind = job.streamJobs[0] === undefined ? null : (streamJobs.get(job.streamJobs[0])?.kind ?? null);
    if (kind === null || kind === 'preconnect') return kind;
    return kind === 'main' ? 'request' : 'race';
  }
  return null;
}

/** As the pools of sockets are called (net/base/privacy_mode.cc, net/socket/client_socket_pool.cc). */
const PRIVACY_MODES: ReadonlyMap<string, string> = new Map([['disabled', ''], ['enabled', 'pm/'], ['enabled partitioned state allowed', 'pmpsa/'], ['enabled without client certs', 'pmwocc/']]);

function quicPool({ host, privacyMode, partition }: Session): string | null {
  const mode = privacyMode === null ? '' : PRIVACY_MODES.get(privacyMode);
  return host === null || mode === undefined ? null : `${mode}https://${host} <${partition ?? ''}>`;
}

/** Of a group's name, as ClientSocketPool::GroupId::ToString writes it: "pm/https://host:443 <key>". */
function originIn(group: string | null): string | null {
  const [, url] = /(?:^|\/)(\w+:\/\/[^\s/]+)/.exec(group ?? '') ?? [];
  return url === undefined ? null : originOf(url);
}

function closedOf({ socket, session }: Wire, constants: Constants): ConnectionReport['closed'] {
  const at = socket?.closed ?? session?.closed ?? null;
  if (at === null) return null;
  const words = session?.closedBecause ?? socket?.closingReason ?? 'closed';
  return { at, by: closedBy(socket, session, constants), words };
}

/** Words of net/socket/transport_client_socket_pool.h and net/spdy/spdy_session.cc. */
function closedBy(socket: Socket | null, session: Session | null, { errorName }: Constants): 'server' | 'browser' | null {
  if (session?.closedByPeer != null) return session.closedByPeer ? 'server' : 'browser';
  if ((socket?.readError != null && /CONNECTION_(RESET|CLOSED)/.test(errorName(socket.readError))) || socket?.closingReason === 'Remote side closed connection' || session?.closedBecause === 'Connection closed') return 'server';
  const words = session?.closedBecause ?? socket?.closingReason ?? '';
  if (/Idle time limit|Closing (all|current|idle)|Switching to HTTP2|Socket pool destroyed|Network changed|(SSL|Cert) .*changed|Socket generation/.test(words)) return 'browser';
  // Where nothing else ended it, it ends with the last request that the server took.
  return session?.goAway == null ? null : 'server';
}

type Facts = ConnectionReport['facts'];

function socketFacts({ local, tls, tlsVersion, resumed, alpn, uses }: Socket): Facts {
  return [
    ...(local === null ? [] : [{ name: 'Local address', value: local }]),
    ...(tlsVersion === null ? [] : [{ name: 'TLS', value: `${tlsVersion}${resumed === null ? '' : resumed ? ', resumed' : ', full handshake'}` }]),
    ...(tls.end === null || alpn === null ? [] : [{ name: 'ALPN', value: alpn === 'unknown' ? 'none' : alpn }]),
    { name: 'Handed out', value: `${uses}×` },
  ];
}

const COUNTED: readonly (readonly [Counted, string])[] = [
  ['windowUpdatesSent', 'WINDOW_UPDATE sent'],
  ['windowUpdatesReceived', 'WINDOW_UPDATE received'],
  ['flowControlStalls', 'Stalled by flow control'],
  ['streamLimitStalls', 'Stalled by the limit of streams'],
];

function sessionFacts({ local, goAway, settings, version, zeroRtt, roundTrips, counts }: Session): Facts {
  const maxStreams = settings.get('MAX_CONCURRENT_STREAMS');
  return [
    ...(local === null ? [] : [{ name: 'Local address', value: local }]),
    ...(version === null ? [] : [{ name: 'QUIC', value: version }]),
    ...(zeroRtt === null ? [] : [{ name: '0-RTT', value: zeroRtt }]),
    ...(maxStreams === undefined ? [] : [{ name: 'Streams allowed', value: `${maxStreams} (SETTINGS)` }]),
    ...(settings.size === 0 ? [] : [{ name: 'SETTINGS', value: [...settings].map(([name, value]) => `${name} ${value}`).join(', ') }]),
    ...(goAway === null ? [] : [{ name: 'GOAWAY', value: [goAway.error ?? 'received', ...(goAway.lastStream === null ? [] : [`last stream ${goAway.lastStream}`])].join(', ') }]),
    ...(counts.packetsSent === 0 ? [] : [{ name: 'Packets lost', value: `${counts.packetsLost} of ${counts.packetsSent} sent` }]),
    ...(counts.pings === 0 ? [] : [{ name: 'PING', value: [`${counts.pings}×`, ...roundTripsIn(roundTrips)].join(', ') }]),
    ...COUNTED.filter(([what]) => counts[what] > 0).map(([what, name]) => ({ name, value: `${counts[what]}×` })),
  ];
}

function roundTripsIn(ms: readonly number[]): readonly string[] {
  if (ms.length === 0) return [];
  const [least, most] = ms.reduce(([low, high], one) => [Math.min(low, one), Math.max(high, one)] as const, [Infinity, -Infinity] as const);
  return [ms.length === 1 ? `round trip ${least} ms` : `${ms.length} round trips ${least === most ? `${least} ms` : `${least} to ${most} ms`}`];
}
