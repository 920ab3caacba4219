import type { Comparison } from '../../core/compare/compare.ts';
import type { FindingDifference, FindingTold } from '../../core/compare/findings.ts';
import { findingWord, verdictWord } from '../../core/compare/words.ts';
import { originName } from '../../timeline/origin-names.ts';
import { msText } from '../base/figures.ts';
import { useTimeText } from '../base/units.ts';
import styles from './Compare.module.css';

const FIRST: readonly FindingDifference['state'][] = ['new', 'gone', 'both'];

/** What only one capture shows first; each with the evidence of where it was found. */
export function FindingsTable({ comparison: { findings, incomparable } }: { readonly comparison: Comparison }) {
  const time = useTimeText();
  if (findings.length === 0) return <p className={styles['hint']}>Neither capture has findings.</p>;
  const saving = (told: FindingTold | null): string => (told === null ? '–' : msText(told.savingMs, time));
  return (
    <table className={styles['table']} data-testid="compare-findings">
      <thead>
        <tr>
          <th scope="col">Finding</th>
          <th scope="col">State</th>
          <th scope="col">Saves up to in A</th>
          <th scope="col">in B</th>
        </tr>
      </thead>
      <tbody>
        {findings
          .toSorted((one, other) => FIRST.indexOf(one.state) - FIRST.indexOf(other.state))
          .map((finding, i) => (
            <tr key={i} data-rule={finding.rule}>
              <th scope="row">
                {finding.title} <span className={styles['lesser']}>{finding.origin === null ? 'several origins' : originName(finding.origin)}</span>
                <details>
                  <summary>Evidence</summary>
                  <Evidence told={finding.a} side="A" />
                  <Evidence told={finding.b} side="B" />
                </details>
              </th>
              <td>
                <span className={styles['change']} data-verdict={finding.verdict}>
                  {findingWord(finding.state)}
                  {finding.state !== 'both' && finding.verdict !== 'none' && <b> {verdictWord(finding.verdict)}</b>}
                </span>
                {finding.note !== null && finding.note !== incomparable && <small className={styles['note']}>{finding.note}</small>}
              </td>
              <td className={styles['number']}>{saving(finding.a)}</td>
              <td className={styles['number']}>{saving(finding.b)}</td>
            </tr>
          ))}
      </tbody>
    </table>
  );
}

function Evidence({ told, side }: { readonly told: FindingTold | null; readonly side: string }) {
  if (told === null) return null;
  return (
    <p>
      <b>{side}</b> ({told.confidence}): {told.evidence.join(' ')}
    </p>
  );
}
