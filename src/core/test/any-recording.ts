import fc from 'fast-check';
import type { Analysis } from '../model/analysis.ts';
import { chromiumEntry, firefoxEntry, genericEntry, harFile, OPENED, OPENED_TLS, REUSED, socketEntry, ZERO, type Told } from './har.ts';
import { analyseFile } from './read.ts';

const anyTold: fc.Arbitrary<Told> = fc.record({
  url: fc.constantFrom('http://a.test/1', 'https://a.test/2', 'https://b.test/3?token=x', 'https://c.test:8443/it%27s'),
  // Bursts, and gaps of seconds and minutes between them.
  at: fc.tuple(fc.integer({ min: 0, max: 60 }), fc.constantFrom(0, 0, 1500, 4000, 8000, 30_000, 130_000, 400_000)).map(([near, far]) => near + far),
  ip: fc.constantFrom('127.0.0.1', '127.0.0.2', null),
  httpVersion: fc.constantFrom('http/1.0', 'http/1.1', 'h2', 'h3', ''),
  timings: fc.constantFrom(REUSED, { ...REUSED, blocked: 80 }, OPENED, OPENED_TLS, { ...OPENED_TLS, connect: 90, ssl: 60 }, { send: 0, wait: 9, receive: 1 }),
  status: fc.constantFrom(200, 304, 0),
  sent: fc.constantFrom({}, { Host: 'a.test', Cookie: 'a' }),
  headers: fc.constantFrom({}, { Connection: 'close' }, { 'Keep-Alive': 'timeout=5, max=2' }, { 'Keep-Alive': 'timeout=, max=x' }, { 'Content-Type': 'text/event-stream' }),
});

/** A browser that names connections, and each of them of one protocol and host. */
const anySensible: fc.Arbitrary<unknown> = fc
  .tuple(anyTold, fc.constantFrom(['1', 'http/1.1', 'http://a.test/1'], ['2', 'http/1.1', 'http://a.test/2'], ['3', 'h2', 'https://a.test/'], ['6', 'http/1.1', 'https://a.test/'], ['4', 'h2', 'https://b.test/'], ['5', 'h3', 'https://b.test/']))
  .map(([{ status: _status, ...told }, [id, httpVersion, url]]) => chromiumEntry({ ...told, id: id!, httpVersion: httpVersion!, url: url! }));

const anyEntry: fc.Arbitrary<unknown> = fc.oneof(
  { arbitrary: anySensible, weight: 8 },
  fc.tuple(anyTold, fc.constantFrom('1', '2', '3', null)).map(([told, id]) => chromiumEntry({ ...told, id })),
  anyTold.map((told) => chromiumEntry({ ...told, entry: { _fromCache: 'memory' } })),
  anyTold.map((told) => chromiumEntry({ ...told, status: 0, response: { _error: 'net::ERR_CONNECTION_REFUSED' } })),
  anyTold.map(({ at }) => socketEntry({ at: at ?? 0 })),
  anyTold.map(firefoxEntry),
  anyTold.map(genericEntry),
);

const pageAt = (at: number, onLoad: number): unknown => ({ id: `page_${at}`, title: 'https://a.test/', startedDateTime: new Date(ZERO + at).toISOString(), pageTimings: { onLoad } });
const anyPages: fc.Arbitrary<readonly unknown[]> = fc.constantFrom([], [pageAt(0, 50)], [pageAt(0, -1), pageAt(1500, 90)], [pageAt(0, 200_000)]);

/** What several browsers and tools may have recorded, sensible or not. */
export const anyRecording: fc.Arbitrary<Analysis> = fc.tuple(fc.oneof(fc.array(anyEntry, { maxLength: 60, size: 'max' }), fc.array(anySensible, { maxLength: 60, size: 'max' })), anyPages).map(([entries, pages]) => analyseFile(harFile(entries, pages)));

export const inAnyRecording = (check: (analysis: Analysis) => void): void => fc.assert(fc.property(anyRecording, check), { numRuns: 100 });
