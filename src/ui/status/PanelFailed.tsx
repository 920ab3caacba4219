import { useState } from 'react';
import { messageOf } from '../../core/base/error.ts';
import app from '../App.module.css';
import styles from './Status.module.css';

interface Props {
  /** What was thrown while the panel was drawn. */
  readonly error: unknown;
  readonly theme: 'light' | 'dark';
  readonly onAgain: () => void;
  /** Leaves the file or the comparison that is shown; `null`: neither is. */
  readonly close: { readonly label: string; readonly run: () => void } | null;
  /** Saves what was recorded, which was not touched; `null`: nothing is recorded here. */
  readonly onSave: (() => Promise<void>) | null;
}

/** In place of the panel when it cannot be drawn: what failed, and how to go on. */
export function PanelFailed({ error, theme, onAgain, close, onSave }: Props) {
  const [unsaved, setUnsaved] = useState<string | null>(null);
  return (
    <main className={app['panel']} data-theme={theme} data-testid="panel-failed">
      <div className={styles['empty']} role="alert">
        <p className={styles['big']}>The panel cannot be shown: {messageOf(error)}</p>
        <p>This is a fault of Reuse Lens. What was captured is kept.</p>
        <div className={styles['ways']}>
          <button type="button" className={styles['action']} onClick={onAgain}>
            Try again
          </button>
          {close !== null && (
            <button type="button" className={styles['action']} onClick={close.run}>
              {close.label}
            </button>
          )}
          {onSave !== null && (
            <button type="button" className={styles['action']} onClick={() => void onSave().then(() => setUnsaved(null), (why: unknown) => setUnsaved(messageOf(why)))}>
              Save the raw capture
            </button>
          )}
        </div>
        {unsaved !== null && <p className={styles['after']}>The raw capture cannot be saved: {unsaved}</p>}
      </div>
    </main>
  );
}
