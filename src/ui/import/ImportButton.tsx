import { Icon } from '../base/Icon.tsx';
import toolbar from '../toolbar/Toolbar.module.css';
import { FileButton } from './FileButton.tsx';

interface Props {
  /** One to show, a NetLog and another of the same run, or two to compare. */
  readonly onFiles: (files: readonly File[]) => void;
  readonly onNear: () => void;
}

export function ImportButton({ onFiles, onNear }: Props) {
  return (
    <FileButton id="import" className={toolbar['button']} label="Import a file" title="Import a HAR, a NetLog (or both of one run), a trace or a log of DevTools events, plain, .gz or .zip; or two captures to compare them" multiple onFiles={onFiles} onNear={onNear}>
      <Icon name="import" />
    </FileButton>
  );
}

interface CompareProps {
  readonly onFile: (file: File) => void;
  readonly onNear: () => void;
}

/** Opens a second capture beside the one that is shown. */
export function CompareButton({ onFile, onNear }: CompareProps) {
  return (
    <FileButton id="compare-with" className={toolbar['button']} label="Compare with another capture" title="Compare what is shown with another file" onFiles={([file]) => onFile(file!)} onNear={onNear}>
      <Icon name="compare" />
    </FileButton>
  );
}
