import { memo } from 'react';
import { isMultiplexed } from '../../core/model/protocol.ts';
import { hostOf } from '../../timeline/origin-names.ts';
import type { Row, RowOf } from '../../timeline/rows.ts';
import { unknownBecause, unusedName } from '../../timeline/words.ts';
import { Badges } from '../base/Badge.tsx';
import { plural } from '../base/figures.ts';
import { Icon } from '../base/Icon.tsx';
import { useTimeText } from '../base/units.ts';
import { cellOf } from './cells.ts';
import type { GridColumns } from './columns.ts';
import { elsewhereName, someEstimated } from './row-name.ts';
import { sentenceOf } from './sentence.ts';
import styles from './Timeline.module.css';

interface Props {
  readonly row: Row;
  readonly index: number;
  readonly top: number;
  readonly columns: GridColumns;
  readonly active: boolean;
  readonly look: 'selected' | 'related' | null;
  /** Some lanes are reported and some estimated: the estimated ones say so. */
  readonly mixed: boolean;
}

/** A connection may be called anything; a list of references parts at spaces. */
export const rowDomId = (row: Row): string => `row-${row.id.replaceAll(/[\s%]/g, (sign) => `%${sign.charCodeAt(0)}`)}`;

export const GridRow = memo(function GridRow({ row, index, top, columns, active, look, mixed }: Props) {
  const time = useTimeText();
  const sentence = sentenceOf(row, time);
  const group = row.kind === 'origin' || row.kind === 'fold' || row.kind === 'elsewhere';
  const classes = [styles['row'], styles[row.kind], look !== null && styles[look], active && styles['active']];
  return (
    <div
      role="row"
      id={rowDomId(row)}
      data-row-id={row.id}
      data-kind={row.kind}
      aria-rowindex={index + 2}
      aria-level={group || row.kind === 'none' ? 1 : 2}
      aria-expanded={group ? row.open : undefined}
      aria-selected={look === 'selected'}
      aria-label={sentence}
      className={classes.filter(Boolean).join(' ')}
      style={{ height: row.height, transform: `translateY(${top}px)` }}
    >
      {/* What no request used has a tooltip of its own (Timeline.tsx). */}
      <div className={styles['cells']} style={{ width: columns.width }} role="presentation" title={row.kind === 'unused' ? undefined : sentence}>
        <div className={styles['name']} role="gridcell">
          <Name row={row} mixed={mixed} />
        </div>
        {columns.columns.map(({ id, width }) => {
          const { text, alarm = false } = cellOf(row, id, time);
          return (
            <div key={id} role="gridcell" data-column={id} title={row.kind === 'origin' ? 'How is this computed? (key: ?)' : undefined} className={`${styles['number']} ${alarm ? styles['alarm'] : ''}`} style={{ width, lineHeight: `${row.height}px` }}>
              {text}
            </div>
          );
        })}
      </div>
    </div>
  );
});

const Caret = ({ open }: { readonly open: boolean }) => (
  <span className={styles['caret']}>
    <Icon name={open ? 'open' : 'shut'} />
  </span>
);

function Name({ row, mixed }: Pick<Props, 'row' | 'mixed'>) {
  switch (row.kind) {
    case 'origin':
      return (
        <>
          <Caret open={row.open} />
          <b>{row.name}</b>
          <Badges protocols={row.origin.protocols} />
        </>
      );
    case 'fold':
      return (
        <>
          <Caret open={row.open} />
          <b>{plural(row.fold.origins.length, 'origin')}</b>
          <span className={styles['lesser']}>· {row.fold.pattern}</span>
        </>
      );
    case 'more':
      return <span className={styles['lesser']}>Show {Math.min(row.left, 50)} more of {row.left}</span>;
    case 'waiting':
      return <span className={styles['lesser']}>{row.forSlot ? 'Waiting for a slot' : 'Waiting in the browser'}</span>;
    case 'lane':
      return <LaneName row={row} mixed={mixed} />;
    case 'ghost':
      return (
        <>
          <Shared />
          <span className={styles['lesser']}>uses {row.connection.label}</span>
        </>
      );
    case 'unused':
      return <UnusedName row={row} />;
    case 'elsewhere':
      return (
        <>
          <Caret open={row.open} />
          <span className={styles['lesser']}>{elsewhereName(row)}</span>
        </>
      );
    case 'stack':
      return (
        <span>
          {row.lanes.length} single-use connections
          <br />
          <span className={styles['lesser']}>
            {['1 request each, then closed', mixed && someEstimated(row)].filter(Boolean).join(' · ')}
          </span>
        </span>
      );
    case 'unknown':
      return (
        <>
          <span className={styles['label']}>Unknown connection</span>
          <span className={styles['lesser']}>· {reasonsOf(row).join('; ')}</span>
        </>
      );
    case 'none':
      return (
        <>
          <span className={styles['caret']} />
          <span className={styles['label']}>No connection</span> <span className={styles['lesser']}>{plural(row.requests.length, 'request')}</span>
        </>
      );
  }
}

const reasonsOf = ({ requests }: RowOf<'unknown'>): readonly string[] => [...new Set(requests.map(unknownBecause))];

const Shared = () => (
  <span className={styles['link']}>
    <Icon name="link" />
  </span>
);

function LaneName({ row: { connection }, mixed }: { readonly row: RowOf<'lane'>; readonly mixed: boolean }) {
  const others = connection.origins.slice(1);
  return (
    <>
      <span className={styles['label']}>{connection.label}</span>
      <Badges protocols={[connection.protocol]} />
      {isMultiplexed(connection.protocol) && connection.peakConcurrency > 1 && <span className={styles['times']}>×{connection.peakConcurrency}</span>}
      {others.length > 0 && (
        <>
          <Shared />
          <span className={styles['lesser']}>+ {others.map(hostOf).join(', ')}</span>
        </>
      )}
      {mixed && connection.basis.kind === 'inferred' && <span className={styles['lesser']}>estimated</span>}
    </>
  );
}

function UnusedName({ row: { connection, withHost } }: { readonly row: RowOf<'unused'> }) {
  return (
    <>
      <span className={styles['label']}>{connection.label}</span>
      <Badges protocols={[connection.protocol]} />
      <span className={styles['lesser']}>
        {withHost && `${hostOf(connection.origin)} · `}
        {unusedName(connection)}
      </span>
    </>
  );
}
