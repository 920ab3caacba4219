import { describe, expect, it } from 'vitest';
import { aRequest, anAnalysis } from '../../e2e/playground/fixture.ts';
import { shop } from '../../e2e/playground/fixture-shop.ts';
import { fixtureRows } from '../../e2e/playground/fixture-rows.ts';
import { highlight } from './highlight.ts';
import { layout, topsOf } from './layout.ts';
import { fit } from './scale.ts';
import { unusableFor } from './unusable.ts';

const at = (told: Partial<Parameters<typeof aRequest>[0]> & { at: number; conn: number }) => aRequest({ url: 'https://a.example/', ...told });

const labels = (...requests: Parameters<typeof anAnalysis>[0]): readonly string[] => {
  const newest = requests.at(-1);
  return unusableFor(anAnalysis(requests), newest ?? null).map(({ label }) => label);
};

describe('connections that a new one could have used', () => {
  it('are open when it opens', () => {
    expect(labels(at({ at: 0, conn: 1, tcp: 10 }), at({ at: 500, conn: 1 }), at({ at: 100, conn: 2, tcp: 10 }))).toEqual(['#1']);
  });

  it('are not those that were never used again: they may have been closed', () => {
    expect(labels(at({ at: 0, conn: 1, tcp: 10 }), at({ at: 100, conn: 2, tcp: 10 }))).toEqual([]);
  });

  it('are not those that are still being set up', () => {
    expect(labels(at({ at: 0, conn: 1, tcp: 50 }), at({ at: 20, conn: 2, tcp: 50 }))).toEqual([]);
  });

  it('are not those of which only a request in doubt tells', () => {
    const later = (confidence: number) => aRequest({ url: 'https://a.example/', at: 500, conn: '~1', placing: { confidence, others: ['~3'] } });
    const told = (confidence: number) => labels(aRequest({ url: 'https://a.example/', at: 0, conn: '~1', tcp: 10 }), later(confidence), aRequest({ url: 'https://a.example/', at: 100, conn: '~2', tcp: 10 }));
    expect([told(0.9), told(0.6)]).toEqual([['~1'], []]);
  });

  it('are none for a reused request', () => {
    expect(labels(at({ at: 0, conn: 1, tcp: 10 }), at({ at: 500, conn: 1 }), at({ at: 100, conn: 1 }))).toEqual([]);
  });

  it('carry a mark, tied to the new one', () => {
    const analysis = shop();
    const selected = analysis.requests.find(({ url }) => url.endsWith('inter-var.woff2')) ?? null;
    const rows = fixtureRows(analysis);
    const start = analysis.span?.start ?? 0;
    const view = fit(start, start + 2000, 700);
    const scene = layout(analysis, rows, topsOf(rows), view, { top: 0, height: 9999 });
    const unusable = new Set(unusableFor(analysis, selected).map(({ id }) => id));
    const marks = highlight(scene, view, { selected, hovered: null, lane: null, connection: null, holders: new Set(), unusable });
    const lane = scene.rows.find(({ row }) => row.id === 'lane:119');
    expect(marks.filter(({ kind }) => kind === 'unequal')).toMatchObject([{ y: (lane?.top ?? 0) + (lane?.row.height ?? 0) / 2 - 7 }]);
  });
});
