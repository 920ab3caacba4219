import type { Comparison } from '../../core/compare/compare.ts';
import { valueText } from '../../core/compare/words.ts';
import { plural } from '../base/figures.ts';
import { useTimeText } from '../base/units.ts';
import { Change } from './DifferenceCell.tsx';
import styles from './Compare.module.css';

/** Figures of the whole captures, as the panel defines them. */
export function TotalsTable({ comparison: { totals, shared, incomparable } }: { readonly comparison: Comparison }) {
  const time = useTimeText();
  return (
    <table className={styles['table']} data-testid="compare-totals">
      <caption>Totals; in both captures: {plural(shared, 'request')}</caption>
      <thead>
        <tr>
          <th scope="col">Figure</th>
          <th scope="col">A</th>
          <th scope="col">B</th>
          <th scope="col">Difference</th>
          <th scope="col" title="The same of the requests that are in both captures and used the network in both">
            In both
          </th>
        </tr>
      </thead>
      <tbody>
        {totals.map((difference) => {
          const { id, name, unit, a, b, inBoth, note } = difference;
          return (
            <tr key={id} data-figure={id}>
              <th scope="row">
                {name}
                {note !== null && note !== incomparable && <small className={styles['note']}>{note}</small>}
              </th>
              <td className={styles['number']}>{valueText(a, unit, time)}</td>
              <td className={styles['number']}>{valueText(b, unit, time)}</td>
              <td className={styles['number']}>
                <Change difference={difference} />
              </td>
              <td className={`${styles['number']} ${styles['lesser']}`}>
                {inBoth === null || shared === 0 ? (
                  '–'
                ) : (
                  <>
                    {valueText(inBoth.a, unit, time)} <span aria-label="to">→</span> {valueText(inBoth.b, unit, time)}
                  </>
                )}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
