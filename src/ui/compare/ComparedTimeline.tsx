import { useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { fit } from '../../timeline/scale.ts';
import { pairOrigins } from '../../core/compare/pair-origins.ts';
import { comparedRows, headId, type ComparedLine, type OriginOfBoth } from '../../timeline/compared.ts';
import { usesNetwork } from '../../core/model/network-use.ts';
import type { Hit } from '../../timeline/hit-test.ts';
import type { Palette } from '../../timeline/palette.ts';
import { Badges } from '../base/Badge.tsx';
import { briefFacts } from '../details/facts.ts';
import { plural } from '../base/figures.ts';
import { Icon } from '../base/Icon.tsx';
import { useTimeText } from '../base/units.ts';
import { useSize } from '../base/use-size.ts';
import { glideTo, rangeOf } from '../timeline/axis.ts';
import { commandOf, moveTime } from '../timeline/keys.ts';
import { Ruler } from '../timeline/Ruler.tsx';
import { rowName } from '../timeline/row-name.ts';
import { sentenceOf } from '../timeline/sentence.ts';
import { HEADER_PX } from '../timeline/Timeline.tsx';
import timelineStyles from '../timeline/Timeline.module.css';
import { Tooltip } from '../timeline/Tooltip.tsx';
import { useGestures } from '../timeline/use-gestures.ts';
import { useLaneCanvas } from '../timeline/use-lane-canvas.ts';
import type { Captures } from './captures.ts';
import { useComparedAxis } from './use-compared-axis.ts';
import styles from './Compare.module.css';

interface Props {
  readonly captures: Captures;
  readonly palette: Palette;
  readonly narrow: boolean;
}

const NAME_PX = 208;
const NARROW_NAME_PX = 130;
/** More lanes than this are more than one looks at; the other origins are a line each until they are opened. */
const OPEN_AT_FIRST = 8;

const PLAIN = { selected: null, hovered: null, lane: null, connection: null, holders: new Set<string>(), unusable: new Set<string>() };

/** A over B on one axis: per origin the lanes of A, and below them those of B. */
export function ComparedTimeline({ captures, palette, narrow }: Props) {
  const { a, b } = captures;
  const scroller = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [hover, setHover] = useState<{ readonly hit: Hit; readonly x: number; readonly y: number } | null>(null);
  const time = useTimeText();
  const size = useSize(scroller);
  const gridWidth = narrow ? NARROW_NAME_PX : NAME_PX;
  const { axis, laterBy, milestones } = useComparedAxis(captures, Math.max(size.width - gridWidth, 0));
  const origins = useMemo(() => pairOrigins(a.analysis.origins, b.analysis.origins).filter(isUsed), [a, b]);
  const [chosen, setChosen] = useState<ReadonlyMap<string, boolean>>(new Map());
  const { lines, ...sides } = useMemo(() => {
    const first = new Set(origins.slice(0, OPEN_AT_FIRST).map(headId));
    return comparedRows(origins, { a: a.analysis, b: b.analysis }, (id) => chosen.get(id) ?? first.has(id));
  }, [origins, a, b, chosen]);

  const getItemKey = useCallback((i: number) => lines[i]?.id ?? i, [lines]);
  const virtual = useVirtualizer({ count: lines.length, getScrollElement: () => scroller.current, estimateSize: (i) => lines[i]?.height ?? 0, getItemKey, overscan: 6, scrollMargin: HEADER_PX });
  const beside = useMemo(() => ({ analysis: b.analysis, rows: sides.b.rows, tops: sides.b.tops, laterBy }), [b, sides.b, laterBy]);
  const drawn = useRef(() => undefined);
  const scene = useLaneCanvas({ canvas, scroller, drawn }, { analysis: a.analysis, rows: sides.a.rows, tops: sides.a.tops, axis, palette, milestones, emphasis: PLAIN, time, height: size.height, beside });
  const actions = useMemo(() => ({ onHover: (hit: Hit | null, x: number, y: number) => setHover(hit === null ? null : { hit, x, y }), onPick: () => undefined }), []);
  useGestures({ scroller, scene, drawn, headerHeight: HEADER_PX }, axis, gridWidth, actions);

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const command = commandOf(event, undefined);
    if (command?.do === 'zoom' || command?.do === 'pan') moveTime(axis, command);
    else if (command?.do === 'whole') glideTo(axis, rangeOf(fit(axis.home.from, axis.home.to, axis.width)));
    else return;
    event.preventDefault();
  };
  const row = hover?.hit.row.row;
  return (
    <div ref={scroller} role="region" aria-label="Timeline, A over B" tabIndex={0} data-testid="compare-timeline" className={timelineStyles['timeline']} onKeyDown={onKeyDown}>
      <div className={timelineStyles['header']}>
        <div>
          <span className={styles['corner']} style={{ width: gridWidth }}>
            A over B{narrow ? '' : ', from the start of each'}
          </span>
          <Ruler axis={axis} milestones={milestones} />
        </div>
      </div>
      <div className={timelineStyles['content']} style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, start }) => {
          const line = lines[index];
          return line === undefined ? null : <Line key={line.id} line={line} top={start - HEADER_PX} width={gridWidth} onOpen={(id, open) => setChosen(new Map(chosen).set(id, open))} />;
        })}
        <canvas ref={canvas} className={timelineStyles['canvas']} style={{ left: gridWidth }} aria-hidden="true" />
      </div>
      {hover !== null && hover.hit.request !== null && <Tooltip title={hover.hit.request.url} facts={briefFacts(hover.hit.request, row?.kind === 'lane' || row?.kind === 'ghost' ? row.connection : null)} x={hover.x} y={hover.y} />}
    </div>
  );
}

const isUsed = ({ a, b }: OriginOfBoth): boolean => [a, b].some((summary) => summary?.requests.some(usesNetwork) === true);

interface LineProps {
  readonly line: ComparedLine;
  readonly top: number;
  readonly width: number;
  readonly onOpen: (id: string, open: boolean) => void;
}

function Line({ line, top, width, onOpen }: LineProps) {
  const time = useTimeText();
  const place = { height: line.height, transform: `translateY(${top}px)` };
  if (line.kind === 'row') {
    return (
      <div className={`${timelineStyles['row']} ${line.side === 'b' ? styles['sideB'] : ''}`} style={place} data-side={line.side}>
        <div className={timelineStyles['cells']} style={{ width, height: line.height }}>
          <b className={styles['side']}>{line.isFirst ? line.side.toUpperCase() : ''}</b>
          <span className={styles['rowName']} title={sentenceOf(line.row, time)}>{line.row.kind === 'origin' ? plural(line.row.requests.length, 'request') : rowName(line.row)}</span>
        </div>
      </div>
    );
  }
  const { a, b } = line.origin;
  return (
    <div className={`${timelineStyles['row']} ${timelineStyles['origin']}`} style={place}>
      <button type="button" className={styles['head']} aria-expanded={line.open} onClick={() => onOpen(line.id, !line.open)}>
        <Icon name={line.open ? 'open' : 'shut'} size={14} />
        <b>{line.name}</b> <Badges protocols={[...new Set([a, b].flatMap((summary) => summary?.protocols ?? []))]} />
        {(a === null || b === null) && <span className={styles['lesser']}>only in {a === null ? 'B' : 'A'}</span>}
      </button>
    </div>
  );
}
