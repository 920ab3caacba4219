import type { Removed } from '../../core/export/removed.ts';
import { countText, plural } from '../base/figures.ts';
import styles from './ExportMenu.module.css';

interface Props {
  /** `null`: not counted yet. */
  readonly removed: readonly Removed[] | null;
  readonly keeps: boolean;
  readonly onKeep: (keeps: boolean) => void;
}

const MOST_NAMES = 4;

/** What files leave out, before one is written: names and numbers, never a value. */
export function PrivateData({ removed, keeps, onKeep }: Props) {
  return (
    <fieldset>
      <legend>Private data</legend>
      <p className={styles['removed']} data-testid="removed">
        {removed === null ? 'Counting…' : removed.length === 0 ? 'This recording has none that is known as such.' : `${keeps ? 'Goes into the file' : 'Left out of every file'}: ${removed.map(said).join('; ')}.`}
      </p>
      <label>
        <input type="checkbox" data-testid="keep-private" checked={keeps} onChange={({ currentTarget }) => onKeep(currentTarget.checked)} />
        Keep private data
      </label>
    </fieldset>
  );
}

function said({ what, count, names }: Removed): string {
  const number = numberOf(count, what);
  if (names.length === 0) return number;
  return `${number} (${names.slice(0, MOST_NAMES).join(', ')}${names.length > MOST_NAMES ? '…' : ''})`;
}

function numberOf(count: number, what: Removed['what']): string {
  if (what === 'body') return count === 1 ? '1 body' : `${countText(count)} bodies`;
  return what === 'host' ? `${plural(count, what)} that no request of the recording went to` : plural(count, what);
}
