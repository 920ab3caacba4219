import { useRef } from 'react';
import { Icon } from '../base/Icon.tsx';
import toolbar from '../toolbar/Toolbar.module.css';

export function ImportButton({ onFile }: { readonly onFile: (file: File) => void }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button type="button" className={toolbar['button']} data-testid="import" aria-label="Import a HAR file" title="Import a HAR file, or drop one on the panel" onClick={() => input.current?.click()}>
        <Icon name="import" />
      </button>
      <input
        ref={input}
        type="file"
        accept=".har,.json,application/json"
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
