import { useRef } from 'react';
import { Icon } from '../base/Icon.tsx';
import toolbar from '../toolbar/Toolbar.module.css';

interface Props {
  readonly onFiles: (...files: readonly File[]) => void;
  /** The pointer or the keyboard is at the button. */
  readonly onNear: () => void;
}

export function ImportButton({ onFiles, onNear }: Props) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button type="button" className={toolbar['button']} data-testid="import" aria-label="Import a file" title="Import a HAR, a NetLog (or both of one run), a trace or a log of DevTools events, or drop it on the panel" onPointerEnter={onNear} onFocus={onNear} onClick={() => input.current?.click()}>
        <Icon name="import" />
      </button>
      <input
        ref={input}
        type="file"
        accept=".har,.json,application/json"
        multiple
        hidden
        data-testid="import-file"
        onChange={({ target }) => {
          const files = [...(target.files ?? [])];
          // The same files may be chosen again.
          target.value = '';
          onFiles(...files);
        }}
      />
    </>
  );
}
