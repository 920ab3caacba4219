import { SETUP_PHASES, stretchOf, type Interval } from '../core/analysis/held-up.ts';
import { stallOf } from '../core/model/stall.ts';
import type { Request } from '../core/model/request.ts';
import { indexIntervals, walkAlong, type IntervalIndex } from './interval-index.ts';
import { endOf, workStart } from './intervals.ts';
import { rememberAt } from './remember.ts';
import type { Mark } from './scene.ts';
import { pxPerMs, timeAt, xOf, type Viewport } from './scale.ts';

type Band = Extract<Mark, { kind: 'band' }>;

/** Where the three bands lie in a strip of a given height: setup on top, work, waiting below. */
const SETUP_H = 4;
const STALL_H = 4;

type Bands = readonly (readonly [band: Band['band'], index: IntervalIndex])[];

/** Sorting is paid once per list of requests, not once per frame. */
const bandsOf = rememberAt((requests: readonly Request[], now): Bands => {
  // Most requests have none.
  const opened = requests.filter(({ setup }) => setup !== 0);
  const setup = SETUP_PHASES.map((phase) => {
    const stretches = opened.map((request) => stretchOf(request.phases[phase]));
    return [phase, indexIntervals(stretches.filter((stretch) => stretch !== null))] as const;
  });
  const work = requests.map((request): Interval => [workStart(request), endOf(request, now)]);
  const stalls = requests.map(stallOf).filter((stall) => stall !== null);
  return [...setup, ['work', indexIntervals(work)], ['stall', indexIntervals(stalls)]];
});

/** All requests of a row in three bands; at most one mark per pixel column and band. */
export function layoutStrip(requests: readonly Request[], now: number, view: Viewport, top: number, height: number): Mark[] {
  const inner = height - 4;
  const marks: Mark[] = [];
  for (const [band, index] of bandsOf(requests, now)) {
    const [y, h] =
      band === 'work'
        ? [top + 2 + SETUP_H, inner - SETUP_H - STALL_H]
        : band === 'stall'
          ? [top + 2 + inner - STALL_H, STALL_H]
          : [top + 2, SETUP_H];
    for (const run of runsOf(index, view)) marks.push({ kind: 'band', band, y, h, ...run });
  }
  return marks;
}

interface Run {
  readonly x: number;
  readonly w: number;
  readonly level: number;
}

/** Pixel columns of equal level, merged; columns in which nothing changes are jumped over. */
export function runsOf(index: IntervalIndex, view: Viewport): readonly Run[] {
  const runs: { x: number; w: number; level: number }[] = [];
  if (index.starts.length === 0) return runs;
  const scale = pxPerMs(view);
  const walk = walkAlong(index);
  for (let x = 0; x < view.width; ) {
    const from = timeAt(view, x);
    const level = levelOf(walk.touching(from, from + 1 / scale));
    const change = Math.floor(xOf(view, walk.nextChange(from)));
    const next = Math.min(Math.max(x + 1, change), view.width);
    const last = runs.at(-1);
    if (level > 0) {
      if (last !== undefined && last.level === level && last.x + last.w === x) last.w = next - last.x;
      else runs.push({ x, w: next - x, level });
    }
    x = next;
  }
  return runs;
}

/** 1, 2, 3-4, 5-8, more: five steps that the eye can tell apart. */
const levelOf = (count: number): number => (count === 0 ? 0 : Math.min(Math.ceil(Math.log2(count)) + 1, 5));
