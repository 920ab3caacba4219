import { describe, expect, it } from 'vitest';
import { summaryProblems } from '../../../e2e/summary-schema.ts';
import { analyse, NOTHING_HEARD } from '../analysis/analyse.ts';
import { readNetlog } from '../capture/netlog/netlog.ts';
import type { Analysis } from '../model/analysis.ts';
import { netlog } from '../test/netlog.ts';
import { exportFile } from './exporters.ts';
import { KEEPING, sanitising, type Privacy } from './privacy.ts';
import { removedFrom } from './removed.ts';
import { writeSummary, type Summary } from './summary.ts';

const IDLE = { at: 900, reason: 'Idle time limit expired' };
const group = (site: string, isPrivate = false): string => `${isPrivate ? 'pm/' : ''}https://www.a.test <${site} same_site>`;

/** Two pools of one origin; an unused preconnect, a refused second attempt; and one of another tab. */
function recording(): Analysis {
  const log = netlog()
    .socket(5, { group: group('https://a.test'), tls: { next_proto: 'h2' } })
    .add('HTTP2_SESSION', 8, 'HTTP2_SESSION', { phase: 'BEGIN', at: 20, params: { host: 'www.a.test:443' } })
    .add('HTTP2_SESSION', 8, 'HTTP2_SESSION_INITIALIZED', { at: 20, to: 5 })
    .add('HTTP2_SESSION', 8, 'HTTP2_SESSION_RECV_GOAWAY', { at: 200 })
    .add('HTTP2_SESSION', 8, 'HTTP2_SESSION_CLOSE', { at: 210, params: { description: 'Bye: https://a.test/?token=hunter2' } })
    .socket(6, { at: 20, group: group('https://embedder.test', true), preconnect: true, tls: { next_proto: 'http/1.1' } })
    .socket(7, { at: 30, group: group('https://a.test'), preconnect: true, tls: { next_proto: 'http/1.1' }, closed: IDLE })
    .socket(9, { at: 30, group: group('https://a.test'), backup: true })
    .add('SOCKET', 9, 'TCP_CONNECT', { phase: 'END', at: 60, params: { net_error: -102 } })
    .socket(10, { at: 50, group: 'https://other-tab.test <https://other-tab.test same_site>', closed: IDLE })
    .request(1, { url: 'https://www.a.test/', at: 0, socket: 5, session: 8, waited: true, type: 'main frame' })
    .request(2, { url: 'https://www.a.test/x', at: 100, socket: 6 });
  const read = readNetlog(log.file());
  if (!read.ok) throw new Error(read.error);
  return analyse({ ...NOTHING_HEARD, har: read.value.observations }, read.value.pages, read.value.wires);
}

const analysis = recording();
const fileOf = (id: string, privacy: Privacy): string => exportFile(id, analysis, privacy)?.content ?? '';
const summary = (privacy: Privacy): Summary['log'] => writeSummary(analysis, privacy).log;

it('a log without a request has its connections, and how many are not named', () => {
  const read = readNetlog(netlog().socket(5, { preconnect: true, closed: IDLE }).socket(6, { at: 40 }).file());
  if (!read.ok) throw new Error(read.error);
  const silent = analyse({ ...NOTHING_HEARD, har: [] }, [], read.value.wires);
  expect(exportFile('report', silent)?.content).toContain('2 connections to hosts that no request went to are not listed.');
  expect(exportFile('report', silent, KEEPING)?.content).toMatch(/has no requests\.[^]*#5 \| nobody yet/);
});

describe('what is told in sentences', () => {
  const log = netlog()
    .socket(5, { group: group('https://a.test'), tls: { next_proto: 'http/1.1' } })
    .socket(6, { at: 100, group: group('https://embedder.test'), tls: { next_proto: 'http/1.1' } })
    .request(1, { url: 'https://www.a.test/', at: 0, socket: 5, waited: true, type: 'main frame' })
    .request(2, { url: 'https://www.a.test/x', at: 100, socket: 6, waited: true });
  const read = readNetlog(log.file());
  if (!read.ok) throw new Error(read.error);
  const apart = analyse({ ...NOTHING_HEARD, har: read.value.observations }, read.value.pages, read.value.wires);

  it.each(['har', 'summary', 'report'])('names no other host in the %s either', (id) => {
    const reason = 'It belongs to the pool `https://www.a.test <https://… same_site>`; #5 belongs to `https://www.a.test <https://a.test same_site>` (NetLog).';
    const text = exportFile(id, apart)!.content;
    expect(text).not.toContain('embedder.test');
    if (id !== 'report') expect((JSON.parse(text) as Summary).log.entries[1]?._why).toMatchObject({ reason: 'partition', evidence: [reason] });
  });
});

describe('before a file is written', () => {
  const log = netlog()
    .socket(5, { group: group('https://embedder.test'), tls: { next_proto: 'http/1.1' } })
    .socket(10, { at: 50, group: 'https://other-tab.test <https://other-tab.test same_site>', closed: IDLE })
    .socket(11, { at: 60, group: 'https://other-tab.test <https://other-tab.test same_site>', closed: IDLE })
    .request(1, { url: 'https://ann:hunter2@www.a.test/?token=hunter2', at: 0, socket: 5, waited: true, type: 'main frame' });
  const read = readNetlog(log.file());
  if (!read.ok) throw new Error(read.error);
  const whole = analyse({ ...NOTHING_HEARD, har: read.value.observations }, read.value.pages, read.value.wires);

  it('is told what it leaves out, also of what no HAR said', () => {
    expect(removedFrom(whole).map(({ what, count, names }) => [what, count, names])).toEqual([['parameter', 2, ['token']], ['user name', 2, []], ['host', 2, []]]);
  });

  it('is told that there is nothing to write where no entry came as HAR', () => {
    expect(() => exportFile('capture', whole)).toThrow('A raw capture has the entries of a HAR as they came, and this was read from a log of another kind: the log itself is the capture.');
    expect(() => exportFile('capture', whole, KEEPING)).toThrow();
    expect(exportFile('capture', analyse(NOTHING_HEARD))).not.toBeNull();
  });
});

describe('what a NetLog tells', () => {
  it('is in the summary: who opened a connection, its pool, its end, GOAWAY', () => {
    const { _connections: connections } = summary(sanitising());
    expect(connections.map(({ netlog: told }) => told)).toEqual([
      { openedAt: '2026-11-21T00:00:00.002Z', openedFor: 'request', pool: group('https://a.test'), closed: { at: '2026-11-21T00:00:00.210Z', by: 'server', words: expect.stringContaining('Bye') as string }, goAwayAt: '2026-11-21T00:00:00.200Z' },
      { openedAt: '2026-11-21T00:00:00.022Z', openedFor: 'preconnect', pool: 'pm/https://www.a.test <https://… same_site>', closed: null, goAwayAt: null },
    ]);
    expect(summaryProblems(JSON.parse(fileOf('summary', sanitising())))).toEqual([]);
  });

  it('has the connections that no request used, and how many are left out', () => {
    const { _unused: unused } = summary(sanitising());
    expect(unused?.connections.map(({ id, outcome, error, protocol, setup, netlog: told }) => [id, outcome, error, protocol, setup, told.openedFor, told.closed?.words])).toEqual([
      ['7', 'unused', null, 'http/1.1', { dnsMs: 2, connectMs: 18, tlsMs: 8 }, 'preconnect', IDLE.reason],
      ['9', 'failed', 'net::ERR_CONNECTION_REFUSED', null, { dnsMs: 2, connectMs: 28, tlsMs: null }, 'backup', undefined],
    ]);
    expect(unused?.elsewhere).toBe(1);
  });

  it('is in the table of connections', () => {
    const [head, ...rows] = fileOf('connections', sanitising()).trimEnd().split('\r\n').map((line) => line.split(','));
    const at = (name: string): number => head!.indexOf(name);
    expect(rows.map((row) => ['connection', 'requests', 'outcome', 'error', 'opened_for', 'closed_by', 'goaway'].map((name) => row[at(name)]))).toEqual([
      ['5', '1', 'used', '', 'request', 'server', '2026-11-21T00:00:00.200Z'],
      ['6', '1', 'used', '', 'preconnect', '', ''],
      ['7', '0', 'unused', '', 'preconnect', 'browser', ''],
      ['9', '0', 'failed', 'net::ERR_CONNECTION_REFUSED', 'backup', '', ''],
    ]);
  });

  it('is in the report', () => {
    const report = fileOf('report', sanitising());
    expect(report).toContain('| a request | 1 | 0 | 0 | 0 |\n| nobody yet (preconnect) | 1 | 1 | 0 | 0 |\n| a second attempt | 0 | 0 | 1 | 0 |');
    expect(report).toContain('GOAWAY came on 1 connection.');
    expect(report).toContain('| `https://www.a.test` | `pm/https://www.a.test <https://… same_site>` | 1 |');
    expect(report).toContain('| `https://www.a.test` | #7 | nobody yet (preconnect) | unused | Idle time limit expired |');
    expect(report).toContain('1 connection to hosts that no request went to is not listed.');
  });

  it('names no host that no request went to, and no secret, unless told to', () => {
    for (const id of ['summary', 'connections', 'report']) {
      const [text, kept] = [fileOf(id, sanitising()), fileOf(id, KEEPING)];
      for (const secret of ['embedder.test', 'other-tab.test', 'hunter2']) {
        expect(text, id).not.toContain(secret);
        expect(kept, id).toContain(secret);
      }
    }
    expect(summary(KEEPING)._unused).toMatchObject({ elsewhere: 0, connections: { length: 3 } });
    expect(summaryProblems(JSON.parse(fileOf('summary', KEEPING)))).toEqual([]);
  });
});
