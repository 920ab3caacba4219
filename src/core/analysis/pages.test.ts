import { describe, expect, it } from 'vitest';
import { readHarEntries } from '../capture/har.ts';
import { readTimingBatch } from '../capture/resource-timing.ts';
import { readWebRequest } from '../capture/web-request.ts';
import type { TimingObservation } from '../model/observation.ts';
import { chromiumEntry, genericEntry, harFile, OPENED, REUSED, ZERO, type Told } from '../test/har.ts';
import { analyseFile } from '../test/read.ts';
import { navigationTiming, reusedTiming, timingBatch, webRecord, type BatchTold, type TimingEntry } from '../test/timing.ts';
import { analyse } from './analyse.ts';
import type { Heard } from './reconcile.ts';

const page = (id: string, at: number, title: string): unknown => ({ id, title, startedDateTime: new Date(ZERO + at).toISOString(), pageTimings: {} });

const pagesOf = (entries: readonly unknown[], ...pages: readonly unknown[]): readonly (string | null)[] => analyseFile(harFile(entries, pages)).requests.map((request) => request.page);

const A = page('A', 0, 'https://a.test/');
const B = page('B', 50, 'https://b.test/');
const on = (pageref: string, at: number, told: Told = {}): unknown => chromiumEntry({ pageref, at, ...told });

describe('the page of a request', () => {
  it('is the one that its entry names, while another is open as well', () => {
    expect(pagesOf([on('A', 0), on('B', 50), on('A', 100)], A, B)).toEqual(['A', 'B', 'A']);
    expect(pagesOf([on('B', 0)], A, B)).toEqual(['B']);
  });

  it('is the last that began before it, in whatever order they are listed, where its entry names none', () => {
    expect(pagesOf([chromiumEntry({ at: 20 }), chromiumEntry({ at: 100 }), on('gone', 110), chromiumEntry({ at: 120, entry: { pageref: '' } })], B, A)).toEqual(['A', 'B', 'B', 'B']);
  });

  it('is none in a HAR that we wrote where its entry names none, though one was open', () => {
    expect(pagesOf([{ ...genericEntry({ at: 20 }), _opening: 'new', _basis: 'reported' }, genericEntry({ at: 20 })], A)).toEqual([null, 'A']);
  });

  it('is, of two with one name, the one that was open', () => {
    const twice = [page('A', 0, 'https://a.test/'), page('A', 1000, 'https://b.test/')];
    const entries = [genericEntry({ pageref: 'A', at: 10, timings: OPENED }), genericEntry({ pageref: 'A', at: 900, timings: { ...REUSED, blocked: 0 } }), genericEntry({ pageref: 'A', at: 1100, timings: { ...REUSED, blocked: 0 } })];
    // Pages of two sites share no connection.
    expect(analyseFile(harFile(entries, twice)).connections.map(({ requests }) => requests.length)).toEqual([2, 1]);
  });

  it('decides which connections it may share', () => {
    const reused = { ...REUSED, blocked: 0 };
    const entries = [genericEntry({ pageref: 'A', timings: OPENED }), genericEntry({ pageref: 'B', at: 60, timings: OPENED }), genericEntry({ pageref: 'A', at: 200, timings: reused })];
    expect(analyseFile(harFile(entries, [A, B])).connections.map(({ requests }) => requests.map(({ start }) => start - ZERO))).toEqual([[0, 200], [60]]);
  });
});

describe('the page of a request in a live recording', () => {
  const url = (path: string): string => `http://shop.test:8080/${path}`;
  const timed = (document: string, at: number, entries: readonly TimingEntry[], told: BatchTold = {}): readonly TimingObservation[] => {
    const read = readTimingBatch(timingBatch(entries, { document, at, documentId: `id of ${document}`, ...told }));
    if (!read.ok) throw new Error(read.error);
    return read.value.observations;
  };
  const logged = (path: string, at: number, pageref: string): Told => ({ url: url(path), at, pageref, entry: { _resourceType: path === 'A' || path === 'B' ? 'document' : 'fetch' } });
  const log = (...told: readonly Told[]): Heard['har'] => readHarEntries(told.map(chromiumEntry), { keyPrefix: 'har', open: false });
  const A = timed('A', 0, [navigationTiming({ name: url('A') })]);
  /** Asked for at 1000, it answered at 3000. */
  const B = timed('B', 1000, [navigationTiming({ name: url('B'), requestStart: 5, responseStart: 2000, responseEnd: 2010 })]);
  const documents = [logged('A', 0, 'page_1'), logged('B', 1000, 'page_2')];
  const pageOf = (heard: Partial<Heard>, path: string): string | null | undefined => analyse({ har: [], timing: [], web: [], ...heard }).requests.find((request) => request.url === url(path))?.page?.replace(/^rt:|:navigation$/g, '') ?? null;

  it('is the old one that asks while the new one is on its way, as the log names it', () => {
    const har = log(...documents, logged('old', 1500, 'page_1'), logged('new', 3100, 'page_2'));
    const heard = { har, timing: [...A, ...B] };
    expect([pageOf(heard, 'A'), pageOf(heard, 'B'), pageOf(heard, 'old'), pageOf(heard, 'new')]).toEqual(['A', 'B', 'A', 'B']);
  });

  it('is the old one, as its own document tells, or webRequest', () => {
    const web = [readWebRequest(webRecord({ url: url('beacon'), at: 3010, until: 3010, topDocument: 'id of A' }))!];
    const told = timed('A', 0, [reusedTiming({ name: url('old'), startTime: 1500 })], { first: 1 });
    expect([pageOf({ timing: [...A, ...B, ...told] }, 'old'), pageOf({ timing: [...A, ...B], web }, 'beacon')]).toEqual(['A', 'A']);
  });

  it('is none where it is none of those that are there', () => {
    const har = log(...documents.slice(1), logged('old', 1500, 'page_1'));
    expect([pageOf({ har, timing: B }, 'old'), pageOf({ har, timing: B }, 'B')]).toEqual([null, 'B']);
  });

  it('is the one that has come back, to which the log gives another name, and not at once', () => {
    const back = timed('A', 0, [navigationTiming({ name: url('A') })], { restoredAt: [ZERO + 4000] });
    const har = log(...documents, logged('new', 3100, 'page_2'), logged('at%20once', 4020, 'page_2'), logged('back', 4100, 'page_3'));
    const heard = { har, timing: [...back, ...B] };
    expect([pageOf(heard, 'new'), pageOf(heard, 'at%20once'), pageOf(heard, 'back')]).toEqual(['B', 'A', 'A']);
    expect(analyse({ ...heard, web: [] }).pages.map(({ id }) => id)).toEqual(['rt:A:navigation', 'rt:B:navigation']);
  });
});
