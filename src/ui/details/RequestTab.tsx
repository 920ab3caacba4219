import { useMemo } from 'react';
import { RPC_ADVICE, rpcKindOf } from '../../core/insight/protocols/rpc.ts';
import type { Analysis } from '../../core/model/analysis.ts';
import type { Connection } from '../../core/model/connection.ts';
import { lengthOf, PHASES } from '../../core/model/phase.ts';
import type { Request } from '../../core/model/request.ts';
import { slotHolders } from '../../timeline/holders.ts';
import { unusableFor } from '../../timeline/unusable.ts';
import { hostOf } from '../../timeline/layout.ts';
import { Badges } from '../base/Badge.tsx';
import { plural } from '../base/figures.ts';
import { useTimeText } from '../base/units.ts';
import { selectRequest, type Selection } from '../timeline/selection.ts';
import styles from './Drawer.module.css';
import { openingText, PHASE_NAMES, requestFacts } from './facts.ts';
import { FactTable } from './FactTable.tsx';
import { pathOf } from './path.ts';
import { Snippets } from './Snippets.tsx';
import { sourcesOf } from './sources.ts';
import { streamFacts } from './stream-facts.ts';
import { verdictOf } from './verdict.ts';
import { wireFacts } from './wire-facts.ts';

interface Props {
  readonly analysis: Analysis;
  readonly request: Request;
  readonly connection: Connection | null;
  readonly connections: ReadonlyMap<string, Connection>;
  readonly zero: number;
  readonly onSelect: (selection: Selection) => void;
}

export function RequestTab({ analysis, request, connection, connections, zero, onSelect }: Props) {
  const time = useTimeText();
  const holders = useMemo(() => slotHolders(analysis, request), [analysis, request]);
  const unusable = useMemo(() => unusableFor(analysis, request), [analysis, request]);
  const more = useMemo(() => [...wireFacts(analysis, request), ...streamFacts(analysis, request, time)], [analysis, request, time]);
  const isRpc = rpcKindOf(request.headers['content-type'] ?? '') !== null;
  return (
    <div className={styles['inside']}>
      <div className={styles['line']}>
        <code title={request.url}>{pathOf(request.url)}</code>
        <span>
          {[request.resourceType, request.priority].filter(Boolean).join(', ')} · {hostOf(request.origin)} ·
        </span>
        {request.protocol !== null && <Badges protocols={[request.protocol]} />}
        <span>
          {connection?.label} {openingText(request.origination)}
        </span>
      </div>
      <p className={styles['verdict']}>{verdictOf(request, connection, new Set(holders.map((holder) => holder.request.connection)).size, time)}</p>
      <PhaseBar request={request} />
      <FactTable
        facts={[
          ...requestFacts(request, connection),
          ...(unusable.length === 0 ? [] : [{ name: 'Not used', value: unusable.map(({ label }) => label).join(', '), source: 'open to this origin when it opened its own' }]),
          ...more,
          { name: 'Started', value: `${time(request.start - zero)} after the start`, source: 'its start − 0 of the time axis' },
          { name: 'URL', value: request.url, source: sourcesOf(request) },
        ]}
      />
      {isRpc &&
        RPC_ADVICE.map(({ text, source }) => (
          <p key={text} className={styles['note']}>
            Not measured here: {text} ({source})
          </p>
        ))}
      {holders.length > 0 && (
        <>
          <h2>Slots held by</h2>
          <table className={styles['facts']}>
            <tbody>
              {holders.slice(0, 12).map((holder) => (
                <tr key={holder.request.id}>
                  <th>{connections.get(holder.request.connection ?? '')?.label}</th>
                  <td>
                    <button type="button" className={styles['pick']} onClick={() => onSelect(selectRequest(holder.request))}>
                      {pathOf(holder.request.url)}
                    </button>
                  </td>
                  <td className={styles['ms']}>{time(holder.of)}</td>
                </tr>
              ))}
            </tbody>
          </table>
          {holders.length > 12 && <p>and {plural(holders.length - 12, 'more request')}</p>}
        </>
      )}
      {request.origination.opening !== 'none' && (
        <>
          <h2>Prove it elsewhere</h2>
          <Snippets request={request} />
        </>
      )}
    </div>
  );
}

/** In proportion; a hidden phase has no length and is not drawn. */
function PhaseBar({ request }: { readonly request: Request }) {
  const time = useTimeText();
  const parts = PHASES.map((name) => ({ name, ms: lengthOf(request.phases[name]) ?? 0 })).filter(({ ms }) => ms > 0);
  if (parts.length === 0) return null;
  return (
    <div className={styles['phases']} role="img" aria-label={parts.map(({ name, ms }) => `${PHASE_NAMES[name]} ${time(ms)}`).join(', ')}>
      {parts.map(({ name, ms }) => (
        <i key={name} className={styles[name]} style={{ flexGrow: ms }} title={`${PHASE_NAMES[name]} ${time(ms)}`} />
      ))}
    </div>
  );
}
