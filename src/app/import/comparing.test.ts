import { expect, it } from 'vitest';
import { compare, RECORDED } from '../../core/compare/compare.ts';
import type { Analysis } from '../../core/model/analysis.ts';
import type { HarObservation } from '../../core/model/observation.ts';
import { chromiumEntry, OPENED, REUSED } from '../../core/test/har.ts';
import { analyseEntries } from '../../core/test/read.ts';
import { createComparing } from './comparing.ts';
import { buffersOf, createPacking } from './parcels.ts';

const load = (ids: readonly string[]): Analysis => analyseEntries(...ids.map((id, i) => chromiumEntry({ url: `https://shop.test/${i}`, id, at: i * 50, timings: ids.indexOf(id) === i ? OPENED : REUSED })));

/** As from another thread. */
function partsOf(analysis: Analysis): Parameters<ReturnType<typeof createComparing>['take']>[1][] {
  const packing = createPacking();
  const parcels = [...packing.heard(analysis.requests.map(({ observations: [har] }) => har as HarObservation)), ...packing.rest(analysis)];
  return parcels.map((parcel) => structuredClone(parcel, { transfer: buffersOf(parcel) }));
}

it('compares what came in pieces, or whole, as what it came from', () => {
  const [a, b] = [load(['1', '2', '3', '4', '5']), load(['1', '1', '1', '2', '2'])];
  const comparing = createComparing();
  for (const part of partsOf(a)) comparing.take('a', part);
  comparing.take('b', structuredClone({ kind: 'whole', analysis: b }));
  const shares: number[] = [];
  const from = { a: RECORDED, b: { lacks: 'the file is cut off' } };
  expect(comparing.compare(from, (share) => shares.push(share))).toEqual(compare(a, b, from));
  expect(shares).toEqual([0.4, 0.8]);
});

it('says what is missing', () => {
  const comparing = createComparing();
  for (const part of partsOf(load(['1']))) comparing.take('a', part);
  expect(() => comparing.compare({ a: RECORDED, b: RECORDED }, () => undefined)).toThrow('Nothing of B has come to compare.');
});
