import type { Analysis } from '../../core/model/analysis.ts';
import { hasDoubt } from '../../core/model/candidates.ts';
import { FileName } from '../base/FileName.tsx';
import { countText, plural } from '../base/figures.ts';
import { connectionsText } from './connections-text.ts';
import styles from './Status.module.css';

const BASIS: Readonly<Record<Analysis['basis'], string>> = {
  reported: 'Connection ids: reported',
  inferred: 'Connections: estimated (~)',
  mixed: 'Connection ids: reported, some estimated (~)',
  none: '',
};

interface Props {
  readonly analysis: Analysis;
  readonly origins: number;
  readonly shown: number | null;
  readonly file: string | null;
  /** The effect of the last action, for a while. */
  readonly said: string;
}

/** The grammar in one line, what is of this recording first, and how much is shown: that is never cut. */
export function KeyBar({ analysis, origins, shown, file, said }: Props) {
  const { totals } = analysis;
  const basis = BASIS[analysis.basis];
  const requests = plural(totals.requests, 'request');
  return (
    <div className={styles['keys']} data-testid="key-bar">
      <span className={styles['legend']}>
        {shown !== null && (
          <span className={styles['key']}>
            <i className={styles['hidden']} /> hidden by the filter
          </span>
        )}
        {hasDoubt(analysis) && (
          <span className={styles['key']} title="On this connection, or on another that it names; less than 80% sure">
            <i className={styles['unsure']}>?</i> or on another
          </span>
        )}
        <span className={styles['key']}>
          <i className={styles['new']}>+</i> new
        </span>
        <span className={styles['key']}>
          <i className={styles['earlier']}>‹</i> opened earlier
        </span>
        <span className={styles['key']}>
          <i className={styles['swatch']} style={{ background: 'var(--dns)' }} />
          <i className={styles['swatch']} style={{ background: 'var(--tcp)' }} />
          <i className={styles['swatch']} style={{ background: 'var(--tls)' }} /> DNS TCP TLS
        </span>
        <span className={styles['key']}>
          <i className={styles['waiting']} /> waiting
        </span>
        <span className={styles['key']}>
          <i className={styles['receiving']} /> receiving
        </span>
        <span className={styles['key']}>
          <i className={styles['stalled']} /> stalled
        </span>
        <span className={styles['key']}>✕ closed</span>
      </span>
      <span className={styles['said']} role="status" data-testid="said">
        {said}
      </span>
      <span className={styles['count']} data-testid="count">
        {shown === null ? requests : `${countText(shown)} of ${requests}`} · {plural(origins, 'origin')} · {connectionsText(analysis)}
        <span className={styles['basis']}>
          {file !== null && (
            <>
              Imported: <FileName name={file} />
              {basis !== '' && ' · '}
            </>
          )}
          {basis}
        </span>
      </span>
    </div>
  );
}
