import * as Menu from '@radix-ui/react-dropdown-menu';
import { useState } from 'react';
import type { RecordingStore } from '../../app/recording.ts';
import { Icon } from '../base/Icon.tsx';
import styles from './Toolbar.module.css';

interface Props {
  readonly exporters: RecordingStore['exporters'];
  readonly onExport: (id: string) => Promise<void>;
}

export function ExportMenu({ exporters, onExport }: Props) {
  const [failed, setFailed] = useState<string | null>(null);
  const run = (id: string): void => {
    setFailed(null);
    onExport(id).catch((error: unknown) => setFailed(error instanceof Error ? error.message : String(error)));
  };
  return (
    <Menu.Root modal={false}>
      <Menu.Trigger className={styles['button']} data-testid="export" aria-label="Export" title={failed === null ? 'Export' : `Export failed: ${failed}`}>
        <Icon name="export" />
      </Menu.Trigger>
      {failed !== null && <span role="alert">Export failed: {failed}</span>}
      <Menu.Content className={styles['menu']} align="end" sideOffset={2}>
        {exporters.map(({ id, label }) => (
          <Menu.Item key={id} className={styles['item']} data-testid={`export-${id}`} onSelect={() => run(id)}>
            {label}
          </Menu.Item>
        ))}
      </Menu.Content>
    </Menu.Root>
  );
}
