import { useId, useState } from 'react';
import type { RecordingStore } from '../../app/recording.ts';
import { Icon } from '../base/Icon.tsx';
import type { PictureKind } from '../picture/give-picture.ts';
import styles from './Toolbar.module.css';

export interface ExportMenuProps {
  readonly exporters: RecordingStore['exporters'];
  readonly onExport: (id: string) => Promise<void>;
  readonly onPicture: (kind: PictureKind) => Promise<void>;
}

const PICTURES: readonly (readonly [kind: PictureKind, label: string])[] = [
  ['png', 'Copy timeline as PNG'],
  ['svg', 'Copy timeline as SVG'],
];

/** The platform's own popover: Esc, a click beside it and focus are the browser's business. */
export function ExportMenu({ exporters, onExport, onPicture }: ExportMenuProps) {
  const id = useId();
  const [failed, setFailed] = useState<string | null>(null);
  const run = (work: () => Promise<void>): void => {
    setFailed(null);
    document.getElementById(id)?.hidePopover();
    work().catch((error: unknown) => setFailed(error instanceof Error ? error.message : String(error)));
  };
  return (
    <>
      {failed !== null && (
        <span role="alert" className={styles['failed']}>
          Export failed: {failed}
        </span>
      )}
      <button type="button" className={styles['button']} data-testid="export" aria-label="Export" title="Export" popoverTarget={id}>
        <Icon name="export" />
      </button>
      <div id={id} popover="auto" className={styles['menu']} role="group" aria-label="Export as">
        {exporters.map((exporter) => (
          <button key={exporter.id} type="button" className={styles['item']} data-testid={`export-${exporter.id}`} onClick={() => run(() => onExport(exporter.id))}>
            {exporter.label}
          </button>
        ))}
        <hr className={styles['parting']} />
        {PICTURES.map(([kind, label]) => (
          <button key={kind} type="button" className={styles['item']} data-testid={`picture-${kind}`} onClick={() => run(() => onPicture(kind))}>
            {label}
          </button>
        ))}
      </div>
    </>
  );
}
