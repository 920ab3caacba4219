import { describe, expect, it } from 'vitest';
import { lengthOf } from '../model/phase.ts';
import { chromiumEntry, harFile, OPENED, REUSED, ZERO } from '../test/har.ts';
import { netlog } from '../test/netlog.ts';
import { createAnyReader, type AnyFile } from './any-file.ts';
import { besideNetlog } from './beside.ts';

function file(text: string): AnyFile {
  const reader = createAnyReader({ raw: 'give-up' });
  reader.add(text);
  const read = reader.end();
  if (!read.ok) throw new Error(read.error);
  return read.value;
}

const A = 'http://a.test/a';
const har = (...entries: readonly unknown[]): AnyFile => file(JSON.stringify(harFile([...entries])));
const log = file(netlog().socket(5).request(1, { url: A, socket: 5, waited: true }).socket(6).request(2, { url: 'http://a.test/gone', at: 200, socket: 6, waited: true, error: -101 }).text());
const first = chromiumEntry({ url: A, id: '5', timings: OPENED });

describe('a HAR and a NetLog of one run', () => {
  it('are joined by the ids that both give, in either order', () => {
    for (const read of [besideNetlog(har(first), log), besideNetlog(log, har(first))]) expect(read).toMatchObject({ ok: true, value: { kind: 'har', observations: [{ url: A, reportedConnection: '5' }], wires: log.wires } });
  });

  it('give an id to what has none in HAR, where the NetLog has it near that time', () => {
    const gone = (at: number): unknown => chromiumEntry({ url: 'http://a.test/gone', at, id: null, connection: '80', status: 0, httpVersion: '', timings: { ...REUSED, blocked: 20 }, response: { _error: 'net::ERR_CONNECTION_RESET' } });
    const ids = (...entries: readonly unknown[]): unknown => {
      const read = besideNetlog(har(first, ...entries), log);
      return read.ok && read.value.observations.slice(1).map(({ reportedConnection }) => reportedConnection);
    };
    expect([ids(gone(299)), ids(gone(300)), ids(gone(201), gone(202))]).toEqual([['6'], [null], ['6', null]]);
  });

  it('say that no connection came about, where the NetLog knows that one was sought in vain', () => {
    const vain = file(netlog().socket(5).request(1, { url: A, socket: 5, waited: true }).request(2, { url: 'http://a.test/gone', at: 200, error: -3 }).text());
    const gone = (error?: string): unknown => chromiumEntry({ url: 'http://a.test/gone', at: 200, id: null, connection: '80', status: 0, httpVersion: '', timings: { ...REUSED, blocked: 20 }, response: error === undefined ? {} : { _error: error } });
    const told = (entry: unknown): unknown => {
      const read = besideNetlog(har(first, entry), vain);
      return read.ok && read.value.observations.slice(1).map(({ noConnection, reportedConnection }) => [noConnection, reportedConnection]);
    };
    expect([told(gone('net::ERR_ABORTED')), told(gone())]).toEqual([[['failed', null]], [[null, null]]]);
  });

  it('have the times of the NetLog where the HAR has all in one, and the HAR\'s elsewhere', () => {
    const kept = chromiumEntry({ url: 'http://a.test/gone', at: 210, id: null, ip: null, timings: { ...REUSED, blocked: 7, send: 0, wait: 0, receive: 0 }, response: { _error: 'net::ERR_BLOCKED_BY_ORB' } });
    const phases = (entry: unknown): unknown => {
      const read = besideNetlog(har(first, entry), log);
      return read.ok && read.value.observations.slice(1).map(({ start, connect, phases: { tcp, wait } }) => [start - ZERO, connect, tcp.state, (lengthOf(wait) ?? 0) > 0]);
    };
    const [, twin] = log.observations;
    expect(phases(kept)).toEqual([[twin!.start - ZERO, 'opened', twin!.phases.tcp.state, (lengthOf(twin!.phases.wait) ?? 0) > 0]]);
    expect(phases({ ...kept, timings: { ...REUSED } })).toEqual([[210, 'opened', 'skipped', true]]);
  });

  it('are read by the NetLog\'s clock, where the other has no date of its own', () => {
    const told = (name: string, ms: number, data: object): object => ({ name, ph: 'I', ts: 5_000_000 + ms * 1000, args: { data: { requestId: '1', ...data } } });
    const trace = file(JSON.stringify({ traceEvents: [
      told('ResourceSendRequest', -7, { url: A }),
      told('ResourceReceiveResponse', 33, { statusCode: 200, protocol: 'http/1.1', connectionId: 5, connectionReused: false, timing: { requestTime: 5, connectStart: 2, connectEnd: 12, sendStart: 12, sendEnd: 13, receiveHeadersEnd: 30 } }),
      told('ResourceFinish', 60, { finishTime: 5.04 }),
    ] }));
    const { send } = log.observations[0]!.phases;
    const sentAt = send.state === 'measured' ? send.start : Number.NaN;
    const read = besideNetlog(trace, log);
    expect(read.ok && read.value.observations.map(({ start, end, phases }) => [start - sentAt, end! - sentAt, phases.send.state === 'measured' && phases.send.start - sentAt, lengthOf(phases.tcp)])).toEqual([[-19, 28, 0, 10]]);
    // A HAR is dated by the clock that the NetLog is; of it 1 ms is the browser's own.
    expect(besideNetlog(har(first), log)).toMatchObject({ value: { observations: [{ start: ZERO }] } });
    const moved = har(chromiumEntry({ url: A, id: '5', timings: OPENED, at: 3_600_000, entry: { _webSocketMessages: [{ type: 'send', time: (ZERO + 3_600_009) / 1000, opcode: 1, data: '' }] } }));
    const [one] = (besideNetlog(moved, log) as { readonly value: AnyFile }).value.observations;
    expect(Math.abs(one!.start - ZERO)).toBeLessThan(100);
    expect(one!.logged!.messages!.map((message) => Math.round(message.at - one!.start))).toEqual([9]);
  });

  it('of another run are refused: ids begin again with each', () => {
    const other = chromiumEntry({ url: 'http://a.test/other', id: '5', timings: OPENED });
    expect(besideNetlog(har(other), log)).toMatchObject({ ok: false, error: expect.stringContaining('another run') });
    expect(besideNetlog(har(chromiumEntry({ url: A, id: '99' })), log)).toMatchObject({ ok: false });
    expect(besideNetlog(har(...Array.from({ length: 9 }, () => first), other), log).ok).toBe(true);
    expect(besideNetlog(har(...Array.from({ length: 8 }, () => first), other), log).ok).toBe(false);
  });

  it('of one run, whatever name and password an address has: a NetLog leaves them out', () => {
    expect(besideNetlog(har(chromiumEntry({ url: 'http://me:secret@a.test/a', id: '5', timings: OPENED })), log).ok).toBe(true);
  });

  it('of which nothing shows the same run are refused, and not said to be of two', () => {
    expect(besideNetlog(har(), log)).toEqual({ ok: false, error: 'Nothing shows that the NetLog is of the same run of the browser: the other file names none of its connections.' });
  });

  it('are one of each', () => {
    for (const [a, b] of [[log, log], [har(first), har(first)]] as const) expect(besideNetlog(a, b)).toMatchObject({ ok: false, error: expect.stringContaining('one of them is a NetLog') });
  });
});
