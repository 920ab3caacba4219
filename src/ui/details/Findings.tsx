import { findingsOf } from '../../core/insight/findings/findings-of.ts';
import type { Finding } from '../../core/insight/findings/finding.ts';
import { totalSaving } from '../../core/insight/findings/findings.ts';
import type { Analysis } from '../../core/model/analysis.ts';
import { hostOf } from '../../timeline/layout.ts';
import { percentText, plural } from '../base/figures.ts';
import { useTimeText } from '../base/units.ts';
import { Code } from './Code.tsx';
import { Confidence } from './Confidence.tsx';
import styles from './Drawer.module.css';
import { Sentences } from './Sentences.tsx';

interface Props {
  readonly analysis: Analysis;
  /** To show what a finding rests on. */
  readonly onEvidence: (requests: readonly string[]) => void;
}

/** Shape and word, so that nobody needs the colour. */
const GLYPHS = { high: '▲', medium: '◇', low: '○' } as const;

/** What to change, the dearest first. Each opens in place. */
export function Findings({ analysis, onEvidence }: Props) {
  const time = useTimeText();
  const findings = findingsOf(analysis);
  const saving = totalSaving(findings);
  return (
    <div data-testid="findings" className={styles['findings']}>
      {findings.length === 0 && <p className={styles['hint']}>{nothing(analysis)}</p>}
      {findings.map((finding, i) => (
        <Item key={`${finding.rule} ${finding.origin ?? i}`} finding={finding} onEvidence={onEvidence} />
      ))}
      {saving > 0 && findings.length > 1 && <p className={styles['note']}>All together save up to {time(saving)}: what overlaps on the clock counts once.</p>}
    </div>
  );
}

/** What is not known is not praised. */
function nothing({ totals: { reuseRatio, unknown } }: Analysis): string {
  const ratio = reuseRatio === null ? '' : ` ${percentText(reuseRatio)} of requests reused a connection${unknown === 0 ? '' : ', of those whose connection is known'}.`;
  return `Nothing to fix here.${ratio}${unknown === 0 ? '' : ` Of ${plural(unknown, 'request')} too little is known.`}`;
}

function Item({ finding, onEvidence }: { readonly finding: Finding; readonly onEvidence: Props['onEvidence'] }) {
  const time = useTimeText();
  const { severity, title, origin, requests, confidence, savingMs, fix } = finding;
  return (
    <details className={styles['finding']} data-rule={finding.rule}>
      <summary>
        <span className={styles[severity]} aria-hidden="true">
          {GLYPHS[severity]}
        </span>
        <span className={styles['unseen']}>{severity}: </span>
        <b>{title}</b>
        {savingMs !== null && <span className={styles['saves']} title="The most that the fix could save on the clock">≤ {time(savingMs.upTo)}</span>}
        <span className={styles['where']}>{[origin === null ? null : hostOf(origin), requests.length === 0 ? null : plural(requests.length, 'request'), confidence === 'certain' ? null : confidence].filter(Boolean).join(' · ')}</span>
      </summary>
      <div className={styles['body']}>
        <div className={styles['line']}>
          <Confidence of={confidence} />
          {requests.length > 0 && (
            <button type="button" className={styles['pick']} onClick={() => onEvidence(requests)}>
              Show {requests.length === 1 ? 'the request' : 'the requests'}
            </button>
          )}
        </div>
        <Sentences title="Evidence" of={finding.evidence} />
        <h2>Fix</h2>
        <p>{fix.text}</p>
        {fix.snippet !== null && <Code text={fix.snippet} label={`${title}: ${fix.language ?? 'text'}`} />}
        <p className={styles['note']}>How it is computed, and what it cannot see: {finding.docs}</p>
      </div>
    </details>
  );
}
