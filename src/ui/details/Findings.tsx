import { useMemo, useState } from 'react';
import { findingAccounts, savingAccount } from '../../core/insight/accounts/finding.ts';
import { runsOf } from '../../core/insight/by-run.ts';
import { neededUntold } from '../../core/insight/cost/needed.ts';
import { failedRulesOf, findingsOf } from '../../core/insight/findings/findings-of.ts';
import type { Finding } from '../../core/insight/findings/finding.ts';
import type { Analysis } from '../../core/model/analysis.ts';
import { isSurelyPlaced } from '../../core/model/placing.ts';
import type { Request } from '../../core/model/request.ts';
import { originName } from '../../timeline/origin-names.ts';
import { remember } from '../../timeline/remember.ts';
import { percentText } from '../../core/base/percent.ts';
import { plural } from '../base/figures.ts';
import { useTimeText } from '../base/units.ts';
import type { Selection } from '../timeline/selection.ts';
import { Accounts, NOT_EXPLAINED } from './Accounts.tsx';
import { Code } from './Code.tsx';
import { Confidence } from './Confidence.tsx';
import { docPage } from './doc-page.ts';
import styles from './Drawer.module.css';
import { Reconnects } from './Reconnects.tsx';
import { Sentences } from './Sentences.tsx';

interface Props {
  readonly analysis: Analysis;
  /** To show what a finding rests on. */
  readonly onEvidence: (requests: readonly string[]) => void;
  readonly onSelect: (selection: Selection) => void;
}

/** Shape and word, so that nobody needs the colour. */
const GLYPHS = { high: '▲', medium: '◇', low: '○' } as const;

/** What to change, the dearest first. Each opens in place. */
export function Findings({ analysis, onEvidence, onSelect }: Props) {
  const [view, setView] = useState(NOT_EXPLAINED);
  const findings = findingsOf(analysis);
  const failed = failedRulesOf(analysis);
  const together = useMemo(() => (findings.filter(({ savingMs }) => savingMs !== null).length < 2 ? [] : [savingAccount('All together, at most', findings, analysis)]), [analysis, findings]);
  return (
    <div data-testid="findings" className={styles['findings']}>
      {failed.map(({ rule, message }) => (
        <p key={rule} className={styles['hint']} data-testid="rule-failed">
          The rule {rule} failed: {message.replace(/\.$/, '')}. What it would have found is missing here.
        </p>
      ))}
      {findings.length + failed.length === 0 && <p className={styles['hint']}>{nothing(analysis)}</p>}
      {findings.map((finding) => (
        <Item key={keyOf(finding)} finding={finding} {...{ analysis, onEvidence, onSelect }} />
      ))}
      <div className={styles['together']}>
        <Accounts of={together} view={view} onView={setView} onSelect={onSelect} />
      </div>
    </div>
  );
}

/** Those that one request shows. */
export function FindingsOf({ request, ...props }: Props & { readonly request: Request }) {
  const findings = findingsOf(props.analysis).filter(({ requests }) => requests.includes(request.id));
  if (findings.length === 0) return null;
  return (
    <>
      <h2>What to change</h2>
      <div className={styles['about']}>
        {findings.map((finding) => (
          <Item key={keyOf(finding)} finding={finding} {...props} />
        ))}
      </div>
    </>
  );
}

const keyOf = ({ rule, origin, requests }: Finding): string => `${rule} ${origin} ${requests[0]}`;

/** Of a file of several runs of the browser: of which each request is. Each run has findings of its own, that may read alike. */
const runNames = remember((analysis: Analysis): ReadonlyMap<string, string> => {
  const runs = runsOf(analysis);
  return new Map(runs.length < 2 ? [] : runs.flatMap(({ name, analysis: { requests } }) => requests.map(({ id }) => [id, name ?? 'run 1'] as const)));
});

/** What is not known is not praised, and a reuse of 0% is no praise. */
function nothing({ requests, totals: { reuseRatio, unknown } }: Analysis): string {
  const ratio = reuseRatio === null || reuseRatio === 0 ? '' : ` ${percentText(reuseRatio)} of requests reused a connection${unknown === 0 ? '' : ', of those whose connection is known'}.`;
  const untold = new Set(neededUntold(requests));
  const little = requests.filter((request) => untold.has(request) || request.origination.opening === 'unknown' || !isSurelyPlaced(request)).length;
  return `Nothing to fix ${little === 0 ? 'here' : 'is found'}.${ratio}${little === 0 ? '' : ` Of ${plural(little, 'request')} too little is known.`}`;
}

function Item(props: Props & { readonly finding: Finding }) {
  const time = useTimeText();
  const [isOpen, setOpen] = useState(false);
  const { analysis, finding } = props;
  const { severity, title, origin, requests, confidence, savingMs } = finding;
  return (
    <details className={styles['finding']} data-rule={finding.rule} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>
        <span className={styles[severity]} aria-hidden="true">
          {GLYPHS[severity]}
        </span>
        <span className={styles['unseen']}>{severity}: </span>
        <b>{title}</b>
        {savingMs !== null && <span className={styles['saves']} title="The most that the fix could save on the clock">≤ {time(savingMs.upTo)}</span>}
        <span className={styles['where']}>{[origin === null ? null : originName(origin), requests.length === 0 ? null : plural(requests.length, 'request'), runNames(analysis).get(requests[0] ?? ''), confidence === 'certain' ? null : confidence].filter(Boolean).join(' · ')}</span>
      </summary>
      {isOpen && <Body {...props} />}
    </details>
  );
}

function Body({ analysis, finding, onEvidence, onSelect }: Props & { readonly finding: Finding }) {
  const [view, setView] = useState(NOT_EXPLAINED);
  const accounts = useMemo(() => findingAccounts(analysis, finding), [analysis, finding]);
  const { rule, title, requests, confidence, evidence, fix, docs } = finding;
  return (
    <div className={styles['body']}>
      <div className={styles['line']}>
        <Confidence of={confidence} />
        {requests.length > 0 && (
          <button type="button" className={styles['pick']} onClick={() => onEvidence(requests)}>
            Show {requests.length === 1 ? 'the request' : 'the requests'}
          </button>
        )}
      </div>
      <Sentences title="Evidence" of={evidence} />
      <Accounts of={accounts} view={view} onView={setView} onSelect={onSelect} />
      {rule === 'ws-reconnect-storm' && <Reconnects analysis={analysis} of={requests[0]!} onSelect={onSelect} />}
      <h2>Fix</h2>
      <p>{fix.text}</p>
      {fix.snippet !== null && <Code text={fix.snippet} label={`${title}: ${fix.language ?? 'text'}`} />}
      <p className={styles['note']}>
        <a href={docPage(docs)} target="_blank" rel="noopener">
          What it means, how it is found, what it cannot see
        </a>
      </p>
    </div>
  );
}
