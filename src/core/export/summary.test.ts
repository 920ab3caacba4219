import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { analyse, NOTHING_HEARD } from '../analysis/analyse.ts';
import { ofManual } from '../test/example.ts';
import { chromiumEntry, harFile, OPENED_TLS, ZERO } from '../test/har.ts';
import { analyseFile } from '../test/read.ts';
import { ofChromium, ofFirefox } from '../test/recordings.ts';
import { OTHERWISE, RULES } from '../insight/why/rules.ts';
import { ofCrowd, ofUnsure } from '../test/unsure.ts';
import { PAGE, visit } from '../test/visit.ts';
import { KEEPING } from './privacy.ts';
import { writeSummary, type Summary } from './summary.ts';

const schema = JSON.parse(readFileSync(new URL('../../../public/summary.schema.json', import.meta.url), 'utf8')) as object;
const ajv = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true, strictRequired: false, strictTypes: false });
addFormats.default(ajv);
const validate = ajv.compile(schema);
/** What the file on disk says, read back. */
const written = (summary: unknown): unknown => JSON.parse(JSON.stringify(summary));
/** The names of all fields that a part of the schema speaks of. */
const fieldsIn = (part: unknown): readonly string[] => [...JSON.stringify(part).matchAll(/"(\w+)":\{"(?:description|type|\$ref|const)"/g)].map(([, name]) => name!).filter((name) => !['properties', 'items', 'gaps'].includes(name));
const faults = (summary: unknown): unknown => (validate(written(summary)) ? [] : validate.errors);

describe('the schema', () => {
  it.each([
    ['of Chromium', ofChromium()],
    ['of Firefox', ofFirefox()],
    ['that is unsure', ofUnsure()],
    ['of which nothing tells who had which connection', ofCrowd()],
    ['of nothing', analyse(NOTHING_HEARD)],
  ])('holds for a recording %s', (_name, analysis) => {
    expect(faults(writeSummary(analysis))).toEqual([]);
  });

  it('holds of a setup that had begun before its first request came, and says so', () => {
    const summary = writeSummary(visit({ url: 'https://a.test/', at: 100, on: 1, httpVersion: 'h2', timings: { blocked: 20.5, dns: 0, connect: 60, ssl: 60, send: 0, wait: 10, receive: 5, _blocked_queueing: 20.5 } }));
    expect(faults(summary)).toEqual([]);
    expect([summary.log._connections[0]!.setupCut, writeSummary(ofChromium()).log._connections[0]!.setupCut]).toEqual([true, undefined]);
  });

  const { log } = writeSummary(ofChromium());
  const [entry] = log.entries;
  it.each([
    ['an unknown field', { log: { ...log, _more: 1 } }],
    ['an unknown field of an entry', { log: { ...log, entries: [{ ...entry, _more: 1 }] } }],
    ['a cookie', { log: { ...log, entries: [{ ...entry, response: { ...entry?.response, cookies: [{ name: 'a', value: 'b' }] } }] } }],
    ['no reason for no connection', { log: { ...log, entries: [{ ...entry, _opening: 'none' }] } }],
    ['a reason where there is a connection', { log: { ...log, entries: [{ ...entry, _noConnection: 'failed' }] } }],
    ['a missing figure', { log: { ...log, _totals: { ...log._totals, reused: undefined } } }],
    ['other connections without how surely', { log: { ...log, entries: [{ ...entry, _connectionOthers: ['1'] }] } }],
    ['a date that is none', { log: { ...log, entries: [{ ...entry, startedDateTime: 'now' }] } }],
  ])('refuses %s', (_name, summary) => {
    expect(faults(summary)).not.toEqual([]);
  });
});

describe('verdicts', () => {
  const url = (path: string): string => `http://a.test/${path}`;
  const six = Array.from({ length: 6 }, (_, i) => ({ url: url(`p${i}`), at: i, on: i + 1, opens: true as const, wait: 470 }));
  const summary = writeSummary(visit(...six, { url: url('late'), at: 100, on: 1, stalled: 400 }));

  it('every reason that a rule may give is in the schema, and no other', () => {
    const words = [...new Set([...RULES, OTHERWISE].map(({ reason }) => reason))].toSorted();
    const schemaWords = /"_why":.*?"enum":(\[[^\]]*\])/.exec(JSON.stringify(schema))?.[1] ?? '[]';
    expect((JSON.parse(schemaWords) as string[]).toSorted()).toEqual(words);
  });

  it('are written for what opened a connection, and for what waited', () => {
    expect(faults(summary)).toEqual([]);
    expect(summary.log.entries.map(({ _why, _stalledBy }) => [_why?.reason, _stalledBy?.why])).toEqual([['first-contact', undefined], ...Array.from({ length: 5 }, () => ['parallel', undefined]), [undefined, 'slots']]);
  });

  it('are added up per origin, where HTTP/1 made it wait', () => {
    expect(summary.log._origins.map(({ headOfLine }) => headOfLine)).toEqual([{ requests: 1, sumMs: 400, clockMs: 400 }]);
    expect(writeSummary(ofChromium()).log._origins.every(({ headOfLine }) => headOfLine.requests === 0 && headOfLine.sumMs === 0)).toBe(true);
  });

  it('name the holders by their place in the file', () => {
    const holders = summary.log.entries[6]?._stalledBy?.holders ?? [];
    expect(holders.map(({ entry }) => entry).toSorted()).toEqual([0, 1, 2, 3, 4, 5]);
    expect(holders.every(({ entry, until }) => until === new Date(ZERO + 500 + entry).toISOString())).toBe(true);
  });

  it('are refused without a reason where there is a new connection, and with one where there is none', () => {
    const [first] = summary.log.entries;
    expect(faults({ log: { ...summary.log, entries: [{ ...first, _why: undefined }] } })).not.toEqual([]);
    expect(faults({ log: { ...summary.log, entries: [{ ...first, _opening: 'reused' }] } })).not.toEqual([]);
    expect(faults({ log: { ...summary.log, entries: [{ ...first, _why: { ...first?._why, reason: 'because' } }] } })).not.toEqual([]);
  });
});

describe('the manual', () => {
  const manual = readFileSync(new URL('../../../docs/summary.md', import.meta.url), 'utf8');
  const example = JSON.parse(/```json\n([\s\S]*?)```/.exec(manual)?.[1] ?? '{}') as Summary;
  const { log } = writeSummary(ofChromium());

  it('explains every field that is ours, and every word that it may hold', () => {
    const ofInsight = ['finding', 'percentiles', 'times', 'coldWarm', 'keepAlive', 'spent', 'setup', 'setupCost', 'setupOfPage', 'setupOfOrigin', 'setupOfConnection'].flatMap((name) => fieldsIn((schema as { $defs: Record<string, unknown> }).$defs[name]));
    const names = [...Object.keys(log._totals), ...Object.keys(log._origins[0] ?? {}), ...Object.keys(log._connections[0] ?? {}), ...ofInsight, '_connection', '_opening', '_stalled', '_basis', '_noConnection', '_unknownBecause', '_resourceType', '_error', '_open', '_problems', '_hidden', '_why', '_stalledBy', 'ruledOut', 'costMs', 'fix', 'evidence', 'holders', 'until', 'entry'];
    const words = [...JSON.stringify(schema).matchAll(/"enum":\[([^\]]*)\]/g)].flatMap(([, list = '']) => list.split(',').map((word) => word.slice(1, -1))).filter((word) => word !== '');
    expect([...names, ...words].filter((name) => !new RegExp(`[\`.]${name}\``).test(manual))).toEqual([]);
  });

  it('shows an example that the schema accepts as it stands, and that is what is written', () => {
    expect(faults(example)).toEqual([]);
    // Verdicts have sentences, which their own tests hold.
    const figures = ({ log }: Summary): unknown => written({ ...log, entries: log.entries.map(({ _why, ...entry }) => ({ ...entry, reason: _why?.reason })) });
    expect(figures(example)).toEqual(figures(writeSummary(ofManual())));
  });
});

describe('the summary', () => {
  const { log } = writeSummary(ofChromium());
  const openings = (summary: Summary): readonly string[] => summary.log.entries.map(({ _opening, _noConnection, _unknownBecause }) => [_opening, _noConnection ?? _unknownBecause ?? ''].join(' ').trim());

  it('says of each request how it came by its connection', () => {
    expect(openings({ log })).toEqual(['new', 'reused', 'opened-earlier', 'none memory-cache', 'none failed', 'unknown failed', 'none local', 'new', 'none failed']);
    expect(openings(writeSummary(ofFirefox())).toSorted()).toEqual(['new', 'new', 'none cache-or-service-worker', 'reused', 'reused', 'unknown cross-origin', 'unknown no-timings']);
  });

  it('has every length to the microsecond, without what the sums of dates add to it', () => {
    const timings = { ...OPENED_TLS, blocked: 0.1, dns: 0.1, connect: 9.9, ssl: 3.3 };
    const { log } = writeSummary(analyseFile(harFile([chromiumEntry({ url: 'https://shop.test/', timings })], [{ ...PAGE, pageTimings: { onContentLoad: 9.9, onLoad: 99.9 } }])));
    expect([log._totals, log._origins[0]]).toMatchObject([{ setupMs: 10, stalledMs: 0.1 }, { setupMs: 10, stalledMs: 0.1 }]);
    expect([log._connections[0]?.setup, log.pages[0]?.pageTimings]).toEqual([{ dnsMs: 0.1, connectMs: 9.9, tlsMs: 3.3 }, { onContentLoad: 9.9, onLoad: 99.9 }]);
  });

  it('names each connection once, and every entry\'s connection is there', () => {
    const ids = log._connections.map(({ id }) => id);
    expect(ids).toEqual(['58', '~1', '61']);
    expect(log.entries.flatMap(({ _connection }) => _connection ?? []).filter((id) => !ids.includes(id))).toEqual([]);
    expect(log._connections.reduce((sum, { requests }) => sum + requests, 0)).toBe(log.entries.filter(({ _connection }) => _connection !== undefined).length);
  });

  it('tells a reported connection from an inferred one', () => {
    expect(log._connections).toMatchObject([
      { basis: 'reported', reportedId: '58', confidence: 1, origins: ['https://shop.test', 'https://cdn.test'], openedAt: new Date(ZERO + 2).toISOString(), setup: { dnsMs: 4, connectMs: 30, tlsMs: 18 } },
      { basis: 'inferred', reportedId: null, confidence: 0.99, protocol: 'ws', closed: { reason: 'websocket-closed' } },
      { basis: 'reported', reportedId: '61', openedAt: null, setup: null, closed: { reason: 'connection-close' } },
    ]);
  });

  it('has no cookies, query lists or bodies, and no secrets; of headers those that conclusions rest on', () => {
    for (const { request, response } of log.entries) expect([request.cookies, request.queryString, response.cookies].flat()).toEqual([]);
    const sent = { Host: 'a.test', Cookie: 'a=b', Referer: 'https://b.test/secret', 'User-Agent': 'me', 'Access-Control-Request-Method': 'PUT' };
    const headers = { 'Content-Type': 'text/html', 'Keep-Alive': 'timeout=5', 'Set-Cookie': 'a=b', ETag: '"1"', Link: '</a?token=abc>; rel=preload' };
    const [one] = writeSummary(analyseFile(harFile([chromiumEntry({ sent, headers })])), KEEPING).log.entries;
    expect([one!.request.headers, one!.response.headers].map((list) => list.map(({ name, value }) => `${name}: ${value}`))).toEqual([
      ['host: shop.test:8080', 'referer: https://b.test', 'cookie: redacted', 'Access-Control-Request-Method: PUT'],
      ['Content-Type: text/html', 'Keep-Alive: timeout=5', 'Link: </a?token=abc>; rel=preload'],
    ]);
    expect(JSON.stringify(log)).not.toContain('token=abc');
    expect(log.entries[0]?.request.url).toBe('https://shop.test/?q=shoes&token=redacted');
  });

  it('is HAR 1.2: every field that HAR demands is there, and `time` is the sum of the timings', () => {
    for (const { timings, time } of log.entries) {
      const parts = [timings.blocked, timings.dns, timings.connect, timings.send, timings.wait, timings.receive];
      expect(time).toBeCloseTo(parts.reduce<number>((sum, part) => sum + Math.max(part ?? 0, 0), 0), 6);
    }
    expect(Object.keys(log.entries[0] ?? {})).toEqual(expect.arrayContaining(['startedDateTime', 'time', 'request', 'response', 'cache', 'timings']));
  });
});
