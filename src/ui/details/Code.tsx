import { useAnnounce } from '../base/announce.ts';
import { copied } from '../base/clipboard.ts';
import styles from './Drawer.module.css';

/** Lines to copy into a configuration, a page or a shell. */
export function Code({ text, label }: { readonly text: string; readonly label: string }) {
  const announce = useAnnounce();
  const copy = async (): Promise<void> => announce(await copied(text, `Copied: ${label}.`));
  return (
    <div className={styles['code']}>
      <pre tabIndex={0} aria-label={label}>
        {text}
      </pre>
      <button type="button" className={styles['copy']} aria-label={`Copy: ${label}`} onClick={() => void copy()}>
        Copy
      </button>
    </div>
  );
}
