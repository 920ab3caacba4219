import { describe, expect, it } from 'vitest';
import { fixtureRows } from '../../e2e/playground/fixture-rows.ts';
import { aRequest, anAnalysis } from '../../e2e/playground/fixture.ts';
import { unsure } from '../../e2e/playground/fixture-unsure.ts';
import type { Request } from '../core/model/request.ts';
import { highlight, type Emphasis } from './highlight.ts';
import { layout, topsOf } from './layout.ts';
import { rowsOf } from './rows.ts';
import { fit } from './scale.ts';
import type { Mark } from './scene.ts';

const analysis = unsure();
const start = analysis.span!.start;
const rows = fixtureRows(analysis);
const view = fit(start, start + 1800, 1200);
const scene = layout(analysis, rows, topsOf(rows), view, { top: 0, height: 1000 });
const marksOf = (id: string): readonly Mark[] => scene.rows.find(({ row }) => row.id === id)?.marks ?? [];
const requestAt = (path: string): Request => analysis.requests.find(({ url }) => url.endsWith(path))!;

const NOTHING: Emphasis = { selected: null, hovered: null, lane: null, connection: null, holders: new Set(), unusable: new Set() };
/** Dashed rings, by the row that they lie in. */
function ghosts(emphasis: Partial<Emphasis>): readonly string[] {
  const rings = highlight(scene, view, { ...NOTHING, ...emphasis }).filter((mark) => mark.kind === 'ring' && mark.look === 'possible' && mark.dashed);
  return rings.map((ring) => scene.rows.find(({ row, top }) => ring.y >= top && ring.y < top + row.height)!.row.id);
}

describe('a request that may be on another connection', () => {
  it('is drawn lighter and with a question mark; one that is estimated and sure is not', () => {
    const bars = marksOf('lane:~3').filter((mark) => mark.kind === 'bar');
    expect(bars.map(({ request, unsure: isUnsure }) => [request.url.split('/').slice(3).join('/'), isUnsure])).toEqual([['hero/2.jpg', false], ['list/2.jpg', true], ['more/1.jpg', true], ['more/2.jpg', false], ['more/3.jpg', true]]);
    expect(bars.every(({ edge }) => edge === 'dashed')).toBe(true);
    const signs = marksOf('lane:~3').filter((mark) => mark.kind === 'text' && mark.text === '?');
    expect(signs).toHaveLength(3);
  });

  it('has no question mark where there is no room for one', () => {
    const far = layout(analysis, rows, topsOf(rows), fit(start, start + 60_000, 1200), { top: 0, height: 1000 });
    expect(far.rows.flatMap(({ marks }) => marks).filter((mark) => mark.kind === 'text' && mark.text === '?')).toEqual([]);
  });

  it('has a question mark on an open stream, too', () => {
    expect(marksOf('lane:~2').map(({ kind }) => kind)).toContain('rails');
    expect(marksOf('lane:~2').filter((mark) => mark.kind === 'text' && mark.text === '?')).toHaveLength(2);
  });

  it('shows where else it may be while one looks at it', () => {
    expect(ghosts({ hovered: requestAt('list/2.jpg') })).toEqual(['lane:~2']);
    expect(ghosts({ selected: requestAt('more/1.jpg') })).toEqual(['lane:~2', 'lane:~4']);
    expect(ghosts({ selected: requestAt('more/2.jpg') })).toEqual([]);
    expect(ghosts({})).toEqual([]);
  });

  it('is shown on the lane that one looks at, if that may have carried it', () => {
    expect(ghosts({ lane: '~4' })).toEqual(['lane:~4', 'lane:~4', 'lane:~4']);
    expect(ghosts({ lane: '~1' })).toEqual([]);
  });

  it('lies at the same time there', () => {
    const request = requestAt('list/2.jpg');
    const bar = marksOf('lane:~3').find((mark) => mark.kind === 'bar' && mark.request === request)!;
    const ring = highlight(scene, view, { ...NOTHING, hovered: request }).find((mark) => mark.kind === 'ring' && mark.look === 'possible')!;
    expect(ring.x + 1.5).toBeCloseTo(bar.x);
    expect(ring.w - 3).toBeCloseTo(bar.w);
  });
});

it('a filter keeps the lanes on which what it shows may have been', () => {
  const only = new Set([requestAt('events')]);
  const lanes = rowsOf(analysis, { origins: analysis.origins, isOpen: () => true, unfolded: () => 50, shown: only }).filter(({ kind }) => kind === 'lane');
  expect(lanes.map(({ id }) => id)).toEqual(['lane:~2', 'lane:~4']);
});

describe('a gap', () => {
  const IMG = 'http://a.example/';
  const gapsOf = (requests: readonly Request[]): readonly string[] => {
    const own = anAnalysis(requests);
    const ownRows = fixtureRows(own);
    const first = own.span!.start;
    return layout(own, ownRows, topsOf(ownRows), fit(first, first + 3000, 1400), { top: 0, height: 1000 }).rows.filter(({ row }) => row.id === 'lane:~1').flatMap(({ marks }) => marks.flatMap((mark) => (mark.kind === 'text' && mark.text.startsWith('idle') ? mark.text : [])));
  };
  const told = { url: IMG, protocol: 'http/1.1', wait: 100, receive: 0 } as const;
  const first = aRequest({ ...told, at: 0, conn: '~1', tcp: 10, placing: { confidence: 1, others: [] } });
  const other = aRequest({ ...told, at: 0, conn: '~2', tcp: 10, placing: { confidence: 1, others: [] } });
  const next = (confidence: number, conn = '~1', at = 1000): Request => aRequest({ ...told, at, conn, placing: { confidence, others: [conn === '~1' ? '~2' : '~1'] } });

  it('between requests that are surely there has a length', () => expect(gapsOf([first, other, next(0.9)])).toEqual(['idle 890 ms']));
  it('that an unsure one ends is itself unsure', () => expect(gapsOf([first, other, next(0.7)])).toEqual(['idle 890 ms?']));
  it('in which another may lie is unsure', () => expect(gapsOf([first, other, next(0.6, '~2', 500), next(0.9)])).toEqual(['idle 890 ms?']));
  it('before which another may lie is not', () => expect(gapsOf([first, other, next(0.9, '~1', 800), next(0.6, '~2', 2000)])).toEqual(['idle 690 ms']));
});
