import { useLayoutEffect, useMemo, useRef, type PointerEvent } from 'react';
import { instant, type Instant } from '../../core/base/units.ts';
import type { DefinitionId } from '../../core/insight/accounts/definitions.ts';
import type { Analysis } from '../../core/model/analysis.ts';
import { overviewColumns, overviewOf } from '../../timeline/overview.ts';
import { paintOverview } from '../../timeline/paint-overview.ts';
import type { Palette } from '../../timeline/palette.ts';
import { fit, ticksOf, timeAt, xOf } from '../../timeline/scale.ts';
import { useCell } from '../base/cell.ts';
import { useTimeText } from '../base/units.ts';
import { useDeferred } from '../base/use-deferred.ts';
import { homeOf, viewOf, type Axis } from '../timeline/axis.ts';
import { prepare } from '../timeline/canvas.ts';
import styles from './Overview.module.css';
import { peakText } from './peak-text.ts';

interface Props {
  readonly analysis: Analysis;
  readonly axis: Axis;
  readonly palette: Palette;
  readonly gridWidth: number;
  /** Of the chart; the same as the lanes' where there is room. */
  readonly width: number;
  readonly height: number;
  /** Shows how a figure is computed. */
  readonly onExplain: (id: DefinitionId) => void;
}

const SMALLEST_BRUSH_PX = 3;
/** Fine enough to see no steps, and not too many key presses. */
const STEPS = 400;

/** The whole recording at a glance; the brush chooses what the lanes show. */
export function Overview({ analysis: latest, axis, palette, gridWidth, width, height, onExplain }: Props) {
  const analysis = useDeferred(latest);
  const canvas = useRef<HTMLCanvasElement>(null);
  const index = useMemo(() => overviewOf(analysis), [analysis]);
  const span = analysis.span ?? { start: 0, end: 1 };
  const home = useMemo(() => homeOf(analysis), [analysis]);
  const whole = useMemo(() => fit(span.start, Math.max(span.end, home.to), width), [span.start, span.end, home, width]);
  const columns = useMemo(() => overviewColumns(index, whole), [index, whole]);
  useLayoutEffect(() => {
    const ink = prepare(canvas.current, width, height);
    if (ink !== null) paintOverview(ink, columns, height, palette);
  }, [columns, palette, width, height]);
  const time = useTimeText();
  const words = useMemo(() => peakText(analysis), [analysis]);
  const peak = (
    <button type="button" className={styles['peak']} data-testid="explain-peak" title="How is this computed? Counted from its opening to the last that is known of a connection: some may have been open for longer. Those that no request used are not counted." onClick={() => onExplain('peak')}>
      {words}
    </button>
  );
  return (
    <div className={styles['overview']} style={{ height }} data-testid="overview">
      {gridWidth > 0 && (
        <div className={styles['words']} style={{ width: gridWidth }}>
          <span>
            <b>Open connections</b> {peak}
          </span>
          <Legend />
        </div>
      )}
      <div className={styles['chart']} style={{ width }} onPointerDown={(event) => dragBrush(event, whole, (from, to) => axis.range.set({ from, to }))}>
        <canvas ref={canvas} aria-hidden="true" />
        {height > 40 && ticksOf(whole, axis.zero, time, 84).map(({ x, label }) => x > 20 && <span key={label} className={styles['tick']} style={{ left: x }}>{label}</span>)}
        <Brush axis={axis} whole={whole} />
        {gridWidth === 0 && peak}
      </div>
    </div>
  );
}

function Legend() {
  return (
    <span className={styles['legend']}>
      <i style={{ background: 'var(--recv)' }} /> active <i style={{ background: 'var(--line)' }} /> idle <i style={{ background: 'var(--tcp)' }} /> in setup{' '}
      <i style={{ background: 'var(--stall)' }} /> requests stalled
    </span>
  );
}

function Brush({ axis, whole }: { readonly axis: Axis; readonly whole: ReturnType<typeof fit> }) {
  const range = useCell(axis.range);
  const time = useTimeText();
  const view = viewOf(axis, range);
  const from = Math.max(view.from, whole.from);
  const to = Math.max(Math.min(view.to, whole.to), from);
  const reset = (): void => axis.range.set(null);
  const choose = (a: number, b: number): void => axis.range.set({ from: instant(Math.min(a, b)), to: instant(Math.max(a, b)) });
  return (
    <>
      <div
        className={styles['brush']}
        style={{ left: xOf(whole, from), width: Math.max(xOf(whole, to) - xOf(whole, from), SMALLEST_BRUSH_PX) }}
      />
      <div className={styles['drag']} onDoubleClick={reset} />
      {range !== null && (
        <button type="button" className={styles['reset']} data-testid="reset-range" title="Show what the panel shows by itself, and follow what comes (double-click)" onClick={reset}>
          Reset
        </button>
      )}
      {(['Start', 'End'] as const).map((name, i) => {
        const at = i === 0 ? from : to;
        return (
          <input
            key={name}
            type="range"
            className={styles['slider']}
            aria-label={`${name} of the shown time`}
            aria-valuetext={time(at - axis.zero)}
            min={0}
            max={whole.to - whole.from}
            step={(whole.to - whole.from) / STEPS}
            value={at - whole.from}
            onChange={({ target }) => (i === 0 ? choose(whole.from + Number(target.value), to) : choose(from, whole.from + Number(target.value)))}
          />
        );
      })}
    </>
  );
}

/** Also from what stands on the chart: that is clicked only where the pointer does not move. */
function dragBrush(event: PointerEvent<HTMLDivElement>, whole: ReturnType<typeof fit>, choose: (from: Instant, to: Instant) => void): void {
  // The sliders are dragged by themselves.
  if (event.button !== 0 || event.target instanceof HTMLInputElement) return;
  const surface = event.currentTarget;
  const left = surface.getBoundingClientRect().left;
  const first = event.clientX - left;
  const { pointerId } = event;
  surface.onpointermove = (move) => {
    const x = Math.min(Math.max(move.clientX - left, 0), whole.width);
    if (Math.abs(x - first) < SMALLEST_BRUSH_PX) return;
    // Only now: what is pressed and released at one place is a click on what lies there.
    surface.setPointerCapture(pointerId);
    choose(timeAt(whole, Math.min(first, x)), timeAt(whole, Math.max(first, x)));
  };
  surface.onpointerup = surface.onpointercancel = () => {
    surface.onpointermove = null;
  };
}
