import { useAnnounce } from '../base/announce.ts';
import { copied } from '../base/clipboard.ts';
import styles from './Drawer.module.css';
import type { Fact } from './facts.ts';

export function FactTable({ facts }: { readonly facts: readonly Fact[] }) {
  const announce = useAnnounce();
  const copy = async (): Promise<void> => {
    const text = facts.map(({ name, value, source }) => [name, value, source].join('\t').trimEnd()).join('\n');
    announce(await copied(text, 'Copied the facts.'));
  };
  return (
    <>
      <table className={styles['facts']}>
        <tbody>
          {facts.map(({ name, value, source }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td colSpan={source === '' ? 2 : 1}>{value}</td>
              {source !== '' && <td>{source}</td>}
            </tr>
          ))}
        </tbody>
      </table>
      <button type="button" className={styles['copy']} data-testid="copy-facts" onClick={() => void copy()}>
        Copy
      </button>
    </>
  );
}
