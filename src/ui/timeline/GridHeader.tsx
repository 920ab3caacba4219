import { SORTS, type Sort } from '../../timeline/order.ts';
import type { GridColumns } from './columns.ts';
import styles from './Timeline.module.css';

interface Props {
  readonly columns: GridColumns;
  readonly sort: Sort;
  readonly onSort: (sort: Sort) => void;
}

export const isSort = (value: unknown): value is Sort => (SORTS as readonly unknown[]).includes(value);

export function GridHeader({ columns, sort, onSort }: Props) {
  return (
    <div className={styles['cells']} style={{ width: columns.width }} role="presentation">
      <div className={styles['name']} role="columnheader">
        <span className={styles['title']}>
          Origin<span className={styles['roomy']}> / connection</span>
        </span>
        <select className={styles['sort']} data-testid="sort" aria-label="Sort origins" value={sort} onChange={({ target: { value } }) => isSort(value) && onSort(value)}>
          {SORTS.map((id) => (
            <option key={id} value={id}>
              by {id}
            </option>
          ))}
        </select>
      </div>
      {columns.columns.map(({ id, title, width, tip }) => (
        <div key={id} role="columnheader" title={tip} className={styles['number']} style={{ width }}>
          {title}
        </div>
      ))}
    </div>
  );
}
