import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyseEntries } from '../../core/test/read.ts';
import { anyRecording } from '../../core/test/any-recording.ts';
import { chromiumEntry, genericEntry, REUSED } from '../../core/test/har.ts';
import type { Analysis } from '../../core/model/analysis.ts';
import type { HarObservation } from '../../core/model/observation.ts';
import { PHASES, type Phases } from '../../core/model/phase.ts';
import type { Request } from '../../core/model/request.ts';
import { createHeardTables } from './heard-tables.ts';
import { buffersOf, createPacking, type Parcel } from './parcels.ts';
import { createUnpacking } from './unpacking.ts';

/** Each parcel through a clone of its own, as to another thread. */
function carried(analysis: Analysis): Analysis {
  const packing = createPacking();
  const unpacking = createUnpacking();
  const send = (parcels: Iterable<Parcel>): void => {
    for (const parcel of parcels) unpacking.add(structuredClone(parcel, { transfer: buffersOf(parcel) }));
  };
  const entries = analysis.requests.map(({ observations: [har] }) => har as HarObservation);
  // As they stood in the file, which is not always in order of start.
  for (const some of [entries.slice(1), entries.slice(0, 1)]) send(packing.heard(some));
  send(packing.rest(analysis));
  expect(unpacking.progress()).toBe(analysis.requests.length === 0 ? 0 : 1);
  return unpacking.finish()!;
}

/** What an arrived request reads on demand, written out; the entry as it came stays in the file. */
function told(request: Request, of: Request): object {
  const facts = Object.fromEntries((Object.keys(of) as (keyof Request)[]).map((name) => [name, request[name]]));
  return { ...facts, phases: toldPhases(request.phases), observations: request.observations.map((one) => ({ ...one, phases: 'phases' in one && one.phases && toldPhases(one.phases), raw: null })) };
}
const toldPhases = (phases: Phases): object => Object.fromEntries(PHASES.map((name) => [name, phases[name]]));

const idsOf = (requests: readonly Request[]): readonly string[] => requests.map(({ id }) => id);

describe('parcels', () => {
  it('carry any analysis of a file, whole', () => {
    fc.assert(
      fc.property(anyRecording, (analysis) => {
        const arrived = carried(analysis);
        expect(arrived.requests.map((request, i) => told(request, analysis.requests[i]!))).toEqual(analysis.requests.map((request) => told(request, request)));
        const { requests: _requests, connections: _connections, origins: _origins, ...rest } = analysis;
        expect(arrived).toMatchObject(rest);
        expect(arrived.connections.map((one) => ({ ...one, requests: idsOf(one.requests) }))).toEqual(analysis.connections.map((one) => ({ ...one, requests: idsOf(one.requests) })));
        const plain = (all: Analysis): object => all.origins.map(({ origin, protocols, totals, requests, connections }) => ({ origin, protocols, totals, requests: idsOf(requests), connections: connections.map(({ id }) => id) }));
        expect(plain(arrived)).toEqual(plain(analysis));
      }),
      { numRuns: 100 },
    );
  });

  it('in more than one piece: words of the first are known in the second, and one object stands for one request', () => {
    const count = 10_500;
    const analysis = analyseEntries(...Array.from({ length: count }, (_, i) => chromiumEntry({ url: `https://h${i % 3}.test/${i}`, id: String(i % 7), at: i, httpVersion: 'h2', timings: REUSED, headers: { 'Content-Type': 'text/css' } })));
    const arrived = carried(analysis);
    expect(idsOf(arrived.requests)).toEqual(idsOf(analysis.requests));
    expect(arrived.requests.at(-1)).toMatchObject({ url: analysis.requests.at(-1)!.url, headers: { 'content-type': 'text/css' }, connection: String((count - 1) % 7) });
    expect(arrived.connections[0]?.requests[0]).toBe(arrived.requests[0]);
    expect(arrived.origins[0]?.requests[0]).toBe(arrived.requests[0]);
  });

  it('that an address is a proxy\'s', () => {
    const { requests } = carried(analyseEntries(chromiumEntry({ url: 'https://a.test/', connection: '3128' }), chromiumEntry({ url: 'https://a.test/', at: 50, timings: REUSED })));
    expect(requests.map(({ observations: [har] }) => (har as HarObservation).isProxyAddress)).toEqual([true, false]);
  });

  it('whatever a file gives for a status', () => {
    const statuses = [200.5, 3e9, 0];
    expect(carried(analyseEntries(...statuses.map((status, at) => genericEntry({ status, at })))).requests.map(({ status }) => status)).toEqual(statuses);
  });

  it('whatever a key looks like', () => {
    const keys = ['har:0', 'har:17', 'har:007', 'har:', 'har', ':1', 'netlog:1.2', 'cdp:1e3', 'trace:12345678901', ''];
    const [{ observations: [har] }] = analyseEntries(chromiumEntry()).requests as [Request];
    const packing = createPacking();
    expect([...packing.heard(keys.map((key) => ({ ...(har as HarObservation), key })))]).toEqual([]);
    expect([...packing.flush()].flatMap((parcel) => createHeardTables().add(parcel).keys)).toEqual(keys);
  });
});
