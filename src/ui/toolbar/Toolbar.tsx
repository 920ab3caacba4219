import type { ReactNode } from 'react';
import type { Recording, RecordingStore } from '../../app/recording.ts';
import { plural } from '../base/figures.ts';
import { Icon, type IconName } from '../base/Icon.tsx';
import { ChipBar, type ChipBarProps } from './ChipBar.tsx';
import { FilterField, type FilterFieldProps } from './FilterField.tsx';
import styles from './Toolbar.module.css';

interface Props {
  readonly store: RecordingStore;
  readonly recording: Recording;
  readonly filter: FilterFieldProps;
  readonly chips: ChipBarProps;
  readonly drawer: boolean;
  /** As far as they are counted. */
  readonly findings: number | null;
  readonly onDrawer: () => void;
  /** Empties what is shown: the recording, or puts the file away. */
  readonly onClear: () => void;
  /** Import, export, settings. */
  readonly menus: ReactNode;
}

export function Toolbar({ store, recording, filter, chips, drawer, findings, onDrawer, onClear, menus }: Props) {
  return (
    <div className={styles['bar']} role="toolbar" aria-label="Recording">
      {store.isLive && <LiveControls store={store} recording={recording} onClear={onClear} />}
      <FilterField {...filter} />
      <ChipBar {...chips} />
      <span className={styles['end']}>
        {menus}
        <ToolButton id="details" icon="panel" label={findings ? `Details and ${plural(findings, 'finding')}` : 'Details and findings'} text={findings || ''} pressed={drawer} onClick={onDrawer} />
      </span>
    </div>
  );
}

/** What makes no sense without a tab to record. */
function LiveControls({ store, recording, onClear }: Pick<Props, 'store' | 'recording' | 'onClear'>) {
  const on = recording.recording;
  return (
    <>
      <span className={on ? styles['recording'] : undefined}>
        <ToolButton id="record" icon={on ? 'stop' : 'record'} label={on ? 'Stop recording' : 'Record'} hint="Ctrl+E" pressed={on} onClick={() => store.setRecording(!on)} />
      </span>
      <ToolButton id="clear" icon="clear" label="Clear" hint="Ctrl+L" onClick={onClear} />
      <ToolButton id="reload" icon="reload" label="Reload page" onClick={() => store.reloadPage()} />
      <span className={styles['rule']} />
      <label className={styles['check']} title="Preserve log: keep what was recorded when the page changes">
        <input type="checkbox" data-testid="preserve-log" checked={recording.preserveLog} onChange={(event) => store.setPreserveLog(event.target.checked)} />
        Preserve log
      </label>
      <span className={styles['rule']} />
    </>
  );
}

interface ToolButtonProps {
  readonly id: string;
  readonly icon: IconName;
  readonly label: string;
  readonly hint?: string;
  /** Beside the icon. */
  readonly text?: number | '';
  readonly pressed?: boolean;
  readonly onClick: () => void;
}

function ToolButton({ id, icon, label, hint, text, pressed, onClick }: ToolButtonProps) {
  const title = hint === undefined ? label : `${label} (${hint})`;
  return (
    <button type="button" className={styles['button']} data-testid={id} title={title} aria-label={label} aria-pressed={pressed} onClick={onClick}>
      <Icon name={icon} />
      {text}
    </button>
  );
}
