import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyse } from '../core/analysis/analyse.ts';
import { createLiveAnalysis } from '../core/analysis/live.ts';
import { instant } from '../core/base/units.ts';
import { chromiumEntry, firefoxEntry, genericEntry, OPENED, OPENED_TLS, REUSED, socketEntry, ZERO, type Told } from '../core/test/har.ts';
import { hiddenTiming, navigationTiming, newTiming, reusedTiming, timingBatch, webRecord } from '../core/test/timing.ts';
import { createEar } from './heard.ts';
import type { HostEvent } from './host.ts';
import { finished, running, timing, web } from './test/fake-host.ts';

/** One key never names two URLs: a request has one id and one URL, and so has a place in a document's list. */
const anyUrl = fc.constantFrom('http://a.test/1', 'http://a.test/4', 'https://a.test/2', 'https://b.test/3');
const anyTime = fc.integer({ min: 0, max: 300 });
const anyTold: fc.Arbitrary<Told> = fc.record({
  url: anyUrl,
  at: anyTime,
  ip: fc.constantFrom('127.0.0.1', '127.0.0.2', null),
  httpVersion: fc.constantFrom('http/1.0', 'http/1.1', 'h2', 'h3', ''),
  timings: fc.constantFrom(REUSED, OPENED, OPENED_TLS, { send: 0, wait: 9, receive: 1 }),
  status: fc.constantFrom(200, 304, 0),
});
const anyEntry: fc.Arbitrary<unknown> = fc.oneof(
  fc.tuple(anyTold, fc.constantFrom('page_1', 'page_2'), fc.constantFrom('document', 'script')).map(([told, pageref, _resourceType]) => chromiumEntry({ ...told, pageref, entry: { _resourceType } })),
  fc.tuple(anyTold, fc.constantFrom('1', '2', null)).map(([told, id]) => chromiumEntry({ ...told, id })),
  anyTime.map((at) => socketEntry({ at })),
  anyTold.map((told) => chromiumEntry({ ...told, id: null, status: 0, response: { _error: 'net::ERR_CONNECTION_REFUSED' } })),
  anyTold.map(firefoxEntry),
  anyTold.map(genericEntry),
);
const anyTiming = fc
  .tuple(fc.constantFrom(reusedTiming, newTiming, hiddenTiming), anyUrl, anyTime, fc.constantFrom('d1', 'd2'), fc.integer({ min: 0, max: 9 }))
  .map(([make, name, startTime, document, first]) => timing(timingBatch([make({ name, startTime })], { document: `${document} ${name}`, first })));
const anyDocument = fc
  .tuple(fc.constantFrom('http://a.test/1', 'https://b.test/3'), anyTime, fc.constantFrom('d1', 'd2', 'd3'), fc.array(anyTime, { maxLength: 1 }))
  .map(([name, at, document, back]) => timing(timingBatch([navigationTiming({ name })], { document: `${document} ${name}`, documentId: document, at, restoredAt: back.map((ms) => ZERO + ms) })));
const anyEvent: fc.Arbitrary<HostEvent | { readonly forget: number }> = fc.oneof(
  { weight: 5, arbitrary: anyEntry.map((entry) => finished(entry)) },
  anyEntry.map((entry) => running(entry)),
  { weight: 3, arbitrary: anyTiming },
  anyDocument,
  { weight: 2, arbitrary: fc.tuple(anyUrl, anyTime, fc.integer({ min: 1, max: 5 }), fc.constantFrom('d1', 'd2')).map(([url, at, id, topDocument]) => web(webRecord({ url, at, until: at + 20, topDocument, requestId: `${id} of ${url}` }))) },
  anyTime.map((forget) => ({ forget })),
);

describe('a live analysis, after whatever was heard and forgotten', () => {
  it('equals the analysis of everything at once', () => {
    fc.assert(
      fc.property(fc.array(fc.array(anyEvent, { maxLength: 6 }), { maxLength: 8 }), (batches) => {
        const ear = createEar();
        const live = createLiveAnalysis();
        for (const batch of batches) {
          for (const event of batch) {
            if ('forget' in event) ear.forgetBefore(instant(ZERO + event.forget));
            else ear.hear(event);
          }
          expect(live.update(ear.touched(), ear.heardOf)).toEqual(analyse(ear.heardOf()));
        }
      }),
      { numRuns: 400 },
    );
  });

  it('keeps what did not change', () => {
    const ear = createEar();
    const live = createLiveAnalysis();
    ear.hear(finished(chromiumEntry({ url: 'http://a.test/1', id: '1' }), chromiumEntry({ url: 'http://b.test/1', id: '2', at: 5 })));
    const before = live.update(ear.touched(), ear.heardOf);
    ear.hear(finished(chromiumEntry({ url: 'http://b.test/2', id: '2', at: 60, timings: REUSED })));
    const after = live.update(ear.touched(), ear.heardOf);
    expect(after.connections[0]).toBe(before.connections[0]);
    expect(after.origins[0]).toBe(before.origins[0]);
    expect(after.origins[1]).not.toBe(before.origins[1]);
  });
});
