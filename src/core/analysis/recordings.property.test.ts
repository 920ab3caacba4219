import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Analysis } from '../model/analysis.ts';
import { chromiumEntry, firefoxEntry, genericEntry, OPENED, OPENED_TLS, REUSED, socketEntry, type Told } from '../test/har.ts';
import { brokenInvariants } from '../test/invariants.ts';
import { simulate, type Load, type Served } from '../test/simulator.ts';
import { analyseEntries } from '../test/read.ts';

const anyLoads: fc.Arbitrary<readonly Load[]> = fc.array(
  fc.record({ asked: fc.integer({ min: 0, max: 600 }), serviceMs: fc.integer({ min: 1, max: 120 }), connectMs: fc.integer({ min: 1, max: 40 }) }),
  { minLength: 1, maxLength: 60 },
);

/** What a capture tells of it: all but the connection. */
const asEntry = ({ asked, sent, end, opened }: Served, index: number): unknown =>
  genericEntry({
    url: `http://shop.test:8080/${index}`,
    at: asked,
    timings: opened ? { blocked: 0, dns: -1, connect: 1, ssl: -1, send: 0, wait: end - sent - 1, receive: 0 } : { blocked: sent - asked, dns: -1, connect: -1, ssl: -1, send: 0, wait: end - sent, receive: 0 },
  });

describe('inferred HTTP/1.1 lanes of a load whose true history is known', () => {
  it('carry one request at a time, are as many as there were, and each begins with a request that opened it', () => {
    fc.assert(
      fc.property(anyLoads, (loads) => {
        const served = simulate(loads);
        const { connections, requests } = analyseEntries(...served.map(asEntry));
        for (const { requests: members } of connections) {
          const ends = members.map(({ end }) => end ?? Infinity);
          const sents = members.map(({ start, stalled }) => start + (stalled ?? 0));
          sents.slice(1).forEach((sent, index) => expect(sent).toBeGreaterThanOrEqual(ends[index]!));
          expect(members.map(({ origination }) => origination.opening)).toEqual(members.map((_, index) => (index === 0 ? 'new' : 'reused')));
        }
        expect(connections.length).toBe(new Set(served.map(({ connection }) => connection)).size);
        expect(requests.filter(({ connection }) => connection === null)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});

const anyTold: fc.Arbitrary<Told> = fc.record({
  url: fc.constantFrom('http://a.test/1', 'https://a.test/2', 'https://b.test/3'),
  at: fc.integer({ min: 0, max: 300 }),
  ip: fc.constantFrom('127.0.0.1', '127.0.0.2', null),
  httpVersion: fc.constantFrom('http/1.0', 'http/1.1', 'h2', 'h3', ''),
  timings: fc.constantFrom(REUSED, OPENED, OPENED_TLS, { send: 0, wait: 9, receive: 1 }),
  status: fc.constantFrom(200, 304, 0),
});
const anyEntry: fc.Arbitrary<unknown> = fc.oneof(
  fc.tuple(anyTold, fc.constantFrom('1', '2', null)).map(([told, id]) => chromiumEntry({ ...told, id })),
  anyTold.map((told) => chromiumEntry({ ...told, entry: { _fromCache: 'memory' } })),
  anyTold.map((told) => chromiumEntry({ ...told, status: 0, response: { _error: 'net::ERR_CONNECTION_REFUSED' } })),
  anyTold.map(({ at }) => socketEntry({ at: at ?? 0 })),
  anyTold.map(firefoxEntry),
  anyTold.map(genericEntry),
);
const anyAnalysis: fc.Arbitrary<Analysis> = fc.array(anyEntry, { maxLength: 30 }).map((entries) => analyseEntries(...entries));

describe('in any recording', () => {
  it('everything holds that holds of every one', () => {
    fc.assert(fc.property(anyAnalysis, (analysis) => {
      expect(brokenInvariants(analysis)).toEqual([]);
    }), { numRuns: 500 });
  });
});
