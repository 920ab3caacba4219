import { describe, expect, it } from 'vitest';
import { analyse, NOTHING_HEARD } from '../../analysis/analyse.ts';
import type { Analysis } from '../../model/analysis.ts';
import { outcomeOf, type ConnectionReport } from '../../model/connection.ts';
import { lengthOf } from '../../model/phase.ts';
import { ZERO } from '../../test/har.ts';
import { netlog, type NetlogBuilder } from '../../test/netlog.ts';
import { only } from '../../test/read.ts';
import { readNetlog, type NetlogFile } from './netlog.ts';

function read(builder: NetlogBuilder): NetlogFile {
  const result = readNetlog(builder.file());
  if (!result.ok) throw new Error(result.error);
  return result.value;
}

function analysed(builder: NetlogBuilder): Analysis {
  const { observations, pages, wires } = read(builder);
  return analyse({ ...NOTHING_HEARD, har: observations }, pages, wires);
}

const A = 'http://a.test/a';

describe('a NetLog', () => {
  it('has its requests on their sockets, with phases', () => {
    const { requests, connections, pages } = analysed(netlog().socket(5).request(1, { url: A, socket: 5, waited: true, type: 'main frame' }).request(2, { url: `${A}#b`, at: 100, socket: 5 }));
    expect(connections.map(({ label, basis, protocol, requests: on }) => [label, basis, protocol, on.length])).toEqual([['#5', { kind: 'reported', key: '5' }, 'http/1.1', 2]]);
    expect(requests.map(({ url, origination, status, start, end, remoteAddress }) => [url, origination.opening, status, start - ZERO, end! - ZERO, remoteAddress])).toEqual([
      [A, 'new', 200, 0, 45, '::1'],
      [A, 'reused', 200, 100, 145, '::1'],
    ]);
    const lengths = requests.map(({ phases: { stalled, dns, tcp, tls, send, wait, receive } }) => [stalled, dns, tcp, tls, send, wait, receive].map(lengthOf));
    expect(lengths).toEqual([[0, 2, 10, 0, 1, 17, 5], [22, 0, 0, 0, 1, 17, 5]]);
    expect(pages.map(({ url, start }) => [url, start - ZERO])).toEqual([[A, 0]]);
    expect(requests[0]!.asked).toMatchObject({ hasCookie: true });
  });

  it('tells who opened a socket, of which pool, and how it ended', () => {
    const closed = { at: 300, reason: 'Idle time limit expired' };
    const { connections, requests } = analysed(netlog().socket(5, { preconnect: true, group: 'pm/https://a.test <https://b.test cross_site>', tls: { version: 'TLS 1.3', is_resumed: true, next_proto: 'http/1.1' }, closed }).request(1, { url: 'https://a.test/', at: 50, socket: 5 }));
    expect(requests[0]!.origination.opening).toBe('opened-earlier');
    expect(connections[0]!.closed).toEqual({ reason: 'reported', at: ZERO + 300 });
    expect(connections[0]!.report).toEqual({
      openedAt: ZERO + 2,
      openedFor: 'preconnect',
      firstUsedAt: ZERO + 72,
      pool: 'pm/https://a.test <https://b.test cross_site>',
      closed: { at: ZERO + 300, by: 'browser', words: 'Idle time limit expired' },
      goAwayAt: null, heldBack: [],
      facts: [{ name: 'Local address', value: '127.0.0.1:40005' }, { name: 'TLS', value: 'TLS 1.3, resumed' }, { name: 'ALPN', value: 'http/1.1' }, { name: 'Handed out', value: '1×' }],
    });
  });

  it.each([
    ['Remote side closed connection', 'server'],
    ['Switching to HTTP2 session', 'browser'],
    ['Socket pool destroyed', 'browser'],
    ['Connection was closed when it was returned to the pool', null],
    ['words of a later version', null],
  ] as const)('knows which side ended a socket, where its words tell: %s', (reason, by) => {
    expect(read(netlog().socket(5, { closed: { at: 9, reason } })).wires.reports.get('5')?.closed?.by).toBe(by);
  });

  it('has the sockets that nobody used, and what did not come about', () => {
    const refused = netlog().socket(5).socket(6, { at: 20, backup: true }).add('SOCKET', 5, 'TCP_CONNECT', { phase: 'END', at: 15, params: { net_error: -102 } });
    expect(analysed(refused).unused?.map(({ id, origin, error, report }) => [id, origin, error, report.openedFor])).toEqual([
      ['5', 'http://a.test', 'net::ERR_CONNECTION_REFUSED', 'request'],
      ['6', 'http://a.test', null, 'backup'],
    ]);
    const given = netlog().socket(5, { group: 'https://a.test <k>', tls: { next_proto: 'h2' } }).socket(6, { group: 'https://a.test <k>', closed: { at: 30, reason: 'x' } });
    expect(analysed(given).unused?.map((one) => [outcomeOf(one), one.protocol, one.readyAt && one.readyAt - ZERO, one.remoteAddress, lengthOf(one.setup.tcp), one.setup.tls.state])).toEqual([
      ['unused', 'h2', 20, '::1', 10, 'measured'],
      ['never-ready', null, null, '::1', 10, 'skipped'],
    ]);
    const late = netlog().socket(5).add('SOCKET', 5, 'SSL_CONNECT', { phase: 'BEGIN', at: 12 });
    expect(analysed(late).unused?.map((one) => [outcomeOf(one), one.setup.tls])).toEqual([['never-ready', { state: 'hidden', why: 'unfinished' }]]);
    const givenUp = netlog().socket(5, { closed: { at: 30, reason: 'x' } }).add('SOCKET', 5, 'SSL_CONNECT', { phase: 'BEGIN', at: 12 });
    expect(analysed(givenUp).unused?.map((one) => [outcomeOf(one), lengthOf(one.setup.tls)])).toEqual([['never-ready', 18]]);
    expect(analysed(netlog().request(1, { url: A, error: -102 })).requests.map(({ origination, error }) => [origination, error])).toEqual([[{ opening: 'none', basis: 'reported', reason: 'failed' }, 'net::ERR_CONNECTION_REFUSED']]);
  });

  it('has HTTP/2 sessions on their sockets, coalesced, with GOAWAY', () => {
    const builder = netlog()
      .socket(5, { group: 'https://a.test <https://a.test same_site>' })
      .add('HTTP2_SESSION', 8, 'HTTP2_SESSION', { phase: 'BEGIN', at: 20, params: { host: 'a.test:443' } })
      .add('HTTP2_SESSION', 8, 'HTTP2_SESSION_INITIALIZED', { at: 20, to: 5 })
      .add('HTTP2_SESSION', 8, 'HTTP2_SESSION_RECV_SETTING', { at: 21, params: { id: '3 (SETTINGS_MAX_CONCURRENT_STREAMS)', value: 128 } })
      .request(1, { url: 'https://a.test/', socket: 5, waited: true })
      .request(2, { url: 'https://b.test/', at: 100, session: 8 })
      .add('HTTP2_SESSION', 8, 'HTTP2_SESSION_STREAM_STALLED_BY_SESSION_SEND_WINDOW', { at: 110 })
      .add('HTTP2_SESSION', 8, 'HTTP2_SESSION_RECV_GOAWAY', { at: 200, params: { error_code: '0 (NO_ERROR)', last_accepted_stream_id: 3 } })
      .add('HTTP2_SESSION', 8, 'HTTP2_SESSION_CLOSE', { at: 210, params: { description: 'Finished going away', net_error: 0 } });
    const [connection] = analysed(builder).connections;
    expect(connection).toMatchObject({ id: '5', protocol: 'h2', origins: ['https://a.test', 'https://b.test'], report: { goAwayAt: ZERO + 200, closed: { at: ZERO + 210, by: 'server', words: 'Finished going away' } } });
    expect(connection!.report!.facts).toEqual(expect.arrayContaining([{ name: 'Streams allowed', value: '128 (SETTINGS)' }, { name: 'GOAWAY', value: '0 (NO_ERROR), last stream 3' }, { name: 'Stalled by flow control', value: '1×' }]));
  });

  const session = (): NetlogBuilder =>
    netlog()
      .socket(5, { group: 'https://a.test <https://a.test same_site>' })
      .add('HTTP2_SESSION', 8, 'HTTP2_SESSION', { phase: 'BEGIN', at: 20, params: { host: 'a.test:443' } })
      .add('HTTP2_SESSION', 8, 'HTTP2_SESSION_INITIALIZED', { at: 20, to: 5 })
      .request(1, { url: 'https://a.test/', socket: 5, session: 8, waited: true });
  const reportOn = (builder: NetlogBuilder): ConnectionReport => only(analysed(builder).connections).report!;
  const factsOn = (builder: NetlogBuilder): Readonly<Record<string, string>> => Object.fromEntries(reportOn(builder).facts.map(({ name, value }) => [name, value]));

  it('has a session that ended without saying why, and answers as older versions write them', () => {
    const log = netlog()
      .socket(5, { group: 'https://a.test <https://a.test same_site>' })
      .add('HTTP2_SESSION', 8, 'HTTP2_SESSION', { phase: 'BEGIN', at: 20, params: { host: 'a.test:443' } })
      .add('HTTP2_SESSION', 8, 'HTTP2_SESSION_INITIALIZED', { at: 20, to: 5 })
      .request(1, { url: 'https://a.test/', session: 8, answer: { ':status': '204', 'alt-svc': 'h3=":443"' } as never })
      .add('HTTP2_SESSION', 8, 'HTTP2_SESSION', { phase: 'END', at: 210 });
    const { requests, connections } = analysed(log);
    expect([requests[0]!.status, requests[0]!.headers['alt-svc'], connections[0]!.closed]).toEqual([204, 'h3=":443"', { reason: 'reported', at: ZERO + 210 }]);
  });

  it('has a session closed when it says so, and not when it is taken down', () => {
    const closed = session().add('HTTP2_SESSION', 8, 'HTTP2_SESSION_CLOSE', { at: 210, params: { description: 'Connection closed' } });
    expect(reportOn(closed.add('HTTP2_SESSION', 8, 'HTTP2_SESSION', { phase: 'END', at: 230 })).closed).toMatchObject({ at: ZERO + 210, words: 'Connection closed' });
  });

  it('has of several GOAWAYs when the first came, and what the last said', () => {
    const report = reportOn(
      session()
        .add('HTTP2_SESSION', 8, 'HTTP2_SESSION_RECV_GOAWAY', { at: 200, params: { error_code: '0 (NO_ERROR)', last_accepted_stream_id: 2_147_483_647 } })
        .add('HTTP2_SESSION', 8, 'HTTP2_SESSION_RECV_GOAWAY', { at: 260, params: { error_code: '11 (ENHANCE_YOUR_CALM)', last_accepted_stream_id: 3 } }),
    );
    expect(report).toMatchObject({ goAwayAt: ZERO + 200, facts: expect.arrayContaining([{ name: 'GOAWAY', value: '11 (ENHANCE_YOUR_CALM), last stream 3' }]) as unknown });
  });

  it('has PINGs with their round trips, and takes no answer for one', () => {
    const ping = (builder: NetlogBuilder, at: number, type: 'sent' | 'received', isAck: boolean, id: number): NetlogBuilder => builder.add('HTTP2_SESSION', 8, 'HTTP2_SESSION_PING', { at, params: { type, is_ack: isAck, unique_id: id } });
    const one = ping(ping(session(), 30, 'sent', false, 1), 55, 'received', true, 1);
    expect(factsOn(one)['PING']).toBe('1×, round trip 25 ms');
    // The server's, answered; one without an answer; another with one.
    const more = [[60, 'received', false, 2], [60, 'sent', true, 2], [70, 'sent', false, 3], [80, 'sent', false, 4], [120, 'received', true, 4]] as const;
    expect(factsOn(more.reduce((builder, [at, type, isAck, id]) => ping(builder, at, type, isAck, id), one))['PING']).toBe('4×, 2 round trips 25 to 40 ms');
  });

  it('has all SETTINGS of its server that the log names', () => {
    const setting = (builder: NetlogBuilder, id: string, value: number): NetlogBuilder => builder.add('HTTP2_SESSION', 8, 'HTTP2_SESSION_RECV_SETTING', { at: 21, params: { id, value } });
    expect(factsOn(setting(setting(setting(session(), '4 (SETTINGS_INITIAL_WINDOW_SIZE)', 65_535), '3 (SETTINGS_MAX_CONCURRENT_STREAMS)', 128), '4 (SETTINGS_INITIAL_WINDOW_SIZE)', 65_536))).toMatchObject({ SETTINGS: 'INITIAL_WINDOW_SIZE 65536, MAX_CONCURRENT_STREAMS 128', 'Streams allowed': '128 (SETTINGS)' });
    const quic = netlog()
      .add('QUIC_SESSION', 9, 'QUIC_SESSION', { phase: 'BEGIN', at: 1, params: { host: 'a.test', port: 443 } })
      .add('QUIC_SESSION', 9, 'HTTP3_SETTINGS_RECEIVED', { at: 2, params: { SETTINGS_QPACK_BLOCKED_STREAMS: 100, 'UNSUPPORTED_SETTINGS_TYPE(23090477474)': 7 } })
      .request(1, { url: 'https://a.test/', at: 100, session: 9 });
    expect(factsOn(quic)['SETTINGS']).toBe('QPACK_BLOCKED_STREAMS 100');
  });

  it('has QUIC sessions, raced beside TCP, with loss', () => {
    const builder = netlog()
      .add('HTTP_STREAM_JOB', 70, 'HTTP_STREAM_JOB', { phase: 'BEGIN', params: { type: 'alternative' } })
      .add('QUIC_SESSION_POOL_DIRECT_JOB', 71, 'QUIC_SESSION_POOL_JOB_BOUND_TO', { to: 70 })
      .add('QUIC_SESSION_POOL_DIRECT_JOB', 71, 'QUIC_SESSION_CREATED', { at: 1, to: 9 })
      .add('QUIC_SESSION', 9, 'QUIC_SESSION', { phase: 'BEGIN', at: 1, params: { host: 'a.test', port: 443, network_anonymization_key: 'k', privacy_mode: 'disabled' } })
      .add('QUIC_SESSION', 9, 'QUIC_SESSION_PACKET_SENT', { at: 2 })
      .add('QUIC_SESSION', 9, 'QUIC_SESSION_PACKET_RECEIVED', { at: 2, params: { peer_address: '[::1]:443', self_address: '[::2]:5000' } })
      .add('QUIC_SESSION', 9, 'QUIC_SESSION_PACKET_LOST', { at: 3 })
      .request(1, { url: 'https://a.test/', at: 100, session: 9, answer: [':status: 204'] })
      .add('QUIC_SESSION', 9, 'QUIC_SESSION_CLOSED', { at: 400, params: { details: 'idle', from_peer: true } });
    const { connections, requests } = analysed(builder);
    expect(requests[0]).toMatchObject({ status: 204, protocol: 'h3', connection: '9', remoteAddress: '::1', origination: { opening: 'opened-earlier' } });
    expect(connections[0]!.report).toMatchObject({ openedFor: 'race', pool: 'https://a.test:443 <k>', closed: { by: 'server', words: 'idle' } });
    expect(connections[0]!.report!.facts).toEqual([{ name: 'Local address', value: '[::2]:5000' }, { name: 'Packets lost', value: '1 of 1 sent' }]);
  });

  it('knows a QUIC session that was opened in advance: no job of that kind is begun by name', () => {
    const openedFor = (...jobs: readonly string[]): unknown => {
      const log = netlog();
      for (const name of jobs) log.add('HTTP_STREAM_JOB', 70, name, { phase: 'BEGIN', params: { type: 'alternative' } });
      log
        .add('QUIC_SESSION_POOL_DIRECT_JOB', 71, 'QUIC_SESSION_POOL_JOB_BOUND_TO', { to: 70 })
        .add('QUIC_SESSION_POOL_DIRECT_JOB', 71, 'QUIC_SESSION_CREATED', { at: 1, to: 9 })
        .add('QUIC_SESSION', 9, 'QUIC_SESSION', { phase: 'BEGIN', at: 1, params: { host: 'a.test', port: 443 } })
        .request(1, { url: 'https://a.test/', at: 100, session: 9 });
      return read(log).wires.reports.get('9')?.openedFor;
    };
    expect([openedFor('HTTP_STREAM_JOB_WAITING'), openedFor('HTTP_STREAM_JOB', 'HTTP_STREAM_JOB_WAITING')]).toEqual(['preconnect', 'race']);
  });

  it('has what came from a cache, and does not say so of what failed', () => {
    const kept = (id: number, more: object): NetlogBuilder =>
      netlog()
        .add('URL_REQUEST', id, 'REQUEST_ALIVE', { phase: 'BEGIN', params: { url: A } })
        .add('URL_REQUEST', id, 'URL_REQUEST_START_JOB', { phase: 'BEGIN', params: { url: A, method: 'GET' } })
        .add('URL_REQUEST', id, 'HTTP_CACHE_READ_INFO', { phase: 'BEGIN', at: 1 })
        .add('URL_REQUEST', id, 'REQUEST_ALIVE', { phase: 'END', at: 3, params: more });
    expect([kept(1, {}), kept(2, { net_error: -3 })].map((log) => read(log).observations.map(({ noConnection }) => noConnection))).toEqual([['cache'], [null]]);
  });

  it('has each attempt of a request that was sent again', () => {
    const builder = netlog().socket(5).socket(6).request(1, { url: A, socket: 5, waited: true, error: -101 });
    const { requests } = analysed(builder
      .add('URL_REQUEST', 1, 'HTTP_TRANSACTION_RESTART_AFTER_ERROR', { at: 70, params: { net_error: -101 } })
      .add('URL_REQUEST', 1, 'HTTP_STREAM_REQUEST', { phase: 'BEGIN', at: 70 })
      .add('HTTP_STREAM_JOB', 90, 'SOCKET_POOL_BOUND_TO_SOCKET', { at: 71, to: 6 })
      .add('URL_REQUEST', 1, 'HTTP_STREAM_REQUEST_BOUND_TO_JOB', { at: 71, to: 90 }));
    expect(requests.map(({ id, connection, error }) => [id, connection, error])).toEqual([['netlog:1.0', '5', 'net::ERR_CONNECTION_RESET'], ['netlog:1.0.1', '6', 'net::ERR_CONNECTION_RESET']]);
  });

  it('an attempt in vain ends when its reading does, a moment after that is known', () => {
    const builder = netlog().socket(5).request(1, { url: A, socket: 5, waited: true, error: -101 });
    const { requests } = analysed(builder
      .add('URL_REQUEST', 1, 'HTTP_TRANSACTION_RESTART_AFTER_ERROR', { at: 70, params: { net_error: -101 } })
      .add('URL_REQUEST', 1, 'HTTP_TRANSACTION_READ_HEADERS', { phase: 'END', at: 71 })
      .add('URL_REQUEST', 1, 'HTTP_STREAM_REQUEST', { phase: 'BEGIN', at: 71 }));
    expect([requests[0]!.end, requests[0]!.phases.wait]).toEqual([ZERO + 71, { state: 'measured', start: ZERO + 23, end: ZERO + 71 }]);
  });

  it('has each hop of a redirect, also where CORS begins the request anew', () => {
    const hop = (anew: boolean): NetlogBuilder => {
      const log = netlog().socket(5).add('URL_REQUEST', 1, 'REQUEST_ALIVE', { phase: 'BEGIN', params: { url: A } }).request(1, { url: A, socket: 5, waited: true, answer: ['HTTP/1.1 302 Found'] });
      if (anew) log.add('URL_REQUEST', 1, 'REQUEST_ALIVE', { phase: 'BEGIN', at: 70, params: { url: `${A}/2` } });
      log.add('URL_REQUEST', 1, 'URL_REQUEST_START_JOB', { phase: 'BEGIN', at: 70, params: { url: `${A}/2`, method: 'GET' } });
      if (anew) log.add('URL_REQUEST', 1, 'CANCELLED', { at: 71 }).add('URL_REQUEST', 1, 'REQUEST_ALIVE', { phase: 'END', at: 71 });
      return log.add('URL_REQUEST', 1, 'HTTP_STREAM_REQUEST', { phase: 'BEGIN', at: 72 }).add('HTTP_STREAM_JOB', 90, 'SOCKET_POOL_BOUND_TO_SOCKET', { at: 72, to: 5 }).add('URL_REQUEST', 1, 'HTTP_STREAM_REQUEST_BOUND_TO_JOB', { at: 72, to: 90 });
    };
    for (const anew of [false, true]) {
      expect(read(hop(anew)).observations.map(({ url, status, redirectTo, reportedConnection, error }) => [url, status, redirectTo, reportedConnection, error])).toEqual([[A, 302, `${A}/2`, '5', null], [`${A}/2`, 0, null, '5', null]]);
    }
  });

  it.each([
    ['HTTP_TRANSACTION_SEND_REQUEST_HEADERS', 'http/1.1'],
    ['HTTP_TRANSACTION_HTTP2_SEND_REQUEST_HEADERS', 'h2'],
    ['HTTP_TRANSACTION_QUIC_SEND_REQUEST_HEADERS', 'h3'],
    ['HTTP_TRANSACTION_SOME_OTHER_HEADERS', null],
  ] as const)('does not take the first line of an answer for what was spoken, where nothing tells the connection: %s', (event, protocol) => {
    const log = netlog()
      .add('URL_REQUEST', 1, 'REQUEST_ALIVE', { phase: 'BEGIN', params: { url: A } })
      .add('URL_REQUEST', 1, 'URL_REQUEST_START_JOB', { phase: 'BEGIN', params: { url: A, method: 'GET' } })
      .add('URL_REQUEST', 1, 'HTTP_STREAM_REQUEST', { phase: 'BEGIN', at: 1 })
      .add('URL_REQUEST', 1, event, { at: 2, params: { headers: ['Host: a.test'] } })
      .add('URL_REQUEST', 1, 'HTTP_TRANSACTION_READ_RESPONSE_HEADERS', { at: 9, params: { headers: ['HTTP/1.1 200 OK'] } })
      .add('URL_REQUEST', 1, 'REQUEST_ALIVE', { phase: 'END', at: 10 });
    expect(analysed(log).requests).toMatchObject([{ status: 200, protocol, connection: null, origination: { opening: 'unknown' } }]);
  });

  it('has both attempts where credentials were asked for, on the connection that stayed', () => {
    const log = netlog()
      .socket(5)
      .request(1, { url: A, socket: 5, waited: true, answer: ['HTTP/1.1 401 Unauthorized'] })
      .add('URL_REQUEST', 1, 'HTTP_TRANSACTION_SEND_REQUEST', { phase: 'BEGIN', at: 50 })
      .add('URL_REQUEST', 1, 'HTTP_TRANSACTION_SEND_REQUEST', { phase: 'END', at: 51 })
      .add('URL_REQUEST', 1, 'HTTP_TRANSACTION_READ_HEADERS', { phase: 'BEGIN', at: 51 })
      .add('URL_REQUEST', 1, 'HTTP_TRANSACTION_READ_RESPONSE_HEADERS', { at: 58, params: { headers: ['HTTP/1.1 200 OK'] } })
      .add('URL_REQUEST', 1, 'HTTP_TRANSACTION_READ_HEADERS', { phase: 'END', at: 58 });
    const { requests } = analysed(log);
    expect(requests.map(({ status, connection, origination, start, end, problems }) => [status, connection, origination.opening, start - ZERO, end! - ZERO, problems])).toEqual([
      [401, '5', 'new', 0, 50, []],
      [200, '5', 'reused', 50, 60, []],
    ]);
    expect(requests.map(({ phases: { send, wait } }) => [send, wait].map(lengthOf))).toEqual([[1, 17], [1, 7]]);
  });

  it('has a socket that failed, and was handed over for its error alone, among those that nobody used', () => {
    const log = netlog()
      .socket(5, { group: 'https://a.test <https://a.test same_site>', tls: { net_error: -102 } })
      .add('URL_REQUEST', 1, 'REQUEST_ALIVE', { phase: 'BEGIN', params: { url: 'https://a.test/' } })
      .add('URL_REQUEST', 1, 'URL_REQUEST_START_JOB', { phase: 'BEGIN', params: { url: 'https://a.test/', method: 'GET' } })
      .add('URL_REQUEST', 1, 'HTTP_STREAM_REQUEST', { phase: 'BEGIN', at: 1 })
      .add('HTTP_STREAM_JOB', 90, 'SOCKET_POOL_BOUND_TO_CONNECT_JOB', { at: 20, to: 10_005 })
      .add('HTTP_STREAM_JOB', 90, 'SOCKET_POOL_BOUND_TO_SOCKET', { at: 20, to: 5 })
      .add('URL_REQUEST', 1, 'HTTP_STREAM_REQUEST_BOUND_TO_JOB', { at: 20, to: 90 })
      .add('URL_REQUEST', 1, 'REQUEST_ALIVE', { phase: 'END', at: 21, params: { net_error: -102 } });
    const { requests, connections, unused } = analysed(log);
    expect(requests.map(({ connection, origination }) => [connection, origination])).toEqual([[null, { opening: 'none', basis: 'reported', reason: 'failed' }]]);
    expect([connections, unused?.map((one) => [one.id, outcomeOf(one), one.error])]).toEqual([[], [['5', 'failed', 'net::ERR_CONNECTION_REFUSED']]]);
  });

  it('has a WebSocket over HTTP/2 until its closing frames', () => {
    const upgraded = (log: NetlogBuilder): NetlogBuilder =>
      log
        .socket(5, { group: 'https://a.test <https://a.test same_site>' })
        .add('HTTP2_SESSION', 8, 'HTTP2_SESSION', { phase: 'BEGIN', at: 20, params: { host: 'a.test:443' } })
        .add('HTTP2_SESSION', 8, 'HTTP2_SESSION_INITIALIZED', { at: 20, to: 5 })
        .request(1, { url: 'wss://a.test/ws', session: 8, answer: ['HTTP/1.1 200'], error: -173 })
        .add('URL_REQUEST', 1, 'HTTP_TRANSACTION_HTTP2_SEND_REQUEST_HEADERS', { at: 23, params: { headers: [':method: CONNECT'] } })
        .add('URL_REQUEST', 1, 'HTTP_TRANSACTION_READ_RESPONSE_HEADERS', { at: 40, params: { headers: ['HTTP/1.1 200'] } })
        .add('URL_REQUEST', 1, 'WEBSOCKET_RECV_FRAME_HEADER', { at: 300, params: { opcode: 1 } });
    const facts = (log: NetlogBuilder): unknown => read(log).observations.map(({ status, protocol, error, end }) => [status, protocol, error, end && end - ZERO]);
    expect(facts(upgraded(netlog()))).toEqual([[200, 'wss', null, null]]);
    expect(facts(upgraded(netlog()).add('URL_REQUEST', 1, 'WEBSOCKET_SENT_FRAME_HEADER', { at: 500, params: { opcode: 8 } }).add('URL_REQUEST', 1, 'WEBSOCKET_RECV_FRAME_HEADER', { at: 510, params: { opcode: 8 } }))).toEqual([[200, 'wss', null, 510]]);
    expect(facts(upgraded(netlog()).add('HTTP2_SESSION', 8, 'HTTP2_SESSION_CLOSE', { at: 700 }))).toEqual([[200, 'wss', null, 700]]);
  });

  it('contains what goes backwards, and lets no phase outlive its request', () => {
    const backwards = read(netlog().socket(5).request(1, { url: A, at: 100, socket: 5 }).add('URL_REQUEST', 1, 'HTTP_TRANSACTION_READ_BODY', { phase: 'END', at: 90 })).observations[0]!;
    expect([backwards.start - ZERO, backwards.end! - ZERO, backwards.problems]).toEqual([100, 100, [{ code: 'time-mismatch', message: "By the log's own clock it ends 10 ms before it begins; it is shown without a length." }]]);
    const { phases, end } = read(netlog().socket(5).request(1, { url: A, at: 100, socket: 5 }).add('URL_REQUEST', 1, 'HTTP_TRANSACTION_SEND_REQUEST', { phase: 'END', at: 900 })).observations[0]!;
    for (const phase of Object.values(phases)) if (phase.state === 'measured') expect(phase.end).toBeLessThanOrEqual(end!);
  });

  it('leaves out what is of no date that there is', () => {
    const { constants, events } = netlog().socket(5).request(1, { url: A, socket: 5 }).file();
    const late = readNetlog({ constants, events: [...events, { ...events[0], time: '1e17' }] });
    expect(late.ok && [late.value.skipped, late.value.observations.length]).toEqual([1, 1]);
  });

  it.each([
    ['Closing all sessions.', 'browser'],
    ['Finished going away', 'server'],
  ] as const)('knows who ended a session after a GOAWAY: %s', (description, by) => {
    const log = session().add('HTTP2_SESSION', 8, 'HTTP2_SESSION_RECV_GOAWAY', { at: 200, params: { error_code: '0 (NO_ERROR)' } }).add('HTTP2_SESSION', 8, 'HTTP2_SESSION_CLOSE', { at: 210, params: { description } });
    expect(reportOn(log).closed).toMatchObject({ by, words: description });
  });

  it('takes no handshake with a proxy for one with the server', () => {
    const asked = netlog()
      .socket(5, { group: 'https://a.test <https://a.test same_site>', tls: { version: 'TLS 1.3', next_proto: 'http/1.1' } })
      .add('SOCKET', 5, 'HTTP_TRANSACTION_TUNNEL_SEND_REQUEST', { phase: 'BEGIN', at: 20 });
    const outcomes = (log: NetlogBuilder): unknown => analysed(log).unused?.map((one) => [outcomeOf(one), one.error, one.protocol, one.readyAt && one.readyAt - ZERO]);
    expect(outcomes(asked)).toEqual([['never-ready', null, null, null]]);
    expect(outcomes(asked.add('SOCKET', 5, 'HTTP_TRANSACTION_TUNNEL_READ_HEADERS', { phase: 'END', at: 25 }))).toEqual([['never-ready', null, null, null]]);
    expect(outcomes(asked.add('SOCKET', 5, 'SSL_CONNECT', { phase: 'BEGIN', at: 25 }).add('SOCKET', 5, 'SSL_CONNECT', { phase: 'END', at: 30, params: { next_proto: 'h2' } }))).toEqual([['unused', null, 'h2', 30]]);
    expect(outcomes(asked.add('SOCKET', 5, 'HTTP_TRANSACTION_TUNNEL_READ_HEADERS', { phase: 'END', at: 31, params: { net_error: -101 } }))).toEqual([['failed', 'net::ERR_CONNECTION_RESET', null, null]]);
  });

  it.each([
    ['[direct://]', false],
    ['DIRECT', false],
    ['[127.0.0.1:3128]', true],
    ['PROXY proxy.test:80', true],
  ])('knows the address of a proxy from that of a server: %s', (proxy, isProxyAddress) => {
    const log = netlog().socket(5).add('HTTP2_SESSION', 8, 'HTTP2_SESSION', { phase: 'BEGIN', at: 20, params: { host: 'a.test:443', proxy } }).add('HTTP2_SESSION', 8, 'HTTP2_SESSION_INITIALIZED', { at: 20, to: 5 });
    expect(read(log.request(1, { url: 'https://a.test/', session: 8 })).observations).toMatchObject([{ isProxyAddress }]);
  });

  it.each([
    ['disabled', 'https://a.test:443 <k>'],
    ['enabled', 'pm/https://a.test:443 <k>'],
    ['enabled partitioned state allowed', 'pmpsa/https://a.test:443 <k>'],
    ['enabled without client certs', 'pmwocc/https://a.test:443 <k>'],
    ['of a later version', null],
  ])('calls the pool of a QUIC session as those of sockets: privacy mode %s', (mode, pool) => {
    const log = netlog().add('QUIC_SESSION', 9, 'QUIC_SESSION', { phase: 'BEGIN', at: 1, params: { host: 'a.test', port: 443, network_anonymization_key: 'k', privacy_mode: mode } });
    expect(reportOn(log.request(1, { url: 'https://a.test/', at: 100, session: 9 })).pool).toBe(pool);
  });

  it('has the requests that a limit of streams held back', () => {
    const log = session().add('HTTP2_SESSION', 8, 'HTTP2_SESSION_STALLED_MAX_STREAMS', { at: 50, params: { max_concurrent_streams: 2, url: 'https://a.test/x#y' } });
    expect(reportOn(log).heldBack).toEqual([{ at: ZERO + 50, url: 'https://a.test/x', limit: 2 }]);
  });

  it('knows a redirect that the browser made itself', () => {
    const log = netlog()
      .socket(5, { group: 'https://a.test <https://a.test same_site>' })
      .add('URL_REQUEST', 1, 'REQUEST_ALIVE', { phase: 'BEGIN', params: { url: A } })
      .add('URL_REQUEST', 1, 'URL_REQUEST_START_JOB', { phase: 'BEGIN', params: { url: A, method: 'GET' } })
      .add('URL_REQUEST', 1, 'URL_REQUEST_FAKE_RESPONSE_HEADERS_CREATED', { at: 1, params: { headers: ['HTTP/1.1 307 Internal Redirect', 'Location: https://a.test/a'] } })
      .add('URL_REQUEST', 1, 'URL_REQUEST_REDIRECTED', { at: 2, params: { location: 'https://a.test/a' } })
      .request(1, { url: 'https://a.test/a', at: 2, socket: 5, waited: true });
    expect(analysed(log).requests.map(({ url, status, origination }) => [url, status, origination.opening, 'reason' in origination && origination.reason])).toEqual([[A, 307, 'none', 'local'], ['https://a.test/a', 200, 'new', false]]);
  });

  it('keeps nothing of the command line', () => {
    expect(JSON.stringify(analysed(netlog().socket(5).request(1, { url: A, socket: 5 })))).not.toContain('secret');
  });

  it('leaves out what is no event, and reads on', () => {
    const { constants, events } = netlog().socket(5).request(1, { url: A, socket: 5 }).file();
    const strange = [null, 5, 'x', [], {}, { source: {} }, { type: 1e9, source: { id: 1, type: 1e9 }, time: '5' }, { type: 7, source: { id: 1, type: 7 }, time: 'soon' }];
    const result = readNetlog({ constants, events: [...strange, ...events] });
    expect(result.ok && [result.value.skipped, result.value.observations.length]).toEqual([7, 1]);
  });

  it.each<readonly [object, string | RegExp]>([
    [{}, 'Not a NetLog: expected `constants`.'],
    [{ constants: {} }, /does not say what its numbers mean/],
    ...['logEventTypes', 'logSourceType', 'logEventPhase'].map((lacking) => [{ constants: { ...netlog().socket(5).file().constants, [lacking]: {} } }, /does not say what its numbers mean/] as const),
    [{ constants: { ...netlog().socket(5).file().constants, timeTickOffset: 'never' } }, /does not say when it was recorded/],
  ])('is refused when its numbers cannot be read: %#', (file, words) => {
    const result = readNetlog(file);
    expect(result.ok ? '' : result.error).toMatch(words);
  });

  it.each<readonly [string, (file: { readonly constants: object; readonly events: readonly object[] }) => object, RegExp]>([
    ['events in reverse', ({ constants, events }) => ({ constants, events: [...events].reverse() }), /^This NetLog cannot be read: its \d+ events stand in the wrong order/],
    ['numbers of another version', ({ constants, events }) => ({ constants: { ...constants, logEventTypes: { CANCELLED: 0 } }, events }), /none of its \d+ events is of the beginning of one.*do not fit its `constants`/],
    ['an offset of no time', ({ constants, events }) => ({ constants: { ...constants, timeTickOffset: 1 }, events }), /cannot be dated: with its `constants.timeTickOffset`, 1, none of its \d+ events/],
    ['no sources', ({ constants, events }) => ({ constants, events: events.map((event) => ({ ...event, source: {} })) }), /none of its \d+ events has a `type`/],
  ])('is not read as an empty one: %s', (_name, spoil, words) => {
    const result = readNetlog(spoil(netlog().socket(5).request(1, { url: A, socket: 5 }).file()));
    expect(result.ok ? '' : result.error).toMatch(words);
  });

  it('takes no name of its constants for a method of ours', () => {
    const { constants, events } = netlog().socket(5).add('constructor', 1, '__proto__').add('SOCKET', 2, 'toString').file();
    expect(readNetlog({ constants, events }).ok).toBe(true);
  });
});
