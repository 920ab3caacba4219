import { useId, useRef, useState } from 'react';
import { messageOf } from '../../core/base/error.ts';
import type { Job } from '../../app/import/ask-worker.ts';
import type { RecordingStore } from '../../app/recording.ts';
import type { Secrets } from '../../core/export/privacy.ts';
import type { Removed } from '../../core/export/removed.ts';
import { Icon } from '../base/Icon.tsx';
import type { PictureKind } from '../picture/give-picture.ts';
import { PARTS, PICTURE_THEMES, type Part, type PictureChoice, type PictureTheme } from '../picture/picture-choice.ts';
import { Choice } from '../settings/Choice.tsx';
import styles from './ExportMenu.module.css';
import { PrivateData } from './PrivateData.tsx';
import toolbar from './Toolbar.module.css';

export interface ExportMenuProps {
  readonly exporters: RecordingStore['exporters'];
  /** What files leave out. */
  readonly onCount: () => Job<readonly Removed[]>;
  readonly onExport: (id: string, secrets: Secrets) => Promise<void>;
  readonly onPicture: (kind: PictureKind, choice: PictureChoice) => Promise<void>;
}

const PICTURES: readonly (readonly [kind: PictureKind, label: string])[] = [
  ['png', 'Copy timeline as PNG'],
  ['svg', 'Copy timeline as SVG'],
];
const PART_NAMES: Readonly<Record<Part, string>> = { visible: 'What is in sight', whole: 'All of it' };
const THEME_NAMES: Readonly<Record<PictureTheme, string>> = { shown: 'As shown', light: 'Light', dark: 'Dark' };

/** The platform's own popover: Esc, a click beside it and focus are the browser's business. */
export function ExportMenu({ exporters, onCount, onExport, onPicture }: ExportMenuProps) {
  const id = useId();
  const [failed, setFailed] = useState<string | null>(null);
  const [removed, setRemoved] = useState<readonly Removed[] | null>(null);
  const [keeps, setKeeps] = useState(false);
  const [part, setPart] = useState<Part>('visible');
  const [theme, setTheme] = useState<PictureTheme>('shown');
  const attempt = (work: () => Promise<void>): void => {
    setFailed(null);
    work().catch((error: unknown) => setFailed(messageOf(error)));
  };
  const run = (work: () => Promise<void>): void => {
    document.getElementById(id)?.hidePopover();
    attempt(work);
    // To keep secrets is decided anew each time.
    setKeeps(false);
  };
  /** It may take long, and nobody reads it once the menu is closed. */
  const counting = useRef<Job<readonly Removed[]> | null>(null);
  const toggled = (isOpen: boolean): void => {
    counting.current?.cancel();
    if (!isOpen) return setKeeps(false);
    setRemoved(null);
    attempt(async () => {
      counting.current = onCount();
      setRemoved(await counting.current.result);
    });
  };
  return (
    <>
      {failed !== null && (
        <span role="alert" className={toolbar['failed']}>
          Export failed: {failed}
        </span>
      )}
      <button type="button" className={toolbar['button']} data-testid="export" aria-label="Export" title="Export" popoverTarget={id}>
        <Icon name="export" />
      </button>
      <div id={id} popover="auto" className={`${toolbar['menu']} ${styles['menu']}`} role="group" aria-label="Export as" onToggle={({ newState }) => toggled(newState === 'open')}>
        {exporters.map((exporter) => (
          <button key={exporter.id} type="button" className={toolbar['item']} data-testid={`export-${exporter.id}`} onClick={() => run(() => onExport(exporter.id, keeps ? 'keep' : 'remove'))}>
            {exporter.label}
          </button>
        ))}
        <PrivateData removed={removed} keeps={keeps} onKeep={setKeeps} />
        <hr className={toolbar['parting']} />
        {PICTURES.map(([kind, label]) => (
          <button key={kind} type="button" className={toolbar['item']} data-testid={`picture-${kind}`} onClick={() => run(() => onPicture(kind, { part, theme }))}>
            {label}
          </button>
        ))}
        <Choice legend="Part" names={PART_NAMES} values={PARTS} value={part} onChange={setPart} />
        <Choice legend="Colours" names={THEME_NAMES} values={PICTURE_THEMES} value={theme} onChange={setTheme} />
      </div>
    </>
  );
}
