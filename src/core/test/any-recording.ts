import fc from 'fast-check';
import { fieldsOf } from '../base/unknown.ts';
import type { Analysis } from '../model/analysis.ts';
import { chromiumEntry, firefoxEntry, genericEntry, harFile, OPENED, OPENED_TLS, REUSED, socketEntry, ZERO, type Told } from './har.ts';
import { playwrightEntry, sitespeedEntry, totalEntry, webPageTestEntry } from './har-tools.ts';
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
  headers: fc.constantFrom({}, { Connection: 'close' }, { 'Keep-Alive': 'timeout=5, max=2' }, { 'Keep-Alive': 'timeout=, max=x' }, { 'Content-Type': 'text/event-stream' }, { 'Content-Length': '85', Link: '<https://b.test>; rel=preconnect', 'Cross-Origin-Embedder-Policy': 'credentialless' }),
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
  anyTold.map(({ at = 0 }) => socketEntry({ at, entry: { _webSocketMessages: [{ type: 'send', time: (ZERO + at + 100) / 1000, opcode: 1, data: 'a' }, { type: 'receive', time: (ZERO + at + 200) / 1000, opcode: 1, data: 'b' }] } })),
  anyTold.map(({ at = 0 }) => chromiumEntry({ at, method: 'OPTIONS', sent: { Host: 'a.test', 'Access-Control-Request-Method': 'PUT' }, entry: { _initiator: { type: 'parser', url: 'https://a.test/' } } })),
  anyTold.map(firefoxEntry),
  anyTold.map(genericEntry),
  anyTold.map(({ timings, ...told }) => playwrightEntry({ ...told, timings: { ssl: -1, dns: -1, ...timings, send: 0 } })),
  anyTold.map(({ timings: _timings, ...told }) => totalEntry(told)),
);

const pageAt = (at: number, onLoad: number, id = `page_${at}`, title = 'https://a.test/'): unknown => ({ id, title, startedDateTime: new Date(ZERO + at).toISOString(), pageTimings: { onLoad } });
const anyPages: fc.Arbitrary<readonly unknown[]> = fc.constantFrom([], [pageAt(0, 50)], [pageAt(0, -1), pageAt(1500, 90)], [pageAt(0, 200_000)], [pageAt(40, 90, 'page_40', 'https://b.test/'), pageAt(0, 5000)]);

const anyFile: fc.Arbitrary<unknown> = fc
  .tuple(fc.oneof(fc.array(anyEntry, { maxLength: 60, size: 'max' }), fc.array(anySensible, { maxLength: 60, size: 'max' })), anyPages, fc.array(fc.constantFrom(null, 'page_0', 'page_40', 'page_1500', 'gone'), { minLength: 1, maxLength: 5 }))
  .map(([entries, pages, names]) => harFile(entries.map((entry, i) => named(entry, names[i % names.length]!)), pages));

const named = (entry: unknown, pageref: string | null): unknown => (pageref === null ? entry : { ...fieldsOf(entry), pageref });

/** Several runs of the browser, all on one clock, of which one page may be missing. */
const runsOf = (pageOf: (run: number) => string, entryOf: (told: Told) => unknown): fc.Arbitrary<unknown> =>
  fc
    .tuple(fc.array(fc.tuple(anyTold, fc.constantFrom('1', '2', null), fc.integer({ min: 0, max: 2 })), { maxLength: 40, size: 'max' }), fc.constantFrom([0, 1, 2], [0, 2], [1]))
    .map(([entries, pages]) =>
      harFile(
        entries.map(([told, connection, run]) => entryOf({ ...told, connection, pageref: pageOf(run) })),
        pages.map((run) => pageAt(run * 20, 500, pageOf(run), run === 1 ? 'https://b.test/' : 'https://a.test/')),
      ),
    );
const anyRuns: fc.Arbitrary<unknown> = fc.oneof(
  runsOf((run) => `page_1${'-1'.repeat(run)}`, sitespeedEntry),
  runsOf((run) => `page_${run + 1}_0_1`, ({ connection, ...told }) => webPageTestEntry({ ...told, timings: { ...told.timings, blocked: -1, send: 0 }, socket: connection })),
  runsOf((run) => `page_1_${run}`, genericEntry),
);

/** What several browsers and tools may have recorded, sensible or not. */
export const anyRecording: fc.Arbitrary<Analysis> = fc.oneof({ arbitrary: anyFile, weight: 3 }, { arbitrary: anyRuns, weight: 1 }).map(analyseFile);

export const inAnyRecording = (check: (analysis: Analysis) => void): void => fc.assert(fc.property(anyRecording, check), { numRuns: 100 });
