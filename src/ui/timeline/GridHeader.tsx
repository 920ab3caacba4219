import * as Menu from '@radix-ui/react-dropdown-menu';
import { SORTS, type Sort } from '../../timeline/order.ts';
import menu from '../toolbar/Toolbar.module.css';
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
        Origin / connection
        <Menu.Root modal={false}>
          <Menu.Trigger className={styles['sort']} data-testid="sort" aria-label={`Sort: by ${sort}`}>
            <span className={styles['sortName']}>by {sort}</span> ▾
          </Menu.Trigger>
          <Menu.Content className={menu['menu']} align="start">
            <Menu.RadioGroup value={sort} onValueChange={(value) => isSort(value) && onSort(value)}>
              {SORTS.map((id) => (
                <Menu.RadioItem key={id} value={id} className={menu['item']}>
                  by {id}
                </Menu.RadioItem>
              ))}
            </Menu.RadioGroup>
          </Menu.Content>
        </Menu.Root>
      </div>
      {columns.columns.map(({ id, title, width }) => (
        <div key={id} role="columnheader" className={styles['number']} style={{ width }}>
          {title}
        </div>
      ))}
    </div>
  );
}
