import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fixtureRows } from '../../e2e/playground/fixture-rows.ts';
import { aRequest, anAnalysis } from '../../e2e/playground/fixture.ts';
import { FIXTURES } from '../../e2e/playground/fixtures.ts';
import { shop } from '../../e2e/playground/fixture-shop.ts';
import type { Analysis } from '../core/model/analysis.ts';
import { hitTest, requestOf } from './hit-test.ts';
import { firstRow, layout, topsOf } from './layout.ts';
import { fit, type Viewport } from './scale.ts';
import type { Mark, Scene } from './scene.ts';

const ALL = { top: 0, height: 100_000 };

function sceneOf(analysis: Analysis, view: Viewport = home(analysis), open = true): Scene {
  const rows = fixtureRows(analysis, open);
  return layout(analysis, rows, topsOf(rows), view, ALL);
}

const home = ({ span }: Analysis): Viewport => fit(span?.start ?? 0, (span?.start ?? 0) + 2000, 700);

const marksOf = (scene: Scene, rowId: string): readonly Mark[] => scene.rows.find(({ row }) => row.id === rowId)?.marks ?? [];

describe('rows of a scene', () => {
  it.each(['shop', 'firefox', 'big'])('follow each other without gap or overlap: %s', (name) => {
    const analysis = FIXTURES[name]?.().analysis;
    if (analysis === undefined) throw new Error(name);
    const scene = sceneOf(analysis);
    for (const [i, { top }] of scene.rows.entries()) {
      const above = scene.rows[i - 1];
      expect(top).toBe(above === undefined ? 0 : above.top + above.row.height);
    }
  });

  it('have ids of their own', () => {
    const ids = fixtureRows(shop()).map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('are laid out only where they are in sight', () => {
    const analysis = shop();
    const rows = fixtureRows(analysis);
    const tops = topsOf(rows);
    const scene = layout(analysis, rows, tops, home(analysis), { top: 100, height: 60 });
    expect(scene.rows[0]?.row).toBe(rows[firstRow(tops, 100)]);
    expect(scene.rows.length).toBeLessThan(6);
  });

  it('hold every request that used a connection in exactly one lane', () => {
    const analysis = shop();
    const seen = fixtureRows(analysis).flatMap((row) => {
      if (row.kind === 'stack') return row.lanes.flatMap(({ requests }) => requests);
      return row.kind === 'lane' || row.kind === 'unknown' || row.kind === 'none' ? row.requests : [];
    });
    expect(seen.map(({ id }) => id).toSorted()).toEqual(analysis.requests.map(({ id }) => id).toSorted());
  });

  it('of a big page fold to a few whose requests add up to the page', () => {
    const analysis = FIXTURES['big']?.().analysis ?? shop();
    const rows = fixtureRows(analysis, false);
    expect(rows.length).toBeLessThan(18);
    const sum = rows.reduce((total, row) => total + ('requests' in row ? row.requests.length : 0), 0);
    expect(sum).toBe(analysis.requests.length);
  });
});

describe('lanes of HTTP/1', () => {
  it('have one row, whatever the reported ends say', () => {
    const requests = [0, 95, 190].map((at) => aRequest({ url: 'http://a.example/', at, conn: 1, protocol: 'http/1.1', wait: 90, receive: 12, ...(at === 0 ? { tcp: 1 } : {}) }));
    const lane = fixtureRows(anAnalysis(requests)).find(({ kind }) => kind === 'lane');
    expect(lane?.height).toBe(18);
    const start = requests[0]?.start ?? 0;
    const scene = sceneOf(anAnalysis(requests), fit(start, start + 400, 800));
    const bars = marksOf(scene, 'lane:1').filter(({ kind }) => kind === 'bar');
    expect(bars).toHaveLength(3);
    for (const [i, bar] of bars.entries()) expect(bar.x + bar.w).toBeLessThanOrEqual((bars[i + 1]?.x ?? Infinity) + 0.01);
  });
});

describe('what uses no network', () => {
  it('is no origin, whoever reports it', () => {
    const local = aRequest({ url: 'data:text/css,body', at: 0, unknown: 'no-timings' });
    const analysis = anAnalysis([{ ...local, origin: 'data:' }]);
    expect(fixtureRows(analysis).map(({ kind }) => kind)).toEqual(['none']);
    expect(marksOf(sceneOf(analysis), 'none').find(({ kind }) => kind === 'text')).toMatchObject({ text: 'local' });
  });
});

describe('marks', () => {
  const scene = sceneOf(shop());

  it('tell new, opened earlier and reused apart without colour', () => {
    const openings = marksOf(scene, 'lane:262').filter((mark) => mark.kind === 'opening');
    expect(openings.map((mark) => mark.look)).toEqual(['opened-earlier']);
    expect(marksOf(scene, 'lane:285').find((mark) => mark.kind === 'opening')).toMatchObject({ look: 'new' });
    const bars = marksOf(scene, 'lane:285').filter((mark) => mark.kind === 'bar');
    expect(bars.map(({ round }) => round)).toEqual([false, true]);
  });

  it('never draw an unknown opening as a bar', () => {
    const kinds = marksOf(scene, 'unknown:https://fonts.thirdparty.example').map(({ kind }) => kind);
    expect(kinds).toEqual(['opening', 'hollow']);
  });

  it('of several unknown requests that begin together one block speaks, and no block lies on another', () => {
    const together = Array.from({ length: 6 }, (_, i) => aRequest({ url: `https://a.example/${i}`, at: i < 5 ? 0 : 60, wait: 40, unknown: 'timing-silent' }));
    const start = together[0]!.start;
    const marks = marksOf(sceneOf(anAnalysis(together), fit(start, start + 120, 600)), 'unknown:https://a.example');
    expect(marks.filter(({ kind }) => kind === 'hollow')).toHaveLength(6);
    const blocks = marks.filter(({ kind }) => kind === 'opening');
    expect(blocks.length).toBeGreaterThanOrEqual(2);
    for (const [i, a] of blocks.entries()) for (const b of blocks.slice(i + 1)) expect(Math.abs(a.x - b.x) >= a.w || Math.abs(a.y - b.y) >= a.h).toBe(true);
  });

  it('name the connection of a ghost behind the last of its boxes, which need not be of the last request', () => {
    const [host, guest] = ['https://a.example', 'https://b.example'];
    const requests = [aRequest({ url: `${host}/`, at: 0, conn: 1, tcp: 5 }), aRequest({ url: `${guest}/slow`, at: 50, conn: 1, wait: 200 }), aRequest({ url: `${guest}/quick`, at: 60, conn: 1, wait: 20 })];
    const start = requests[0]!.start;
    const marks = marksOf(sceneOf(anAnalysis(requests), fit(start, start + 400, 800)), `ghost:${guest}:1`);
    const ends = marks.filter(({ kind }) => kind === 'hollow').map(({ x, w }) => x + w);
    expect(ends).toHaveLength(2);
    expect(marks.find(({ kind }) => kind === 'text')!.x).toBeGreaterThan(Math.max(...ends));
  });

  it('put the wait into the queue, with its peak', () => {
    const marks = marksOf(scene, 'waiting:http://img.shop.example');
    expect(marks.map(({ kind }) => kind)).toEqual(['queue', 'text']);
    expect(marks[1]).toMatchObject({ text: 'peak 8 waiting · 2.95 s in total' });
  });

  it('give the length of a gap and the reason of an end', () => {
    const start = shop().span?.start ?? 0;
    const wide = sceneOf(shop(), fit(start, start + 3000, 1400));
    const texts = wide.rows.flatMap(({ marks }) => marks.flatMap((mark) => (mark.kind === 'text' ? mark.text : [])));
    expect(texts).toContain('idle 626 ms');
    expect(texts).toContain('Connection: close');
    expect(texts).toContain('✕ 12 × Connection: close');
  });

  it('show a coalesced connection as a ghost in the other origin', () => {
    const marks = marksOf(scene, 'ghost:https://b.assets.example:662');
    expect(marks.filter(({ kind }) => kind === 'hollow')).toHaveLength(2);
    expect(marksOf(scene, 'lane:662').filter(({ kind }) => kind === 'dot')).toHaveLength(2);
  });

  it('draw open streams as rails', () => {
    expect(marksOf(scene, 'lane:9001').map(({ kind }) => kind)).toContain('rails');
  });

  it('frame an estimated lane among reported ones while it lives, and not where it is out of sight', () => {
    const analysis = shop();
    const { start } = analysis.connections.find(({ id }) => id === '9001')!.requests[0]!;
    const marks = (from: number, to: number): readonly Mark[] => marksOf(sceneOf(analysis, fit(from, to, 700)), 'lane:9001');
    expect(marks(start - 1000, start - 100).map(({ kind }) => kind)).not.toContain('frame');
    const inSight = marks(start - 1000, start + 400);
    const [frame, opening] = (['frame', 'opening'] as const).map((kind) => inSight.find((mark) => mark.kind === kind)!) as [Mark, Mark];
    expect(opening.x - frame.x).toSatisfy((px: number) => px > 0 && px < 40);
    expect(frame.x + frame.w).toBe(700);
  });
});

describe('hit-test', () => {
  it('finds every request where layout placed it', () => {
    const scene = sceneOf(shop());
    for (const { row, marks } of scene.rows) {
      for (const mark of marks) {
        const request = requestOf(mark);
        if (request === null || mark.kind === 'opening' || mark.x < 0) continue;
        const hit = hitTest(scene, mark.x + mark.w / 2, mark.y + mark.h / 2);
        expect(hit?.row.row.id).toBe(row.id);
        // Overlapping requests share a pixel; the one found must be there too.
        expect(marks.some((one) => requestOf(one) === hit?.request && one.x <= mark.x + mark.w / 2 + 3)).toBe(true);
      }
    }
  });

  it('finds nothing beside the rows', () => {
    expect(hitTest(sceneOf(shop()), 10, 99_999)).toBeNull();
  });
});

describe('cost', () => {
  it('is bounded by the viewport, not by the data', () => {
    const analysis = FIXTURES['huge']?.().analysis ?? shop();
    const rows = fixtureRows(analysis);
    const tops = topsOf(rows);
    const { start, end } = analysis.span ?? { start: 0, end: 1 };
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 }), fc.double({ min: 0, max: 0.9, noNaN: true }), (zoom, at) => {
        const from = start + at * (end - start);
        const view = fit(from, from + (end - start) / zoom, 1000);
        const scene = layout(analysis, rows, tops, view, { top: 0, height: 700 });
        const marks = scene.rows.reduce((sum, row) => sum + row.marks.length, 0);
        // Three bands, at most one mark per pixel column each; a 2 px bar is up to six marks.
        expect(marks).toBeLessThan(scene.rows.length * 1000 * 3);
      }),
      { numRuns: 20 },
    );
  }, 30_000);
});
