import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, it, vi } from 'vitest';
import { chromiumEntry, harFile, OPENED_TLS, REUSED } from '../test/har.ts';
import { analyseFile } from '../test/read.ts';
import { PAGE, visit, type Step } from '../test/visit.ts';
import { misdirected } from '../insight/findings/misdirected.ts';
import { RULES } from '../insight/findings/rules.ts';
import { writeHar } from './har.ts';
import { writeSummary } from './summary.ts';

const ajv = new Ajv2020({ allErrors: true, strictTypes: false });
addFormats.default(ajv);
const validate = ajv.compile(JSON.parse(readFileSync(new URL('../../../public/summary.schema.json', import.meta.url), 'utf8')) as object);

const SECOND = 1000;
const poll = (n: number): unknown => chromiumEntry({ url: `https://api.test/poll?session=s3cret&n=${n}`, at: n * 3 * SECOND, id: '1', timings: n === 0 ? OPENED_TLS : REUSED, headers: { 'Keep-Alive': 'timeout=5, max=100' } });
const stream = chromiumEntry({ url: 'http://user:pass@live.test/events;sid=s3cret?token=s3cret', at: 1, id: '2', timings: { ...OPENED_TLS, receive: -1 }, headers: { 'Content-Type': 'text/event-stream' }, entry: { time: 0 } });
const dial = (n: number): unknown => chromiumEntry({ url: 'wss://live.test/feed?token=s3cret', at: n * SECOND, id: null, status: 101, timings: { blocked: -1, dns: -1, ssl: -1, connect: -1, send: 0, wait: 5, receive: 300 } });
const analysis = analyseFile(harFile([...[0, 1, 2, 3, 4, 5, 6].map(poll), stream, ...[1, 2, 3, 4, 5].map(dial)], [PAGE]));
const { log } = writeSummary(analysis);

it('what insight adds is as the schema says', () => {
  expect(validate(JSON.parse(JSON.stringify({ log })))).toBe(true);
  expect([log._findings.length, log._coldWarm.length, log._keepAlive.length].every((n) => n > 0)).toBe(true);
});

describe('_findings', () => {
  it('name entries and connections of the file, and origins', () => {
    const [storm] = log._findings.filter(({ id }) => id === 'ws-reconnect-storm');
    expect(storm).toMatchObject({ severity: 'low', confidence: 'certain', origins: ['wss://live.test'], savingMs: null, docs: 'docs/findings/ws-reconnect-storm.md' });
    expect(storm!.entries.map((place) => log.entries[place]?.request.url)).toEqual(Array.from({ length: 5 }, () => 'wss://live.test/feed?token=redacted'));
    const connections = new Set(log._connections.map(({ id }) => id));
    expect(log._findings.flatMap((finding) => finding.connections).filter((id) => !connections.has(id))).toEqual([]);
  });

  it('that are of several origins name all of these', () => {
    const paged = { ...PAGE, pageTimings: { onLoad: 5000 } };
    const once = [1, 2, 3, 4, 5].map((n) => `https://${n}.test`);
    const { _findings } = writeSummary(analyseFile(harFile(['https://page.test', ...once].map((origin, n) => chromiumEntry({ url: `${origin}/`, at: n * 10, id: `${n}`, pageref: PAGE.id, timings: OPENED_TLS })), [paged]))).log;
    expect(_findings.find(({ id }) => id === 'origins-contacted-once')?.origins).toEqual(once);
  });

  it('say what to change, and from where on that is told', () => {
    const storm = log._findings.find(({ id }) => id === 'ws-reconnect-storm');
    expect(storm?.fix).toMatchObject({ text: expect.stringMatching(/^[A-Z].*\.$/) as string, language: 'js' });
    expect(storm?.fix.snippet).toContain('Math.random()');
    for (const { id, threshold } of log._findings) {
      const { value, unit } = RULES.find((rule) => rule.id === id)!.threshold;
      expect(threshold).toEqual({ value, unit });
    }
  });

  it('hold no secrets', () => {
    expect(JSON.stringify(log._findings)).not.toMatch(/s3cret|user:pass/);
  });
});

it('_why names what else it may be, and what it is not', () => {
  const to = (path: string, at: number, on: number): Step => ({ url: `https://a.test/${path}`, at, on, opens: true, httpVersion: 'h2', sent: {} });
  const [, why] = writeSummary(visit(to('1', 0, 1), to('2', 100, 2))).log.entries.map(({ _why }) => _why);
  expect(why?.evidence.at(-1)).toMatch(/^It may also be drained: #1 /);
  expect(why?.ruledOut.every((sentence) => /^[a-z-]+: .*\.$/.test(sentence))).toBe(true);
});

describe('_setup', () => {
  it('adds up, and names entries and connections', () => {
    const { total, pages, origins, connections, beside } = log._setup;
    const sum = (parts: readonly { readonly all: { readonly sumMs: number } }[]): number => parts.reduce((ms, { all }) => ms + all.sumMs, 0);
    expect([total.requests, total.all.sumMs, sum(pages), sum(origins), connections.reduce((ms, { totalMs }) => ms + totalMs, 0) + beside.all.sumMs]).toEqual([2, 68, 68, 68, 68]);
    expect(connections.map(({ connection, origin, entry }) => [connection, origin, log.entries[entry]?._connection])).toEqual([['1', 'https://api.test', '1'], ['2', 'http://live.test', '2']]);
  });

  it('has what could have been avoided', () => {
    const { _setup, entries } = writeSummary(analyseFile(harFile([0, 1, 2].map((n) => chromiumEntry({ url: 'http://a.test/', at: n * SECOND, id: `${n}`, timings: OPENED_TLS, headers: { Connection: 'close' } })), []))).log;
    expect([_setup.total.avoidable, entries.map(({ _why }) => [_why?.reason, _why?.costMs])]).toEqual([{ requests: 2, sumMs: 68, clockMs: 68 }, [['first-contact', 34], ['server-close', 34], ['server-close', 34]]]);
    expect(_setup.connections.map(({ isAvoidable }) => isAvoidable)).toEqual([false, true, true]);
  });
});

describe('the HAR', () => {
  it('carries the same', () => {
    const { _findings, _setup, _coldWarm, _keepAlive } = writeHar(analysis).log;
    expect({ _findings, _setup, _coldWarm, _keepAlive }).toEqual({ _findings: log._findings, _setup: log._setup, _coldWarm: log._coldWarm, _keepAlive: log._keepAlive });
  });
});

describe('_coldWarm', () => {
  it('says what was measured, and that too few is not enough', () => {
    const [api] = log._coldWarm;
    expect(api).toMatchObject({
      origin: 'https://api.test',
      protocol: 'http/1.1',
      new: { firstByteMs: { n: 1, p50: null, p95: null, p99: null, missing: 'not enough data' } },
      reused: { firstByteMs: { n: 6, p50: 10.5, p95: 10.5, p99: 10.5 }, totalMs: { n: 6, p50: 13.5 } },
    });
    expect(api!.reused.totalMs).not.toHaveProperty('missing');
  });
});

describe('_keepAlive', () => {
  it('has gaps, what the server says, and the advice', () => {
    const api = log._keepAlive.find(({ origin }) => origin === 'https://api.test');
    expect(api).toEqual({
      origin: 'https://api.test',
      gaps: { bridged: 6, lost: 0, unsure: 0, histogram: [{ fromMs: 2000, toMs: 5000, bridged: 6, lost: 0 }] },
      advertised: { timeoutMs: 5000, kept: 'untested', max: 100, maxExceeded: 0, maxUsedUp: 0 },
      advisedTimeoutMs: 5000,
      confidence: 'low',
    });
  });

  it('or says that there is not enough data', () => {
    expect(log._keepAlive.find(({ origin }) => origin === 'http://live.test')).toMatchObject({ advertised: null, advisedTimeoutMs: null, confidence: null, missing: 'not enough data' });
  });
});

describe('_failedRules', () => {
  const withFailure = () => {
    const find = vi.spyOn(misdirected, 'find').mockImplementation(() => {
      throw new Error('No status of https://api.test/?token=s3cret.');
    });
    const files = [writeSummary, writeHar].map((write) => JSON.parse(JSON.stringify(write(analyseFile(harFile([poll(0)], []))))) as { readonly log: Record<string, unknown> });
    find.mockRestore();
    return files;
  };

  it('name the rules whose findings are missing, without what they say of the requests', () => {
    const [summary, har] = withFailure();
    expect([summary!.log['_failedRules'], har!.log['_failedRules']]).toEqual([['misdirected'], ['misdirected']]);
    expect(validate(summary)).toBe(true);
  });

  it('are absent where all rules ran', () => {
    expect(log).not.toHaveProperty('_failedRules');
  });
});
