import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { chromiumEntry, harFile, OPENED_TLS, REUSED } from '../test/har.ts';
import { analyseFile } from '../test/read.ts';
import { writeSummary } from './summary.ts';

const ajv = new Ajv2020({ allErrors: true, strictTypes: false });
addFormats.default(ajv);
const validate = ajv.compile(JSON.parse(readFileSync(new URL('../../../public/summary.schema.json', import.meta.url), 'utf8')) as object);

const SECOND = 1000;
const poll = (n: number): unknown => chromiumEntry({ url: `https://api.test/poll?session=s3cret&n=${n}`, at: n * 3 * SECOND, id: '1', timings: n === 0 ? OPENED_TLS : REUSED, headers: { 'Keep-Alive': 'timeout=5, max=100' } });
const stream = chromiumEntry({ url: 'http://user:pass@live.test/events;sid=s3cret?token=s3cret', at: 1, id: '2', timings: { ...OPENED_TLS, receive: -1 }, headers: { 'Content-Type': 'text/event-stream' }, entry: { time: 0 } });
const dial = (n: number): unknown => chromiumEntry({ url: 'wss://live.test/feed?token=s3cret', at: n * SECOND, id: null, status: 101, timings: { blocked: -1, dns: -1, ssl: -1, connect: -1, send: 0, wait: 5, receive: 300 } });
const { log } = writeSummary(analyseFile(harFile([...[0, 1, 2, 3, 4, 5, 6].map(poll), stream, ...[1, 2, 3, 4, 5].map(dial)], [])));

it('what insight adds is as the schema says', () => {
  expect(validate(JSON.parse(JSON.stringify({ log })))).toBe(true);
  expect([log._findings.length, log._coldWarm.length, log._keepAlive.length].every((n) => n > 0)).toBe(true);
});

describe('_findings', () => {
  it('name entries and connections of the file, and origins', () => {
    const [storm] = log._findings.filter(({ id }) => id === 'ws-reconnect-storm');
    expect(storm).toMatchObject({ severity: 'high', confidence: 'certain', origins: ['wss://live.test'], savingMs: null, docs: 'docs/findings/ws-reconnect-storm.md' });
    expect(storm!.entries.map((place) => log.entries[place]?.request.url)).toEqual(Array.from({ length: 5 }, () => 'wss://live.test/feed?token=redacted'));
    const connections = new Set(log._connections.map(({ id }) => id));
    expect(log._findings.flatMap((finding) => finding.connections).filter((id) => !connections.has(id))).toEqual([]);
  });

  it('hold no secrets', () => {
    expect(JSON.stringify(log._findings)).not.toMatch(/s3cret|user:pass/);
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
      gaps: { bridged: 6, lost: 0, histogram: [{ fromMs: 2000, toMs: 5000, bridged: 6, lost: 0 }] },
      advertised: { timeoutMs: 5000, max: 100, kept: 'untested' },
      advisedTimeoutMs: 5000,
      confidence: 'low',
    });
  });

  it('or says that there is not enough data', () => {
    expect(log._keepAlive.find(({ origin }) => origin === 'http://live.test')).toMatchObject({ advertised: null, advisedTimeoutMs: null, confidence: null, missing: 'not enough data' });
  });
});
