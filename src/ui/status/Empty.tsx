import type { Recording, RecordingStore } from '../../app/recording.ts';
import type { Request } from '../../core/model/request.ts';
import { plural } from '../base/figures.ts';
import { FileButton } from '../import/FileButton.tsx';
import { noConnectionText } from './no-connection-text.ts';
import styles from './Status.module.css';

interface Props {
  readonly recording: Recording;
  readonly store: RecordingStore;
  /** The name of the file that is shown, if it is one. */
  readonly file: string | null;
  readonly onFiles: (files: readonly File[]) => void;
  readonly onNear: () => void;
}

/** Nothing to show yet, and what to do about it. */
export function Empty({ recording, store, file, onFiles, onNear }: Props) {
  const { unused = [] } = recording.analysis;
  if (file !== null) {
    return (
      <div className={styles['empty']} data-testid="empty">
        <p className={styles['big']}>The file {file} has no requests.</p>
        {unused.length > 0 && <p>It tells of {plural(unused.length, 'connection')} that no request used: exports name them when private data is kept.</p>}
      </div>
    );
  }
  if (!store.isLive) {
    return (
      <div className={styles['empty']} data-testid="empty">
        <p className={styles['big']}>Open a capture to see its connections.</p>
        <p>Or drop it here; two files are compared. Nothing leaves your browser.</p>
        <FileButton id="open" className={styles['action']} title="Open a capture, or two to compare them" multiple onFiles={onFiles} onNear={onNear}>
          Open a file
        </FileButton>
        <p className={styles['after']}>To record a page, open DevTools on it and choose Connections.</p>
      </div>
    );
  }
  return (
    <div className={styles['empty']} data-testid="empty">
      {recording.recording ? (
        <>
          <p className={styles['big']}>Reload to see this page’s connections.</p>
          <p>Of connections that were opened before DevTools only their later requests can be seen.</p>
          <button type="button" className={styles['action']} onClick={() => store.reloadPage()}>
            Reload page
          </button>
          <p className={styles['after']}>Recording. Requests appear here as the browser tells of them.</p>
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

/** Why a whole recording has no lanes. */
export const NoConnection = ({ requests }: { readonly requests: readonly Request[] }) => (
  <p className={styles['line']} data-testid="no-connection">
    {noConnectionText(requests)}
  </p>
);
