import { expect, it } from 'vitest';
import { fixtureRows } from '../../e2e/playground/fixture-rows.ts';
import { insightOf } from '../core/insight/insight.ts';
import { headOfLineWaste } from '../core/insight/stalls/stalls.ts';
import { inAnyRecording } from '../core/test/any-recording.ts';
import { visit, type Step } from '../core/test/visit.ts';

const forSlot = (...steps: readonly Step[]): boolean | undefined => fixtureRows(visit(...steps)).find((row) => row.kind === 'waiting')?.forSlot;
/** So many connections, each opened at its time and in use for 470 ms. */
const opened = (count: number, apart: number): readonly Step[] => Array.from({ length: count }, (_, i) => ({ url: `http://a.test/p${i}`, at: i * apart, on: i + 1, opens: true as const, wait: 470 }));
const late = (at: number): Step => ({ url: 'http://a.test/late', at, on: 1, stalled: 400 });

it('a lane of waits is named after slots where all six were in use, and not for their number', () => {
  expect(forSlot(...opened(6, 1), late(100))).toBe(true);
  expect(forSlot(...opened(5, 1), late(100))).toBe(false);
  // Seven connections, of which never more than one was in use.
  expect(forSlot(...opened(7, 500), late(3500))).toBe(false);
});

const ofRun2 = (step: Step): Step => ({ ...step, entry: { _opening: 'new', _basis: 'reported', _source: 'chromium', _run: 'run 2', connection: String(step.on) } });

it('in a file of several runs of the browser, of its own run', () => {
  expect(forSlot(...opened(6, 1), late(100))).toBe(true);
  expect(forSlot(...opened(6, 1), ofRun2({ ...late(100), on: 9 }))).toBe(false);
});

it('also in a file that has a later run of the browser alone', () => {
  expect(forSlot(...[...opened(6, 1), late(100)].map(ofRun2))).toBe(true);
});

it('it says what the verdicts say of most of the waits, in any recording', () => {
  inAnyRecording((analysis) => {
    const { stalls } = insightOf(analysis);
    const waste = headOfLineWaste(analysis, stalls);
    for (const row of fixtureRows(analysis)) {
      if (row.kind !== 'waiting') continue;
      expect(row.forSlot).toBe((waste.get(row.id.slice('waiting:'.length))?.sumMs ?? 0) >= row.queue.total / 2);
    }
  });
});
