import { useVirtualizer } from '@tanstack/react-virtual';
import { useMemo, useRef, useState, type KeyboardEvent } from 'react';
import type { Connection } from '../../core/model/connection.ts';
import type { Request } from '../../core/model/request.ts';
import { useTimeText } from '../base/units.ts';
import { selectRequest, type Selection } from '../timeline/selection.ts';
import { sortRequests, TABLE_COLUMNS, type TableColumn } from './columns.ts';
import styles from './Drawer.module.css';

interface Props {
  readonly requests: readonly Request[];
  readonly connections: ReadonlyMap<string, Connection>;
  readonly selected: Request | null;
  readonly zero: number;
  readonly onSelect: (selection: Selection) => void;
}

const ROW_PX = 20;

/** The timeline's facts as a table: sortable, and one tab stop for the keyboard. */
export function TableTab({ requests, connections, selected, zero, onSelect }: Props) {
  const [sort, setSort] = useState({ column: 'start', up: true });
  const grid = useRef<HTMLDivElement>(null);
  const time = useTimeText();
  const context = useMemo(() => ({ connections, zero, time }), [connections, zero, time]);
  const sorted = useMemo(() => {
    const column = TABLE_COLUMNS.find(({ id }) => id === sort.column);
    return column === undefined ? requests : sortRequests(requests, column, sort.up, context);
  }, [requests, sort, context]);
  const virtual = useVirtualizer({
    count: sorted.length,
    getScrollElement: () => grid.current?.parentElement ?? null,
    estimateSize: () => ROW_PX,
    overscan: 8,
    scrollMargin: ROW_PX + 1,
    scrollPaddingStart: ROW_PX,
  });
  const at = selected === null ? -1 : sorted.indexOf(selected);
  const onKeyDown = (event: KeyboardEvent): void => {
    const next = nextIndex(event.key, at, sorted.length);
    const request = sorted[next ?? -1];
    if (next === null || request === undefined || event.target !== event.currentTarget) return;
    event.preventDefault();
    onSelect(selectRequest(request));
    virtual.scrollToIndex(next);
  };
  return (
    <div
      ref={grid}
      role="grid"
      tabIndex={0}
      aria-label="Requests"
      aria-rowcount={sorted.length + 1}
      aria-activedescendant={selected === null ? undefined : `table-${selected.id}`}
      className={styles['table']}
      style={{ height: virtual.getTotalSize() + ROW_PX + 1 }}
      onKeyDown={onKeyDown}
    >
      <div role="row" className={styles['thead']} aria-rowindex={1}>
        {TABLE_COLUMNS.map((column) => (
          <div key={column.id} role="columnheader" {...shape(column)} aria-sort={sort.column !== column.id ? 'none' : sort.up ? 'ascending' : 'descending'}>
            <button type="button" onClick={() => setSort({ column: column.id, up: sort.column === column.id ? !sort.up : true })}>
              {column.title} {sort.column === column.id && (sort.up ? '▴' : '▾')}
            </button>
          </div>
        ))}
      </div>
      {virtual.getVirtualItems().map(({ index, start }) => {
        const request = sorted[index];
        if (request === undefined) return null;
        return (
          <div
            key={request.id}
            id={`table-${request.id}`}
            role="row"
            data-request-id={request.id}
            aria-rowindex={index + 2}
            aria-selected={request === selected}
            className={styles['tr']}
            style={{ top: start }}
            onClick={() => onSelect(selectRequest(request))}
          >
            {TABLE_COLUMNS.map((column) => (
              <div key={column.id} role="gridcell" {...shape(column)}>
                {column.text(request, context)}
              </div>
            ))}
          </div>
        );
      })}
    </div>
  );
}

function shape({ width, numeric }: TableColumn) {
  const className = [width === null && styles['grow'], numeric && styles['right']].filter(Boolean).join(' ');
  return width === null ? { className } : { className, style: { width } };
}

function nextIndex(key: string, at: number, count: number): number | null {
  switch (key) {
    case 'ArrowDown':
      return Math.min(at + 1, count - 1);
    case 'ArrowUp':
      return Math.max(at - 1, 0);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}
