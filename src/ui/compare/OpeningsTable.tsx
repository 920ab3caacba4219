import { useState } from 'react';
import { openedInstead, type Comparison, type OpeningDifference } from '../../core/compare/compare.ts';
import { originName } from '../../timeline/origin-names.ts';
import statusStyles from '../status/Status.module.css';
import styles from './Compare.module.css';

const FIRST = 200;

const PAIRED_BY: Readonly<Record<OpeningDifference['pairedBy'], string>> = { address: 'same address', path: 'same path, another query', 'masked-path': 'same path but for a hash' };

/** Requests of both captures that opened a connection in one and reused one in the other. */
export function OpeningsTable({ comparison }: { readonly comparison: Comparison }) {
  const [all, setAll] = useState(false);
  const lists = [...openedInstead(comparison, 'reused', 'new'), ...openedInstead(comparison, 'new', 'reused')];
  if (lists.length === 0) return <p className={styles['hint']}>No request of both captures opened a connection in one and reused one in the other.</p>;
  return (
    <>
      <table className={styles['table']} data-testid="compare-openings">
        <thead>
          <tr>
            <th scope="col">Request</th>
            <th scope="col">In A</th>
            <th scope="col">In B</th>
            <th scope="col">Matched by</th>
          </tr>
        </thead>
        <tbody>
          {(all ? lists : lists.slice(0, FIRST)).map(({ origin, path, pairedBy, a, b }) => (
            <tr key={`${a.request} ${b.request}`}>
              <th scope="row">
                <span className={styles['origin']}>{originName(origin)}</span> {path}
              </th>
              <td>{told(a)}</td>
              <td>{told(b)}</td>
              <td className={styles['lesser']}>{PAIRED_BY[pairedBy]}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {!all && lists.length > FIRST && (
        <button type="button" className={statusStyles['action']} onClick={() => setAll(true)}>
          Show {lists.length - FIRST} more
        </button>
      )}
    </>
  );
}

const told = ({ opening, basis }: OpeningDifference['a']): string => `${opening === 'new' ? 'opened a connection' : 'reused one'}${basis === 'inferred' ? ' (estimated)' : ''}`;
