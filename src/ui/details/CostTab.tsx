import { useDeferredValue, useMemo } from 'react';
import { accountsOf, heldUpAccounts, pagesToLoad } from '../../core/insight/accounts/accounts.ts';
import type { Account } from '../../core/insight/accounts/account.ts';
import { peakAccount, type Span } from '../../core/insight/accounts/peak.ts';
import { SEND_SERVER_TIMING } from '../../core/insight/protocols/send-server-timing.ts';
import type { Interval } from '../../core/analysis/held-up.ts';
import type { Analysis } from '../../core/model/analysis.ts';
import type { Connection } from '../../core/model/connection.ts';
import { busyStretches, openStretch } from '../../timeline/overview.ts';
import { countUnplaced, usesNetwork } from '../../core/model/network-use.ts';
import { originName } from '../../timeline/origin-names.ts';
import { useCell } from '../base/cell.ts';
import { headlineOf } from '../kpi/headline.ts';
import type { Axis } from '../timeline/axis.ts';
import type { Selection } from '../timeline/selection.ts';
import { Accounts, NOT_EXPLAINED, type Explained } from './Accounts.tsx';
import { Code } from './Code.tsx';
import styles from './Drawer.module.css';

/** What the tab shows; it outlives the tab, so that one finds one's place again. */
export interface CostView extends Explained {
  readonly whole: boolean;
}

export const COST_VIEW: CostView = { ...NOT_EXPLAINED, whole: false };

interface Props {
  readonly analysis: Analysis;
  readonly axis: Axis;
  /** Of what is selected. */
  readonly origin: string | null;
  readonly view: CostView;
  readonly onView: (view: CostView) => void;
  readonly onSelect: (selection: Selection) => void;
}

/** As the overview draws and names them. */
export function peaksOf({ connections, requests }: Pick<Analysis, 'connections' | 'requests'>, { span }: Analysis): readonly Account[] {
  const [zero, now] = [span?.start ?? 0, span?.end ?? 0];
  const spans = (of: (connection: Connection) => readonly Interval[]): readonly Span[] => connections.flatMap((connection) => of(connection).map(([start, end]) => ({ connection, start, end })));
  const unplaced = countUnplaced(requests);
  return [peakAccount('peak', 'Known open at once', spans((connection) => [openStretch(connection, now)]), zero, unplaced), peakAccount('peak-active', unplaced === 0 ? 'Active at once' : 'Known active at once', spans((connection) => busyStretches(connection, now)), zero, unplaced)];
}

export function CostTab({ analysis, axis, origin, view, onView, onSelect }: Props) {
  const range = useDeferredValue(useCell(axis.range));
  const summary = view.whole ? undefined : analysis.origins.find((one) => one.origin === origin);
  const sections = useMemo(() => {
    const scope = summary ?? analysis;
    const { requests, connections } = scope;
    const [cost, ...rest] = accountsOf({ analysis, origin: summary?.origin ?? null, requests: requests.filter(usesNetwork), connections });
    return [{ ...cost!, accounts: [...cost!.accounts, ...peaksOf(scope, analysis)] }, ...rest];
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
          {origin !== null && <option value="origin">{originName(origin)}</option>}
        </select>
        {origin === null && <span>Select a request to see its origin alone.</span>}
      </div>
      {sections.map(({ title, accounts, left }, i) => (
        <section key={title}>
          <h2>{title}</h2>
          <Accounts of={i === 0 ? [...held, ...accounts] : accounts} view={view} onView={(next) => onView({ ...view, ...next })} onSelect={onSelect} />
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
