import fc from 'fast-check';
import { expect, it } from 'vitest';
import { chromiumEntry, firefoxEntry, genericEntry, OPENED, OPENED_TLS, REUSED, socketEntry, type Told } from '../../test/har.ts';
import { inAnyRecording } from '../../test/any-recording.ts';
import type { Analysis } from '../../model/analysis.ts';
import { insightOf } from '../insight.ts';
import type { Context, Reason } from './context.ts';
import type { Finding } from './finding.ts';
import { savingAccount } from '../accounts/finding.ts';
import { findingsOf } from './findings-of.ts';
import { totalSaving } from './findings.ts';
import { RULES } from './rules.ts';
import { aCase, allFound, h2, h2New, sentWith, theDocument } from './test/case.ts';

const REASONS: readonly Reason[] = ['first-contact', 'credentials', 'partition', 'parallel', 'server-close', 'idle-timeout', 'request-cap', 'drained', 'protocol-upgrade', 'quic-fallback', 'misdirected', 'not-coalesced', 'speculative', 'websocket', 'retry', 'unknown'];
const HEADERS: readonly Readonly<Record<string, string>>[] = [
  {},
  { 'Alt-Svc': 'h3=":443"; ma=60, "', Link: '<https://b.test>; rel=preconnect, <' },
  { Link: '<https://img2.test>; rel=preconnect; crossorigin', 'Keep-Alive': 'timeout=2, max=9' },
  { 'Server-Timing': 'cdn-upstream-connect;dur=9, ;;=', 'Content-Type': 'text/event-stream' },
  { Connection: 'close', 'Access-Control-Allow-Origin': '*' },
];

const anyTold: fc.Arbitrary<Told> = fc.record({
  url: fc.constantFrom('https://shop.test/', 'http://shop.test/', 'https://a.test/2', 'https://img1.test/3', 'https://img2.test/3', 'https://b.test/4', 'https://b.test/5'),
  at: fc.integer({ min: 0, max: 30_000 }),
  method: fc.constantFrom('GET', 'OPTIONS'),
  ip: fc.constantFrom('192.0.2.1', '192.0.2.2', null),
  httpVersion: fc.constantFrom('http/1.0', 'http/1.1', 'h2', 'h3', ''),
  timings: fc.constantFrom(REUSED, OPENED, OPENED_TLS, { ...REUSED, blocked: 300 }, { ...OPENED_TLS, connect: 900, wait: 4000 }, { send: 0, wait: 9, receive: 1 }, {}),
  status: fc.constantFrom(200, 302, 421, 502, 0),
  redirectTo: fc.constantFrom('', 'https://b.test/4', '//', 'x:'),
  headers: fc.constantFrom(...HEADERS),
});
const extras: fc.Arbitrary<Readonly<Record<string, unknown>>> = fc.record({
  _resourceType: fc.constantFrom('document', 'script', 'image', 'font', 'preflight', 'fetch'),
  _priority: fc.constantFrom('Low', 'High'),
  _initiator: fc.constantFrom({ type: 'script' }, { type: 'parser', url: 'https://shop.test/' }),
});
const SENT = [{}, { cookie: 'a=b' }, { 'sec-fetch-mode': 'cors', origin: 'https://shop.test' }] as const;
const anyEntry: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(anyTold, extras, fc.oneof(fc.integer({ min: 1, max: 60 }).map(String), fc.constant(null)), fc.constantFrom(...SENT)).map(([told, entry, id, sent]) => sentWith(chromiumEntry({ ...told, id, entry }), sent)) },
  anyTold.map((told) => chromiumEntry({ ...told, status: 0, response: { _error: 'net::ERR_QUIC_PROTOCOL_ERROR' } })),
  anyTold.map(({ at }) => socketEntry({ at: at ?? 0 })),
  anyTold.map((told) => firefoxEntry(told)),
  anyTold.map((told) => genericEntry(told)),
);

const SLOW = { ...OPENED_TLS, connect: 200, ssl: 100 };
const six = [0, 1, 2, 3, 4, 5];
const own = (host: string, more: Told = {}): Record<string, unknown> => h2New({ url: `https://${host}/x`, at: 200, id: `own ${host}`, ...more });
/** What chance would seldom put together. */
const STORY: readonly unknown[] = [
  theDocument({ id: 'document', ip: '192.0.2.7' }),
  sentWith(own('cdn.test'), { 'sec-fetch-mode': 'cors', origin: 'https://shop.test' }),
  sentWith(own('cdn.test', { at: 250, id: 'framed' }), { 'sec-fetch-mode': 'cors', 'sec-fetch-site': 'same-origin', origin: 'https://cdn.test' }),
  ...six.map((n) => own('poll.test', { at: 12_000 + n * 3000, id: `poll${n}` })),
  own('late.test', { at: 900, timings: SLOW, entry: { _resourceType: 'script', _priority: 'High', _initiator: { type: 'script' } } }),
  ...six.map((n) => chromiumEntry({ url: `https://files.test/${n}.png`, at: 100, id: `file${n}`, timings: OPENED_TLS, entry: { _resourceType: 'image' } })),
  ...six.map((n) => own(`once${'abcdef'[n]}.test`)),
  ...['shard1.shop.test', 'shard2.shop.test'].flatMap((host) => [own(host), h2({ url: `https://${host}/y`, at: 300, id: `own ${host}` })]),
  own('img.shop.test', { ip: '192.0.2.7' }),
  h2({ url: 'https://shop.test/go', at: 300, id: 'document', status: 302, redirectTo: 'https://goal.test/x' }),
  own('goal.test', { at: 316 }),
  ...[0, 3000, 3100, 6100, 6200].map((at, n) => h2({ url: 'https://app.test/z', at, id: 'app', status: n % 2 === 0 ? 200 : 502 })),
  ...six.flatMap((n) => [own('api.test', { at: 1000 + n, id: `cold${n}`, timings: SLOW }), h2({ url: 'https://api.test/y', at: 2000 + n, id: 'cold0' })]),
];

const anyContext: fc.Arbitrary<Context> = fc
  .record({
    entries: fc.tuple(fc.array(anyEntry, { maxLength: 30, size: 'max' }), fc.constantFrom([], STORY)).map(([some, story]) => [...some, ...story]),
    load: fc.constantFrom(undefined, 5, 10_000),
    // One recording has one kind of trouble, mostly: verdicts that are all different would seldom make a finding.
    why: fc.tuple(fc.constantFrom(...REASONS), fc.constantFrom(...REASONS)).chain((few) => fc.array(fc.record({ reason: fc.constantFrom(...few), confidence: fc.constantFrom('certain' as const, 'likely' as const, 'guess' as const) }), { maxLength: 41, size: 'max' })),
    stalls: fc.array(fc.array(fc.integer({ min: 0, max: 45 }), { maxLength: 12 }), { maxLength: 41 }),
  })
  .map(({ entries, load, why, stalls }) => aCase(entries, { ...(load === undefined ? {} : { load }), why: { ...why }, stalls: { ...stalls } }));

const inAny = (check: (findings: readonly Finding[], context: Context) => void): void => fc.assert(fc.property(anyContext, (context) => check(allFound(context), context)), { numRuns: 250 });

it('findings name requests and connections of the recording', () => {
  inAny((findings, { analysis }) => {
    const requests = new Set(analysis.requests.map(({ id }) => id));
    const connections = new Set(analysis.connections.map(({ id }) => id));
    for (const finding of findings) {
      expect(finding.requests.length).toBeGreaterThan(0);
      expect(finding.evidence.length).toBeGreaterThan(0);
      expect(finding.requests.filter((id) => !requests.has(id))).toEqual([]);
      expect(finding.connections.filter((id) => !connections.has(id))).toEqual([]);
      expect([new Set(finding.requests).size, new Set(finding.connections).size]).toEqual([finding.requests.length, finding.connections.length]);
      expect(finding.evidence.join('\n')).not.toMatch(/undefined|NaN|Infinity|\[object/);
    }
  });
});

it('every verdict, stall and finding of any recording has evidence, as the summary\'s schema demands', () => {
  const check = (analysis: Analysis): void => {
    const { why, stalls } = insightOf(analysis);
    for (const { evidence } of [...why.values(), ...stalls.values(), ...findingsOf(analysis)]) {
      expect(evidence.length).toBeGreaterThan(0);
      expect(evidence.every((sentence) => sentence.length > 3)).toBe(true);
      expect(evidence.join('\n')).not.toMatch(/undefined|NaN|Infinity|\[object/);
    }
  };
  inAnyRecording(check);
  // With the real verdicts in the place of those that were made up.
  inAny((_findings, { analysis }) => check(analysis));
});

it('savings lie inside the recording, apart from each other, and add up', () => {
  inAny((findings, { analysis: { span } }) => {
    for (const { savingMs } of findings) {
      if (savingMs === null || savingMs.over.length === 0) continue;
      let last = span!.start - 1;
      for (const [from, to] of savingMs.over) {
        expect(from).toBeGreaterThan(last);
        expect(to).toBeGreaterThan(from);
        last = to;
      }
      expect(savingMs.over[0]![0]).toBeGreaterThanOrEqual(span!.start);
      expect(last).toBeLessThanOrEqual(span!.end);
      expect(savingMs.upTo).toBeCloseTo(savingMs.over.reduce((sum, [from, to]) => sum + to - from, 0), 6);
    }
    const most = span === null ? 0 : span.end - span.start;
    expect(totalSaving(findings)).toBeLessThanOrEqual(most + 1e-6);
  });
});

it('savings are divided among requests of the finding, alone and all together', () => {
  inAny((findings, { analysis }) => {
    const add = (told: readonly Finding[]): number => savingAccount('', told, analysis).inputs.reduce((sum, { amount }) => sum + amount, 0);
    expect(add(findings)).toBeCloseTo(totalSaving(findings), 3);
    for (const finding of findings) expect(add([finding])).toBeCloseTo(finding.savingMs?.upTo ?? 0, 3);
  });
});

it('no two findings of one rule are about the same requests', () => {
  inAny((findings) => {
    const keys = findings.map(({ rule, origin, requests }) => [rule, origin, ...requests].join(' '));
    expect(new Set(keys).size).toBe(keys.length);
  });
});

it('every rule is reached by such recordings', () => {
  const reached = new Set(fc.sample(anyContext, { numRuns: 400, seed: 1 }).flatMap((context) => allFound(context).map(({ rule }) => rule)));
  expect(RULES.map(({ id }) => id).filter((id) => !reached.has(id))).toEqual([]);
});
