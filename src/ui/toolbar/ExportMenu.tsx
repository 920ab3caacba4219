import { useId, useState } from 'react';
import type { RecordingStore } from '../../app/recording.ts';
import { Icon } from '../base/Icon.tsx';
import styles from './Toolbar.module.css';

interface Props {
  readonly exporters: RecordingStore['exporters'];
  readonly onExport: (id: string) => Promise<void>;
}

/** The platform's own popover: Esc, a click beside it and focus are the browser's business. */
export function ExportMenu({ exporters, onExport }: Props) {
  const id = useId();
  const [failed, setFailed] = useState<string | null>(null);
  const run = (exporterId: string): void => {
    setFailed(null);
    document.getElementById(id)?.hidePopover();
    onExport(exporterId).catch((error: unknown) => setFailed(error instanceof Error ? error.message : String(error)));
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
          <button key={exporter.id} type="button" className={styles['item']} data-testid={`export-${exporter.id}`} onClick={() => run(exporter.id)}>
            {exporter.label}
          </button>
        ))}
      </div>
    </>
  );
}
