import type { Imports, ImportState } from '../../app/import/imports.ts';
import type { ZipChoice } from '../../files/open-zip.ts';
import { Icon } from '../base/Icon.tsx';
import { FileName } from '../base/FileName.tsx';
import { AboutFile } from './AboutFile.tsx';
import { Running } from './Running.tsx';
import styles from '../status/Status.module.css';

interface Props {
  readonly imports: Imports;
  readonly state: ImportState;
  /** There is a recording behind the file. */
  readonly isLive: boolean;
}

/** A file that is being read, could not be read, or is shown. */
export function ImportBar({ imports, state, isLive }: Props) {
  const { running, failed, shown } = state;
  if (running === null && failed === null && shown === null) return null;
  return (
    <div className={styles['notices']}>
      {running !== null && <Running key={running.name} text={`Reading ${running.name}`} testId="import" progress={running.progress} onCancel={imports.cancel} />}
      {failed !== null && (
        <div className={styles['notice']} role="alert" data-testid="import-failed">
          <Icon name="warning" size={14} />
          <span>
            <b><FileName name={failed.name} /></b>: {failed.why}
          </span>
          <button type="button" className={styles['dismiss']} aria-label="Dismiss" onClick={imports.forgetFailure}>
            <Icon name="close" size={12} />
          </button>
        </div>
      )}
      {shown !== null && (
        <div className={styles['notice']} data-testid="import-shown">
          <Icon name="import" size={14} />
          <span role="status">
            The file <b><FileName name={shown.name} /></b> is shown{shown.choice !== null && partText(shown.choice)}.{isLive && ' The recording is kept.'}
          </span>
          <AboutFile name={shown.choice?.name ?? shown.name} about={shown.about} />
          <button type="button" className={styles['action']} data-testid="import-close" onClick={imports.close}>
            {isLive ? 'Back to recording' : 'Close file'}
          </button>
        </div>
      )}
    </div>
  );
}

/** Of an archive one file is shown, and which. */
const partText = ({ name, others }: ZipChoice): string => (others.length === 0 ? `, of it ${name}` : `, of it ${name}, one of ${others.length + 1} captures`);
