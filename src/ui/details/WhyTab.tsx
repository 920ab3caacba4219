import { useState } from 'react';
import { whyCostAccount } from '../../core/insight/accounts/why-cost.ts';
import type { Analysis } from '../../core/model/analysis.ts';
import type { Connection } from '../../core/model/connection.ts';
import type { Opening, Request } from '../../core/model/request.ts';
import { insightOf } from '../../core/insight/insight.ts';
import { MOST_OTHERS } from '../../core/insight/why/others.ts';
import { originName } from '../../timeline/origin-names.ts';
import { selectRequest, type Selection } from '../timeline/selection.ts';
import { Accounts, NOT_EXPLAINED } from './Accounts.tsx';
import { Confidence } from './Confidence.tsx';
import styles from './Drawer.module.css';
import { pathOf } from './path.ts';
import { Sentences } from './Sentences.tsx';
import { Snippets } from './Snippets.tsx';
import { consideredWords, whySentence } from './why-words.ts';

interface Props {
  readonly analysis: Analysis;
  readonly request: Request | null;
  readonly connection: Connection | null;
  readonly connections: ReadonlyMap<string, Connection>;
  readonly onSelect: (selection: Selection) => void;
}

/** Of requests that have no verdict. */
const WITHOUT: Readonly<Record<Opening, string>> = {
  reused: 'This request reused a connection.',
  none: 'This request used no connection.',
  unknown: 'How this request got its connection is unknown.',
  new: 'Its verdict is still being worked out.',
  'opened-earlier': 'Its verdict is still being worked out.',
};

/** Why the selected request, or the first on its connection, did not reuse one. */
export function WhyTab({ analysis, request, connection, connections, onSelect }: Props) {
  const [view, setView] = useState(NOT_EXPLAINED);
  const { why } = insightOf(analysis);
  const verdict = request === null ? undefined : why.get(request.id);
  const opener = connection?.requests[0] ?? null;
  if (request === null || verdict === undefined) {
    return (
      <div className={styles['hint']}>
        <p>{request === null ? 'Select a request that opened a connection (N jumps to the next).' : WITHOUT[request.origination.opening]}</p>
        {opener !== null && opener !== request && why.has(opener.id) && (
          <button type="button" className={styles['pick']} onClick={() => onSelect(selectRequest(opener))}>
            Show the first request of {connection?.label}
          </button>
        )}
      </div>
    );
  }
  return (
    <div className={styles['inside']} data-testid="why">
      <div className={styles['line']}>
        <code title={request.url}>{pathOf(request.url)}</code>
        <span>
          {originName(request.origin)} · {connection?.label}
        </span>
      </div>
      <p className={styles['verdict']} data-reason={verdict.reason}>
        {whySentence(verdict)}
      </p>
      <div className={styles['line']}>
        <Confidence of={verdict.confidence} />
      </div>
      <Accounts of={[whyCostAccount(request, verdict)]} view={view} onView={setView} onSelect={onSelect} />
      <Sentences title="Evidence" of={verdict.evidence} />
      <Sentences title="It may also be" of={verdict.rival === null ? [] : [consideredWords(verdict.rival)]} />
      <Sentences title="Ruled out" of={verdict.ruledOut.map(consideredWords)} />
      {verdict.others.length > 0 && (
        <>
          <h2>Not used</h2>
          <table className={styles['facts']}>
            <tbody>
              {verdict.others.map((other) => (
                <tr key={other.connection}>
                  <th scope="row">{connections.get(other.connection)?.label ?? other.connection}</th>
                  <td>{other.why}</td>
                </tr>
              ))}
            </tbody>
          </table>
          {verdict.others.length === MOST_OTHERS && <p className={styles['note']}>No more than {MOST_OTHERS} are listed.</p>}
        </>
      )}
      {verdict.fix !== null && (
        <>
          <h2>Fix</h2>
          <p>{verdict.fix}</p>
        </>
      )}
      <h2>Prove it elsewhere</h2>
      <Snippets request={request} />
    </div>
  );
}
