import { useDeferredValue, useMemo } from 'react';
import { accountsOf, heldUpAccounts, pagesToLoad } from '../../core/insight/accounts/accounts.ts';
import { SEND_SERVER_TIMING } from '../../core/insight/protocols/send-server-timing.ts';
import type { Analysis } from '../../core/model/analysis.ts';
import { usesConnection } from '../../timeline/group.ts';
import { hostOf } from '../../timeline/layout.ts';
import { useCell } from '../base/cell.ts';
import { headlineOf } from '../kpi/headline.ts';
import type { Axis } from '../timeline/axis.ts';
import type { Selection } from '../timeline/selection.ts';
import { AccountRow } from './AccountRow.tsx';
import { Code } from './Code.tsx';
import styles from './Drawer.module.css';

/** What the tab shows; it outlives the tab, so that one finds one's place again. */
export interface CostView {
  readonly whole: boolean;
  /** Key of the account that is explained. */
  readonly open: string | null;
  /** Somebody asked for it elsewhere: it is to be scrolled to and focused. */
  readonly isAsked: boolean;
}

export const COST_VIEW: CostView = { whole: false, open: null, isAsked: false };

interface Props {
  readonly analysis: Analysis;
  readonly axis: Axis;
  /** Of what is selected. */
  readonly origin: string | null;
  readonly view: CostView;
  readonly onView: (view: CostView) => void;
  readonly onSelect: (selection: Selection) => void;
}

export function CostTab({ analysis, axis, origin, view, onView, onSelect }: Props) {
  const range = useDeferredValue(useCell(axis.range));
  const summary = view.whole ? undefined : analysis.origins.find((one) => one.origin === origin);
  const sections = useMemo(() => {
    const { requests, connections } = summary ?? analysis;
    return accountsOf({ analysis, origin: summary?.origin ?? null, requests: requests.filter(usesConnection), connections });
  }, [analysis, summary]);
  // By itself, because the brush changes nothing else.
  const held = useMemo(() => {
    const headline = headlineOf(analysis, range);
    const pages = pagesToLoad(analysis).filter(({ window }) => window.to !== headline.window.to || window.from !== headline.window.from);
    return heldUpAccounts(summary?.origin ?? null, [headline, ...pages]);
  }, [analysis, range, summary]);
  return (
    <div className={styles['inside']} data-testid="cost">
      <div className={styles['line']}>
        <select className={styles['choice']} data-testid="cost-scope" aria-label="Scope" value={summary === undefined ? 'whole' : 'origin'} onChange={({ target }) => onView({ ...view, whole: target.value === 'whole' })}>
          <option value="whole">Whole recording</option>
          {origin !== null && <option value="origin">{hostOf(origin)}</option>}
        </select>
        {origin === null && <span>Select a request to see its origin alone.</span>}
      </div>
      {sections.map(({ title, accounts, left }, i) => (
        <section key={title}>
          <h2>{title}</h2>
          {(i === 0 ? [...held, ...accounts] : accounts).map((account) => (
            <AccountRow key={account.key} account={account} isOpen={view.open === account.key} isAsked={view.isAsked} onToggle={(open) => onView({ ...view, open: open ? account.key : null, isAsked: false })} onSelect={onSelect} />
          ))}
          {left !== null && <p className={styles['note']}>{left}</p>}
        </section>
      ))}
      <details className={styles['account']}>
        <summary>How a proxy can tell of its own connection</summary>
        {SEND_SERVER_TIMING.map(({ proxy, lines, note }) => (
          <div key={proxy}>
            <Code text={lines} label={proxy} />
            <p className={styles['note']}>{note}</p>
          </div>
        ))}
      </details>
    </div>
  );
}
