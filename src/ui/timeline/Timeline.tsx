import { defaultRangeExtractor, useVirtualizer, type Range } from '@tanstack/react-virtual';
import { useCallback, useEffect, useMemo, useRef, useState, type RefObject } from 'react';
import type { Request } from '../../core/model/request.ts';
import type { Shown } from '../../timeline/group.ts';
import { unusableFor } from '../../timeline/unusable.ts';
import type { Hit } from '../../timeline/hit-test.ts';
import type { Row } from '../../timeline/rows.ts';
import type { Sort } from '../../timeline/order.ts';
import type { Connection } from '../../core/model/connection.ts';
import { briefFacts } from '../details/facts.ts';
import { briefUnusedFacts } from '../details/unused-facts.ts';
import { useTimeText } from '../base/units.ts';
import type { Measure } from '../base/use-size.ts';
import { askedOf, type Asked } from './asked.ts';
import type { GridColumns } from './columns.ts';
import { GridHeader } from './GridHeader.tsx';
import { GridRow, rowDomId } from './GridRow.tsx';
import { laneIndexOf } from './keys.ts';
import { Ruler } from './Ruler.tsx';
import { selectRequest, selectRow, type Selection } from './selection.ts';
import styles from './Timeline.module.css';
import { Tooltip } from './Tooltip.tsx';
import { useAnchor } from './use-anchor.ts';
import { useGestures } from './use-gestures.ts';
import { useKeys } from './use-keys.ts';
import { useLaneCanvas, type LanePicture } from './use-lane-canvas.ts';

export interface TimelineProps extends Omit<LanePicture, 'emphasis' | 'time'> {
  readonly columns: GridColumns;
  readonly sort: Sort;
  readonly onSort: (sort: Sort) => void;
  readonly selection: Selection;
  readonly onSelect: (selection: Selection) => void;
  /** Origins that no fold hides: findings name them. */
  readonly named: ReadonlySet<string>;
  /** What a filter leaves. */
  readonly shown: Shown;
  /** Its row is to be brought into sight. */
  readonly sought: Request | null;
  /** Makes the request's row exist, and brings it into sight. */
  readonly onSeek: (request: Request) => void;
  readonly onSought: () => void;
  readonly onOpen: (rowId: string, open: boolean) => void;
  readonly onMore: (foldId: string) => void;
  readonly onExplain: (asked: Asked) => void;
  readonly onHeld: (held: boolean) => void;
  readonly onCopy: (row: Row) => void;
  /** The selected request. */
  readonly selected: Request | null;
  readonly connections: ReadonlyMap<string, Connection>;
  /** Ids of the requests that held what the selected one waited for. */
  readonly holders: ReadonlySet<string>;
  readonly element: RefObject<HTMLDivElement | null>;
  /** Of the same element. */
  readonly measure: Measure;
}

/** The header sticks to the top of what scrolls. */
export const HEADER_PX = 22;

interface Hover {
  readonly hit: Hit;
  readonly x: number;
  readonly y: number;
}

export function Timeline(props: TimelineProps) {
  const { analysis, rows, tops, axis, palette, milestones, columns, element: scroller, selection, selected, holders, onSelect, onOpen, onMore, onExplain, onHeld } = props;
  const canvas = useRef<HTMLCanvasElement>(null);
  const [hover, setHover] = useState<Hover | null>(null);
  const [activeId, setActiveId] = useState<string | null>(null);
  const time = useTimeText();

  // Another function is what tells the virtualizer that there are other rows, of other heights.
  const getItemKey = useCallback((i: number) => rows[i]?.id ?? i, [rows]);
  const activeIndex = useMemo(() => rows.findIndex(({ id }) => id === activeId), [rows, activeId]);
  const rangeExtractor = useCallback((range: Range) => withActive(defaultRangeExtractor(range), activeIndex), [activeIndex]);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (i) => rows[i]?.height ?? 0,
    getItemKey,
    rangeExtractor,
    overscan: 6,
    scrollMargin: HEADER_PX,
    scrollPaddingStart: HEADER_PX,
  });

  const hovered = hover?.hit.request ?? null;
  const hoveredRow = hover?.hit.row.row;
  useAnchor(scroller, hoveredRow?.id ?? activeId, { analysis, named: props.named, rows, tops });
  const emphasis = useMemo(() => {
    const laneId = hover?.hit.row.row.kind === 'lane' ? hover.hit.row.row.connection.id : null;
    const lane = hovered !== null ? null : (laneId ?? (selected === null ? selection.connection : null));
    return { selected, hovered, lane, connection: hovered?.connection ?? laneId, holders, unusable: new Set(unusableFor(analysis, selected).map(({ id }) => id)) };
  }, [analysis, selected, selection.connection, holders, hovered, hover]);

  const drawn = useRef(() => undefined);
  const scene = useLaneCanvas({ canvas, scroller, drawn }, { analysis, rows, tops, axis, palette, milestones, emphasis, time, height: props.height });
  const actions = useMemo(
    () => ({
      onHover: (hit: Hit | null, x: number, y: number) => {
        onHeld(hit !== null);
        setHover((old) => next(old, hit, x, y));
      },
      onPick: ({ row: { row }, request }: Hit, column: string) => {
        setActiveId(row.id);
        const asked = askedOf(row, column);
        if (request !== null) onSelect(selectRequest(request));
        else if (asked !== null) onExplain(asked);
        else if (row.kind === 'origin' || row.kind === 'fold' || row.kind === 'elsewhere') onOpen(row.id, !row.open);
        else if (row.kind === 'more') onMore(row.fold.id);
        else onSelect(selectRow(row));
      },
    }),
    [onHeld, onSelect, onOpen, onMore, onExplain],
  );
  useGestures({ scroller, scene, drawn, headerHeight: HEADER_PX }, axis, columns.width, actions);
  const { sought, onSought } = props;
  useEffect(() => {
    if (sought === null) return;
    onSought();
    const index = laneIndexOf(rows, sought);
    const row = rows[index];
    if (row === undefined) return;
    setActiveId(row.id);
    virtual.scrollToIndex(index);
  }, [sought, onSought, rows, virtual]);
  const onKeyDown = useKeys(props, { activeId, setActiveId, selected, scrollTo: (i) => virtual.scrollToIndex(i) });

  const { measure } = props;
  const attach = useCallback((element: HTMLDivElement | null) => {
    scroller.current = element;
    const stop = measure(element);
    return () => {
      scroller.current = null;
      stop?.();
    };
  }, [scroller, measure]);
  const active = rows[activeIndex];
  return (
    <>
      <div
        ref={attach}
        role="treegrid"
        tabIndex={0}
        data-testid="timeline"
        aria-label="Connections by origin"
        aria-rowcount={rows.length + 1}
        aria-activedescendant={active === undefined ? undefined : rowDomId(active)}
        className={styles['timeline']}
        onKeyDown={onKeyDown}
      >
        <div className={styles['header']} role="rowgroup">
          <div role="row" aria-rowindex={1}>
            <GridHeader columns={columns} sort={props.sort} onSort={props.onSort} />
            <Ruler axis={axis} milestones={milestones} />
          </div>
        </div>
        <div className={styles['content']} style={{ height: virtual.getTotalSize() }} role="rowgroup" data-testid="lanes">
          {virtual.getVirtualItems().map(({ index, start }) => {
            const row = rows[index];
            if (row === undefined) return null;
            return <GridRow key={row.id} row={row} index={index} top={start - HEADER_PX} columns={columns} active={row.id === activeId} look={lookOf(row, selection, selected, emphasis.unusable)} mixed={analysis.basis === 'mixed'} />;
          })}
          <canvas ref={canvas} className={styles['canvas']} style={{ left: columns.width }} aria-hidden="true" />
        </div>
      </div>
      {/* Not in the grid, in which a tooltip is no row. */}
      {hover !== null && hovered !== null && (
        <Tooltip title={hovered.url} facts={briefFacts(hovered, props.connections.get(hovered.connection ?? '') ?? null)} x={hover.x} y={hover.y} />
      )}
      {hover !== null && hoveredRow?.kind === 'unused' && (
        <Tooltip title={`${hoveredRow.connection.label} · ${hoveredRow.connection.origin}`} facts={briefUnusedFacts(hoveredRow.connection, axis.zero, time)} x={hover.x} y={hover.y} />
      )}
    </>
  );
}

/** The row that the keyboard stands on is in the document wherever it is: what a screen reader is pointed at must exist. */
const withActive = (inSight: readonly number[], active: number): number[] => (active < 0 || inSight.includes(active) ? [...inSight] : [...inSight, active].toSorted((a, b) => a - b));

/** The same object for the same thing at the same place: another would be drawn again. */
function next(old: Hover | null, hit: Hit | null, x: number, y: number): Hover | null {
  if (hit === null) return null;
  const isSame = old !== null && old.x === x && old.y === y && old.hit.request === hit.request && old.hit.row.row === hit.row.row;
  return isSame ? old : { hit, x, y };
}

function lookOf(row: Row, { connection }: Selection, selected: Request | null, unusable: ReadonlySet<string>): 'selected' | 'related' | null {
  if (row.kind === 'lane' && unusable.has(row.connection.id)) return 'related';
  // Of no connection, or of one that nobody names.
  if ((row.kind === 'unknown' || row.kind === 'none') && selected !== null) return row.requests.includes(selected) ? 'selected' : null;
  if (row.kind === 'stack') return row.lanes.some((lane) => lane.connection.id === connection) ? 'selected' : null;
  if (connection === null) return null;
  if ((row.kind === 'lane' || row.kind === 'unused') && row.connection.id === connection) return 'selected';
  return row.kind === 'ghost' && row.connection.id === connection ? 'related' : null;
}
