import { useRef, type ReactNode } from 'react';

interface Props {
  /** Of the button; its input is `<id>-file`. */
  readonly id: string;
  readonly className: string | undefined;
  readonly label?: string;
  readonly title: string;
  readonly multiple?: boolean;
  readonly onFiles: (files: readonly File[]) => void;
  /** The pointer or the keyboard is at the button. */
  readonly onNear: () => void;
  readonly children: ReactNode;
}

/** A button that lets the user choose files. */
export function FileButton({ id, className, label, title, multiple = false, onFiles, onNear, children }: Props) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button type="button" className={className} data-testid={id} aria-label={label} title={title} onPointerEnter={onNear} onFocus={onNear} onClick={() => input.current?.click()}>
        {children}
      </button>
      <input
        ref={input}
        type="file"
        accept=".har,.json,.jsonl,.ndjson,.log,.txt,.gz,.zip,application/json,application/gzip,application/zip"
        multiple={multiple}
        hidden
        data-testid={`${id}-file`}
        onChange={({ target }) => {
          const files = [...(target.files ?? [])];
          // The same file may be chosen again.
          target.value = '';
          if (files.length > 0) onFiles(files);
        }}
      />
    </>
  );
}
