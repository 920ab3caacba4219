import { useMemo, useState } from 'react';
import { keepAliveAccounts } from '../../core/insight/accounts/keep-alive.ts';
import { howSurelyLost } from '../../core/insight/keep-alive/idle-gap.ts';
import { keepAliveOf } from '../../core/insight/keep-alive/of-recording.ts';
import { ORDERING_RULE } from '../../core/insight/keep-alive/ordering.ts';
import { serverRecipes } from '../../core/insight/keep-alive/servers.ts';
import { FEWEST_GAPS, type KeepAliveTuning } from '../../core/insight/keep-alive/tuner.ts';
import type { Analysis } from '../../core/model/analysis.ts';
import { originName } from '../../timeline/origin-names.ts';
import { plural } from '../base/figures.ts';
import { useTimeText } from '../base/units.ts';
import type { Selection } from '../timeline/selection.ts';
import { Accounts, NOT_EXPLAINED } from './Accounts.tsx';
import { Code } from './Code.tsx';
import { Confidence } from './Confidence.tsx';
import styles from './Drawer.module.css';

interface Props {
  readonly analysis: Analysis;
  /** Of what is selected. */
  readonly origin: string | null;
  readonly onSelect: (selection: Selection) => void;
}

/** What to send where nothing was measured: longer than a page's pauses, shorter than browsers keep connections over TCP (core/insight/keep-alive/browser-limits.ts). */
const USUAL_TIMEOUT_MS = 75_000;

export function KeepAliveTab({ analysis, origin, onSelect }: Props) {
  const tuning = useMemo(() => (origin === null ? null : keepAliveOf(analysis, origin)), [analysis, origin]);
  if (origin === null) return <p className={styles['hint']}>Select a request or a connection in the timeline: the figures are of its origin.</p>;
  if (tuning === null) return <p className={styles['hint']}>The recording shows no connection to {originName(origin)} that could be kept.</p>;
  return <Tuning {...{ analysis, tuning, onSelect }} />;
}

function Tuning({ analysis, tuning, onSelect }: Pick<Props, 'analysis' | 'onSelect'> & { readonly tuning: KeepAliveTuning }) {
  const time = useTimeText();
  const [server, setServer] = useState('nginx');
  const [view, setView] = useState(NOT_EXPLAINED);
  /** The bar of the histogram whose gaps are listed: where it ends. */
  const [bar, setBar] = useState<number | null>(null);
  const accounts = useMemo(() => keepAliveAccounts(tuning, analysis, tuning.histogram.find(({ toMs }) => toMs === bar) ?? null), [tuning, analysis, bar]);
  const list = (toMs: number | null): void => {
    setBar(toMs);
    setView({ open: 'idle-gaps', isAsked: true });
  };
  const { advice, gaps } = tuning;
  const unsure = gaps.filter(({ isSure }) => !isSure).length;
  const recipes = serverRecipes(advice.value?.timeoutMs ?? USUAL_TIMEOUT_MS);
  const recipe = recipes.find(({ id }) => id === server) ?? recipes[0]!;
  return (
    <div className={styles['inside']} data-testid="keep-alive">
      <div className={styles['line']}>
        <code>{originName(tuning.origin)}</code> 
        <span>
          <button type="button" className={styles['pick']} onClick={() => list(null)}>
            {plural(gaps.length, 'idle gap')}
          </button>{' '}
          in {time(tuning.recordedMs)}
          {unsure > 0 && `, ${unsure} of them not sure`}
        </span>
      </div>
      {advice.value === null ? (
        <p className={styles['verdict']}>Not enough data: fewer than {FEWEST_GAPS} gaps of a second or more.</p>
      ) : (
        <>
          <p className={styles['verdict']}>
            Keep idle connections for {advice.value.timeoutMs / 1000} s
            {advice.value.isBrowserLimit ? ': Chromium does not keep them longer.' : ' at least.'}
          </p>
          <div className={styles['line']}>
            <Confidence of={advice.value.confidence} />
            <span>{keptWords(advice.value.saves.connections, gaps)}</span>
          </div>
        </>
      )}
      <Histogram tuning={tuning} onBar={list} />
      <Accounts of={accounts} view={view} onView={setView} onSelect={onSelect} />
      {tuning.browsers.map(({ browser, keepsMs, source }) => (
        <p key={`${browser} ${source}`} className={styles['note']}>
          {browser} itself keeps an idle connection {keepsMs === null ? 'as long as the server does' : `for ${keepsMs / 1000} s`} ({source}).
        </p>
      ))}
      <h2>Set it</h2>
      <select className={styles['choice']} aria-label="Server" value={recipe.id} onChange={({ target }) => setServer(target.value)}>
        {recipes.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
      <Code text={recipe.lines} label={`${recipe.name}: ${recipe.file}`} />
      <p className={styles['note']}>
        By default: {recipe.byDefault}.{' '}
        <a href={recipe.docs} target="_blank" rel="noopener noreferrer">
          {recipe.name}’s manual
        </a>
      </p>
      {recipe.notes.map((note) => (
        <p key={note} className={styles['note']}>
          {note}
        </p>
      ))}
      <p className={styles['note']}>{ORDERING_RULE}</p>
    </div>
  );
}

/** What the advised timeout would have changed: nothing, too, where what was lost was idle for longer. */
function keptWords(kept: number, gaps: KeepAliveTuning['gaps']): string {
  const lost = gaps.filter(({ outcome }) => outcome === 'lost');
  if (kept > 0) return `Would ${howSurelyLost(lost)} have kept ${plural(kept, 'connection')}.`;
  return lost.length === 0 ? 'Nothing shows that a connection was lost to idleness.' : `${plural(lost.length, 'connection')} ${lost.length === 1 ? 'was' : 'were'} ${howSurelyLost(lost)} lost, after ${lost.length === 1 ? 'a longer pause' : 'longer pauses'} than that.`;
}

/** Idle gaps by length, on a logarithmic axis, each bar with its number, which lists them. */
function Histogram({ tuning, onBar }: { readonly tuning: KeepAliveTuning; readonly onBar: (toMs: number) => void }) {
  const filled = tuning.histogram.map(({ bridged, lost }) => bridged + lost > 0);
  if (!filled.includes(true)) return null;
  // One empty step on either side shows where the gaps end.
  const histogram = tuning.histogram.slice(Math.max(filled.indexOf(true) - 1, 0), filled.lastIndexOf(true) + 2);
  const surely = howSurelyLost(tuning.gaps.filter(({ outcome }) => outcome === 'lost'));
  const most = Math.max(...histogram.map(({ bridged, lost }) => bridged + lost), 1);
  const label = (ms: number): string => (ms === Infinity ? 'longer' : `up to ${ms < 1000 ? `${ms} ms` : `${ms / 1000} s`}`);
  return (
    <table className={styles['gaps']}>
      <caption>Idle gaps before the next request</caption>
      <tbody>
        {histogram.map(({ toMs, bridged, lost }) => (
          <tr key={toMs}>
            <th scope="row">{label(toMs)}</th>
            <td>
              <i className={styles['bridged']} style={{ width: `${(bridged / most) * 60}%` }} />
              <i className={styles['lost']} style={{ width: `${(lost / most) * 60}%` }} />
              {bridged + lost > 0 && (
                <button type="button" className={styles['pick']} title="How is this computed?" onClick={() => onBar(toMs)}>
                  {[bridged > 0 && `${bridged} bridged`, lost > 0 && `${lost} ${surely} lost`].filter(Boolean).join(', ')}
                </button>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
