import { changeText, valueText, verdictWord } from '../../core/compare/words.ts';
import type { Difference } from '../../core/compare/difference.ts';
import { useTimeText } from '../base/units.ts';
import appStyles from '../App.module.css';
import styles from './Compare.module.css';

/** The change, and what it says in a word: nobody needs the colour. */
export function Change({ difference: { change, unit, verdict } }: { readonly difference: Difference }) {
  const time = useTimeText();
  const word = verdict === 'same' ? '' : verdictWord(verdict);
  return (
    <span className={styles['change']} data-verdict={verdict}>
      {changeText(change, unit, time)}
      {word !== '' && <b> {word}</b>}
    </span>
  );
}

/** A figure of both captures in one cell: "12 → 4", and below it the difference. */
export function DifferenceCell({ difference }: { readonly difference: Difference }) {
  const time = useTimeText();
  const { a, b, unit, note, verdict } = difference;
  const isTold = verdict !== 'same' && (a.value !== null || b.value !== null);
  return (
    <td className={styles['number']} title={note ?? undefined}>
      <span className={styles['pair']}>
        {valueText(a, unit, time)} <span aria-label="to">→</span> {valueText(b, unit, time)}
      </span>
      {isTold && <Change difference={difference} />}
      {note !== null && <span className={appStyles['unseen']}>{note}</span>}
    </td>
  );
}
