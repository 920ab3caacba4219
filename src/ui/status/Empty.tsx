import type { Recording, RecordingStore } from '../../app/recording.ts';
import { plural } from '../base/figures.ts';
import styles from './Status.module.css';

/** Nothing to show yet, and what to do about it. */
export function Empty({ recording, store }: { readonly recording: Recording; readonly store: RecordingStore }) {
  return (
    <div className={styles['empty']} data-testid="empty">
      {recording.recording ? (
        <>
          <p className={styles['big']}>Reload to see this page’s connections.</p>
          <p>Recording. Requests appear here as they finish. Connections opened before DevTools can’t be seen.</p>
          <button type="button" className={styles['action']} onClick={() => store.reloadPage()}>
            Reload page
          </button>
        </>
      ) : (
        <>
          <p className={styles['big']}>Recording is off.</p>
          <button type="button" className={styles['action']} onClick={() => store.setRecording(true)}>
            Record
          </button>
        </>
      )}
    </div>
  );
}

export function NoMatch({ text, onClear }: { readonly text: string; readonly onClear: () => void }) {
  return (
    <div className={styles['empty']} data-testid="no-match">
      <p>
        No request matches <code>{text}</code>.
      </p>
      <button type="button" className={styles['action']} onClick={onClear}>
        Clear filter
      </button>
    </div>
  );
}

export function NoConnection({ count }: { readonly count: number }) {
  return (
    <p className={styles['line']} data-testid="no-connection">
      No connection was used: all {plural(count, 'request')} came from cache or a service worker, or failed before one.
    </p>
  );
}
