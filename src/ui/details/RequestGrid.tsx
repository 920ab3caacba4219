import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, type KeyboardEvent } from 'react';
import type { Request } from '../../core/model/request.ts';
import { selectRequest, type Selection } from '../timeline/selection.ts';
import type { TableColumn, TableContext } from './columns.ts';
import styles from './Table.module.css';

export interface TableSort {
  readonly column: string;
  readonly up: boolean;
}

/** Of another version, or touched by hand. */
export const isTableSort = (value: unknown): value is TableSort => typeof value === 'object' && value !== null && 'column' in value && typeof value.column === 'string' && 'up' in value && typeof value.up === 'boolean';

interface Props {
  /** In the order of the sort. */
  readonly requests: readonly Request[];
  readonly columns: readonly TableColumn[];
  readonly context: TableContext;
  readonly selected: Request | null;
  readonly sort: TableSort;
  readonly onSort: (sort: TableSort) => void;
  readonly onSelect: (selection: Selection) => void;
  readonly onCopy: () => void;
}

const ROW_PX = 20;
/** Room for the column that takes what is left. */
const GROW_PX = 120;

/** One tab stop for the rows, of which those in sight alone are in the document, and one for each title. */
export function RequestGrid({ requests, columns, context, selected, sort, onSort, onSelect, onCopy }: Props) {
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: requests.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: 8,
    scrollMargin: ROW_PX + 1,
    scrollPaddingStart: ROW_PX,
  });
  const at = selected === null ? -1 : requests.indexOf(selected);
  const items = virtual.getVirtualItems();
  const latest = useRef({ at, virtual });
  useEffect(() => {
    latest.current = { at, virtual };
  });
  // Also what was selected in the lanes; not again where the table alone changes.
  useEffect(() => {
    if (latest.current.at >= 0) latest.current.virtual.scrollToIndex(latest.current.at);
  }, [selected?.id]);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.target !== event.currentTarget) return;
    if (event.key.toLowerCase() === 'c' && (event.ctrlKey || event.metaKey) && at >= 0) {
      event.preventDefault();
      return onCopy();
    }
    const next = nextIndex(event.key, at, requests.length);
    const request = requests[next ?? -1];
    if (next === null || request === undefined) return;
    event.preventDefault();
    onSelect(selectRequest(request));
  };
  return (
    <div className={styles['frame']}>
      <div ref={scroller} className={styles['scroller']}>
        <div
          role="grid"
          tabIndex={0}
          aria-label="Requests"
          aria-rowcount={requests.length + 1}
          aria-activedescendant={selected !== null && items.some(({ index }) => index === at) ? `table-${selected.id}` : undefined}
          className={styles['table']}
          style={{ height: virtual.getTotalSize() + ROW_PX + 1, minWidth: columns.reduce((sum, { width }) => sum + (width ?? GROW_PX), 0) }}
          onKeyDown={onKeyDown}
        >
          <div role="row" className={styles['thead']} aria-rowindex={1}>
            {columns.map((column) => (
              <div key={column.id} role="columnheader" {...shape(column)} aria-sort={sort.column !== column.id ? 'none' : sort.up ? 'ascending' : 'descending'}>
                <button type="button" onClick={() => onSort({ column: column.id, up: sort.column === column.id ? !sort.up : true })}>
                  {column.title} {sort.column === column.id && (sort.up ? '▴' : '▾')}
                </button>
              </div>
            ))}
          </div>
          {items.map(({ index, start }) => {
            const request = requests[index];
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
                {columns.map((column) => (
                  <div key={column.id} role="gridcell" {...shape(column)}>
                    {column.text(request, context)}
                  </div>
                ))}
              </div>
            );
          })}
        </div>
      </div>
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
