import { expect, it } from 'vitest';
import { aRequest } from '../../../e2e/playground/fixture.ts';
import { shop } from '../../../e2e/playground/fixture-shop.ts';
import { fixtureRows } from '../../../e2e/playground/fixture-rows.ts';
import type { Request } from '../../core/model/request.ts';
import type { RowOf } from '../../timeline/rows.ts';
import { findNext, notFound, pickedOf, type Find } from './keys.ts';

const { requests } = shop();
const NEW: Find = { do: 'find', what: 'new', by: 1 };
const isNew = ({ origination }: Request): boolean => origination.opening === 'new';

it('goes to what is shown alone, in order, from a place that the filter hides as well', () => {
  const shown = new Set(requests.filter(({ origin }) => origin === 'https://graph.example'));
  const wanted = requests.filter((request) => shown.has(request) && isNew(request));
  const first = findNext(requests, shown, null, NEW);
  expect(first).toBe(wanted[0]);
  expect(findNext(requests, shown, first, NEW)).toBe(wanted[1]);
  const between = requests.findLast((request) => !shown.has(request) && request.start > wanted[0]!.start && request.start < wanted[1]!.start);
  expect(between).toBeDefined();
  expect(findNext(requests, shown, between!, NEW)).toBe(wanted[1]);
  expect(findNext(requests, shown, between!, { ...NEW, by: -1 })).toBe(wanted[0]);
});

it('says what there is none of, and where', () => {
  const reused = requests.find(({ origination }) => origination.opening === 'reused')!;
  const shown = new Set([reused]);
  expect([findNext(requests, shown, null, NEW), notFound(requests, shown, null, null, NEW)]).toEqual([null, 'No new connection among what is shown.']);
  expect(notFound(requests, shown, reused, null, { ...NEW, what: 'stalled' })).toBe('No stalled request among what is shown.');
  expect(notFound(requests, shown, reused, reused, { ...NEW, what: 'same-connection' })).toBe('No other request on this connection among what is shown.');
  expect(notFound(requests, null, null, null, { ...NEW, what: 'same-connection' })).toBe('No request is selected.');
  expect(notFound(requests, null, requests[0]!, requests[0]!, NEW)).toBe('No other new connection known in this recording.');
});

it('does not deny what nobody tells', () => {
  const silent = aRequest({ url: 'https://a.example/', at: 0, unknown: 'cross-origin' });
  const told = aRequest({ url: 'https://a.example/', at: 0, conn: 1 });
  const said = (what: Find['what'], ...of: readonly Request[]): string => notFound([told, ...of], null, told, null, { ...NEW, what });
  for (const what of ['new', 'stalled', 'same-connection'] as const) {
    expect(said(what, silent)).toMatch(/ known in this recording\.$/);
    expect(said(what)).not.toContain('known');
  }
});

it('shows the details of the selected request where it is on the row, else of the connection', () => {
  const lane = fixtureRows(shop()).find((row) => row.kind === 'lane' && row.requests.length > 1) as RowOf<'lane'>;
  const [first, second] = lane.requests;
  const elsewhere = requests.find(({ connection }) => connection !== lane.connection.id)!;
  const connection = lane.connection.id;
  expect([second!, elsewhere, null].map((selected) => pickedOf(lane, selected))).toEqual([{ request: second!.id, connection }, { request: null, connection }, { request: null, connection }]);
  expect(pickedOf({ kind: 'none', id: 'none', height: 20, requests: [first!] }, null)).toEqual({ request: first!.id, connection });
});
