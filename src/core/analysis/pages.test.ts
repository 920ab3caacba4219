import { describe, expect, it } from 'vitest';
import { chromiumEntry, genericEntry, harFile, OPENED, REUSED, ZERO, type Told } from '../test/har.ts';
import { analyseFile } from '../test/read.ts';

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
