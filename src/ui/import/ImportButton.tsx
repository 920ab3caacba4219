import { useRef } from 'react';
import { Icon } from '../base/Icon.tsx';
import toolbar from '../toolbar/Toolbar.module.css';

interface Props {
  readonly onFile: (file: File) => void;
  /** The pointer or the keyboard is at the button. */
  readonly onNear: () => void;
}

export function ImportButton({ onFile, onNear }: Props) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button type="button" className={toolbar['button']} data-testid="import" aria-label="Import a HAR file" title="Import a HAR file (plain, .gz or .zip), or drop one on the panel" onPointerEnter={onNear} onFocus={onNear} onClick={() => input.current?.click()}>
        <Icon name="import" />
      </button>
      <input
        ref={input}
        type="file"
        accept=".har,.json,.gz,.zip,application/json,application/gzip,application/zip"
        hidden
        data-testid="import-file"
        onChange={({ target }) => {
          const file = target.files?.[0];
          // The same file may be chosen again.
          target.value = '';
          if (file !== undefined) onFile(file);
        }}
      />
    </>
  );
}
