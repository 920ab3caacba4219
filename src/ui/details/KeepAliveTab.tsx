import { useMemo, useState } from 'react';
import { keepAliveOf } from '../../core/insight/keep-alive/of-recording.ts';
import { ORDERING_RULE } from '../../core/insight/keep-alive/ordering.ts';
import { serverRecipes } from '../../core/insight/keep-alive/servers.ts';
import type { KeepAliveTuning } from '../../core/insight/keep-alive/tuner.ts';
import type { Analysis } from '../../core/model/analysis.ts';
import { hostOf } from '../../timeline/layout.ts';
import { percentText, plural } from '../base/figures.ts';
import { useTimeText } from '../base/units.ts';
import { Code } from './Code.tsx';
import { Confidence } from './Confidence.tsx';
import styles from './Drawer.module.css';

interface Props {
  readonly analysis: Analysis;
  /** Of what is selected. */
  readonly origin: string | null;
}

/** What to send where nothing was measured: longer than a page's pauses, shorter than what browsers keep. */
const USUAL_TIMEOUT_MS = 75_000;

export function KeepAliveTab({ analysis, origin }: Props) {
  const tuning = useMemo(() => (origin === null ? null : keepAliveOf(analysis, origin)), [analysis, origin]);
  if (origin === null) return <p className={styles['hint']}>Select a request or a connection in the timeline: the figures are of its origin.</p>;
  if (tuning === null) return <p className={styles['hint']}>{hostOf(origin)} had no connection that could be kept.</p>;
  return <Tuning tuning={tuning} />;
}

function Tuning({ tuning }: { readonly tuning: KeepAliveTuning }) {
  const time = useTimeText();
  const [server, setServer] = useState('nginx');
  const { advice, gaps, reuse, advertised } = tuning;
  const recipes = serverRecipes(advice.value?.timeoutMs ?? USUAL_TIMEOUT_MS);
  const recipe = recipes.find(({ id }) => id === server) ?? recipes[0]!;
  return (
    <div className={styles['inside']} data-testid="keep-alive">
      <div className={styles['line']}>
        <code>{hostOf(tuning.origin)}</code> {plural(gaps.length, 'idle gap')} in {time(tuning.recordedMs)}
      </div>
      {advice.value === null ? (
        <p className={styles['verdict']}>Not enough data: fewer than 5 gaps of a second or more.</p>
      ) : (
        <>
          <p className={styles['verdict']}>
            Keep idle connections for {advice.value.timeoutMs / 1000} s
            {advice.value.isBrowserLimit ? ': no browser keeps them longer.' : '.'}
          </p>
          <div className={styles['line']}>
            <span>
              {advice.value.saves.connections === 0 ? 'No connection was likely lost to idleness.' : `Would likely have kept ${plural(advice.value.saves.connections, 'connection')}, up to ${time(advice.value.saves.setupMs)} of setup.`}
            </span>
            <Confidence of={advice.value.confidence} /> <span>from {plural(advice.value.gaps, 'gap')}</span>
          </div>
        </>
      )}
      <Histogram tuning={tuning} />
      {reuse.steps.length > 1 && <p className={styles['note']}>Reused: {percentText(reuse.steps[0]!.rate)} when closed as soon as idle, {percentText(reuse.steps.at(-1)!.rate)} when every gap is bridged.</p>}
      {advertised?.timeout && (
        <p className={styles['note']}>
          The server says Keep-Alive: timeout={advertised.timeout.saidMs / 1000}. {SAID[advertised.timeout.verdict]}
        </p>
      )}
      {tuning.browsers.map(({ browser, keepsMs, source }) => (
        <p key={`${browser} ${source}`} className={styles['note']}>
          {browser} itself keeps an idle connection {keepsMs === null ? 'as long as the server does' : `for ${time(keepsMs)}`} ({source}).
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
      <p className={styles['note']}>By default: {recipe.byDefault}.</p>
      {recipe.notes.map((note) => (
        <p key={note} className={styles['note']}>
          {note}
        </p>
      ))}
      <p className={styles['note']}>{ORDERING_RULE}</p>
    </div>
  );
}

const SAID = {
  'kept-longer': 'A longer gap was bridged all the same.',
  'closed-sooner': 'A connection was likely lost in a shorter gap.',
  'as-said': 'What happened agrees.',
  untested: 'No gap came near it.',
} as const;

/** Idle gaps by length, on a logarithmic axis, each bar with its number. */
function Histogram({ tuning }: { readonly tuning: KeepAliveTuning }) {
  const filled = tuning.histogram.map(({ bridged, lost }) => bridged + lost > 0);
  if (!filled.includes(true)) return null;
  // One empty step on either side shows where the gaps end.
  const histogram = tuning.histogram.slice(Math.max(filled.indexOf(true) - 1, 0), filled.lastIndexOf(true) + 2);
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
              {[bridged > 0 && ` ${bridged} bridged`, lost > 0 && ` ${lost} likely lost`].filter(Boolean).join(',')}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
