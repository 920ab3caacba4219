import { useCallback, useEffect, useLayoutEffect, useRef, type RefObject } from 'react';
import { later } from '../../core/base/units.ts';
import type { Analysis } from '../../core/model/analysis.ts';
import { highlight, type Emphasis } from '../../timeline/highlight.ts';
import { layout } from '../../timeline/layout.ts';
import { paint } from '../../timeline/paint.ts';
import { paintGrid, type Milestone } from '../../timeline/paint-grid.ts';
import type { Palette } from '../../timeline/palette.ts';
import type { Row } from '../../timeline/rows.ts';
import { pxPerMs, ticksOf } from '../../timeline/scale.ts';
import type { Scene } from '../../timeline/scene.ts';
import type { TimeText } from '../../timeline/words.ts';
import { viewOf, type Axis } from './axis.ts';
import { prepare } from './canvas.ts';
import { useSettledDetail } from './use-settled-detail.ts';

export interface LanePicture {
  readonly analysis: Analysis;
  readonly rows: readonly Row[];
  readonly tops: Float64Array;
  readonly axis: Axis;
  readonly palette: Palette;
  readonly milestones: readonly Milestone[];
  readonly emphasis: Emphasis;
  readonly time: TimeText;
  /** Of what scrolls, CSS pixels. */
  readonly height: number;
  /** Another recording, drawn on the same canvas in places of its own. */
  readonly beside?: Beside;
}

interface Beside extends Pick<LanePicture, 'analysis' | 'rows' | 'tops'> {
  /** How much later it was than the first, ms. */
  readonly laterBy: number;
}

interface Refs {
  readonly canvas: RefObject<HTMLCanvasElement | null>;
  readonly scroller: RefObject<HTMLElement | null>;
  /** Told of each picture: what lies under the pointer may be another. */
  readonly drawn: RefObject<() => void>;
}

/** The canvas scrolls with the rows, this much ahead, so that bars never lag behind their names. */
const OVERSCAN_PX = 160;
/** From the lower edge of what is in sight to the path of a new page; the header takes part of the height. */
const LABEL_UP_PX = 32;

/** One frame, one paint: whatever changed since the last. Returns the scene that is on screen. */
export function useLaneCanvas({ canvas, scroller, drawn }: Refs, picture: LanePicture): RefObject<Scene | null> {
  const scene = useRef<Scene | null>(null);
  const latest = useRef(picture);
  const frame = useRef(0);
  const detail = useSettledDetail();

  const draw = useCallback(() => {
    frame.current = 0;
    const [surface, outer] = [canvas.current, scroller.current];
    if (surface === null || outer === null) return;
    scene.current = drawLanes(surface, outer, latest.current, (scale, isChosen) => detail(scale, isChosen, draw));
    drawn.current();
  }, [canvas, scroller, drawn, detail]);
  const schedule = useCallback(() => {
    if (frame.current === 0) frame.current = requestAnimationFrame(draw);
  }, [draw]);

  const { analysis, rows, tops, axis, palette, milestones, emphasis, time, height, beside } = picture;
  useLayoutEffect(() => {
    latest.current = { analysis, rows, tops, axis, palette, milestones, emphasis, time, height, ...(beside && { beside }) };
    schedule();
  }, [analysis, rows, tops, axis, palette, milestones, emphasis, time, height, beside, schedule]);
  useEffect(() => {
    const outer = scroller.current;
    const stop = picture.axis.range.subscribe(schedule);
    outer?.addEventListener('scroll', schedule, { passive: true });
    return () => {
      stop();
      outer?.removeEventListener('scroll', schedule);
      cancelAnimationFrame(frame.current);
      frame.current = 0;
    };
  }, [picture.axis.range, scroller, schedule]);
  return scene;
}

function drawLanes(canvas: HTMLCanvasElement, outer: HTMLElement, picture: LanePicture, detail: (scale: number, isChosen: boolean) => number): Scene | null {
  const { analysis, rows, tops, axis, palette, milestones, emphasis, time, beside } = picture;
  const top = Math.max(outer.scrollTop - OVERSCAN_PX, 0);
  const height = outer.clientHeight + 2 * OVERSCAN_PX;
  const ink = prepare(canvas, axis.width, height);
  if (ink === null) return null;
  canvas.style.transform = `translateY(${top}px)`;
  ink.translate(0, -top);
  const range = axis.range.get();
  const view = viewOf(axis, range);
  const options = { time, detail: detail(pxPerMs(view), range !== null) };
  const first = layout(analysis, rows, tops, view, { top, height }, options);
  const drawn = beside === undefined ? first : together(first, layout(beside.analysis, beside.rows, beside.tops, { ...view, from: later(view.from, beside.laterBy), to: later(view.to, beside.laterBy) }, { top, height }, options));
  paintGrid(ink, ticksOf(view, axis.zero, time), milestones, view, top, height, outer.scrollTop + outer.clientHeight - LABEL_UP_PX, palette);
  paint(ink, drawn, highlight(drawn, view, emphasis), palette);
  return drawn;
}

const together = (one: Scene, other: Scene): Scene => ({ ...one, rows: [...one.rows, ...other.rows] });
