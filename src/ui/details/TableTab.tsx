import { useMemo } from 'react';
import type { SettingsStore } from '../../app/host.ts';
import type { Connection } from '../../core/model/connection.ts';
import type { Request } from '../../core/model/request.ts';
import { useAnnounce } from '../base/announce.ts';
import { copied } from '../base/clipboard.ts';
import { plural } from '../base/figures.ts';
import { useTimeText } from '../base/units.ts';
import { useSetting } from '../base/use-setting.ts';
import type { Selection } from '../timeline/selection.ts';
import { ColumnMenu } from './ColumnMenu.tsx';
import { columnsOf, isColumnList, sortRequests, tsvOf, USUAL_COLUMNS } from './columns.ts';
import { isTableSort, RequestGrid, type TableSort } from './RequestGrid.tsx';
import styles from './Table.module.css';

interface Props {
  readonly requests: readonly Request[];
  readonly connections: ReadonlyMap<string, Connection>;
  readonly selected: Request | null;
  readonly zero: number;
  readonly settings: SettingsStore;
  readonly onSelect: (selection: Selection) => void;
}

const BY_START: TableSort = { column: 'start', up: true };

/** The timeline's facts as a table: sortable, and the accessible twin of the lanes. */
export function TableTab({ requests, connections, selected, zero, settings, onSelect }: Props) {
  const [sort, setSort] = useSetting(settings, 'table-sort', BY_START, isTableSort);
  const [ids, setIds] = useSetting<readonly string[]>(settings, 'table-columns', USUAL_COLUMNS, isColumnList);
  const columns = useMemo(() => columnsOf(ids), [ids]);
  const time = useTimeText();
  const announce = useAnnounce();
  const context = useMemo(() => ({ connections, zero, time }), [connections, zero, time]);
  const sorted = useMemo(() => {
    const column = columns.find(({ id }) => id === sort.column);
    return column === undefined ? requests : sortRequests(requests, column, sort.up, context);
  }, [requests, columns, sort, context]);
  const copy = async (some: readonly Request[]): Promise<void> => announce(await copied(tsvOf(some, columns, context), `Copied ${plural(some.length, 'row')}.`));
  const copySelected = (): void => {
    if (selected !== null) void copy([selected]);
  };
  return (
    <div className={styles['tab']}>
      <div className={styles['tools']}>
        <ColumnMenu ids={ids} onChange={setIds} />
        <button type="button" data-testid="copy-tsv" onClick={() => void copy(sorted)}>
          Copy as TSV
        </button>
        <button type="button" data-testid="copy-row" aria-disabled={selected === null} onClick={copySelected}>
          Copy row
        </button>
      </div>
      <RequestGrid requests={sorted} columns={columns} context={context} selected={selected} sort={sort} onSort={setSort} onSelect={onSelect} onCopy={copySelected} />
    </div>
  );
}
