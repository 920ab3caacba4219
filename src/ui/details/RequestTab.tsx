import { useMemo } from 'react';
import { indexById } from '../../core/base/group.ts';
import { insightOf } from '../../core/insight/insight.ts';
import type { Holder, Stall } from '../../core/insight/stalls/stalls.ts';
import { RPC_ADVICE, rpcKindOf } from '../../core/insight/protocols/rpc.ts';
import { placeName } from '../../core/insight/words.ts';
import type { Analysis } from '../../core/model/analysis.ts';
import type { Connection } from '../../core/model/connection.ts';
import { lengthOf, PHASES } from '../../core/model/phase.ts';
import type { Request } from '../../core/model/request.ts';
import { unusableFor } from '../../timeline/unusable.ts';
import { originName } from '../../timeline/origin-names.ts';
import { Badges } from '../base/Badge.tsx';
import { useTimeText } from '../base/units.ts';
import { selectRequest, type Selection } from '../timeline/selection.ts';
import { Confidence } from './Confidence.tsx';
import styles from './Drawer.module.css';
import { openingText, phaseName, requestFacts, startedFact } from './facts.ts';
import { FactTable } from './FactTable.tsx';
import { FindingsOf } from './Findings.tsx';
import { pathOf } from './path.ts';
import { Reconnects } from './Reconnects.tsx';
import { Sentences } from './Sentences.tsx';
import { Snippets } from './Snippets.tsx';
import { sourcesOf } from './sources.ts';
import { streamFacts } from './stream-facts.ts';
import { openingSentence } from './verdict.ts';
import { waitedWords } from './why-words.ts';
import { wireFacts } from './wire-facts.ts';

interface Props {
  readonly analysis: Analysis;
  /** The same, or the one before. */
  readonly judged: Analysis;
  readonly request: Request;
  readonly connection: Connection | null;
  readonly connections: ReadonlyMap<string, Connection>;
  readonly zero: number;
  readonly onEvidence: (requests: readonly string[]) => void;
  readonly onSelect: (selection: Selection) => void;
}

export function RequestTab({ analysis, judged, request, connection, connections, zero, onEvidence, onSelect }: Props) {
  const time = useTimeText();
  const stall = insightOf(judged).stalls.get(request.id) ?? null;
  const holders = useMemo(() => holdersOf(judged, stall), [judged, stall]);
  const unusable = useMemo(() => unusableFor(analysis, request), [analysis, request]);
  const more = useMemo(() => [...wireFacts(judged, request), ...streamFacts(judged, request, time)], [judged, request, time]);
  const isRpc = rpcKindOf(request.headers['content-type'] ?? '') !== null;
  return (
    <div className={styles['inside']}>
      <div className={styles['line']}>
        <code title={request.url}>{pathOf(request.url)}</code>
        <span>
          {[[request.resourceType, request.priority].filter(Boolean).join(', '), originName(request.origin)].filter(Boolean).join(' · ')} ·
        </span>
        {request.protocol !== null && <Badges protocols={[request.protocol]} />}
        <span>
          {connection === null ? '' : placeName(request, connection)} {openingText(request.origination)}
        </span>
      </div>
      <p className={styles['verdict']}>{stall === null ? openingSentence(request, connection, time) : `Stalled ${time(stall.ms)}: ${waitedWords(stall)}.`}</p>
      {stall !== null && (
        <div className={styles['line']}>
          <Confidence of={stall.confidence} />
        </div>
      )}
      <PhaseBar request={request} />
      <Sentences title="Why it waited" of={stall?.evidence ?? []} />
      {holders.length > 0 && (
        <>
          <h2>Held by</h2>
          <table className={styles['facts']}>
            <tbody>
              {holders.map(({ holder, until }) => (
                <tr key={holder.id}>
                  <th>{labelOf(holder, connections)}</th>
                  <td>
                    <button type="button" className={styles['pick']} onClick={() => onSelect(selectRequest(holder))}>
                      {pathOf(holder.url)}
                    </button>
                  </td>
                  <td className={styles['ms']}>{until === null ? 'still' : `until ${time(until - zero)}`}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
      <FindingsOf analysis={judged} {...{ request, onEvidence, onSelect }} />
      <FactTable
        facts={[
          ...requestFacts(request, connection),
          ...(unusable.length === 0 ? [] : [{ name: 'Not used', value: unusable.map(({ label }) => label).join(', '), source: 'open to this origin when it opened its own' }]),
          ...more,
          startedFact(request, zero, time),
          { name: 'URL', value: request.url, source: sourcesOf(request) },
        ]}
      />
      <Reconnects analysis={judged} of={request.id} onSelect={onSelect} />
      {isRpc &&
        RPC_ADVICE.map(({ text, source }) => (
          <p key={text} className={styles['note']}>
            Not measured here: {text} ({source})
          </p>
        ))}
      {request.origination.opening !== 'none' && (
        <>
          <h2>Prove it elsewhere</h2>
          <Snippets request={request} />
        </>
      )}
    </div>
  );
}

function labelOf(holder: Request, connections: Props['connections']): string {
  const connection = connections.get(holder.connection ?? '');
  return connection === undefined ? '' : placeName(holder, connection);
}

interface Held {
  readonly holder: Request;
  readonly until: Holder['until'];
}

/** As requests, which a click can select. */
function holdersOf({ requests }: Analysis, stall: Stall | null): readonly Held[] {
  if (stall === null || stall.holders.length === 0) return [];
  const wanted = new Set(stall.holders.map(({ request }) => request));
  const byId = indexById(requests.filter(({ id }) => wanted.has(id)));
  return stall.holders.flatMap(({ request, until }) => {
    const holder = byId.get(request);
    return holder === undefined ? [] : [{ holder, until }];
  });
}

/** In proportion, and in words; a hidden phase has no length and is not drawn. */
function PhaseBar({ request }: { readonly request: Request }) {
  const time = useTimeText();
  const parts = PHASES.map((key) => ({ key, ms: lengthOf(request.phases[key]) ?? 0 })).filter(({ ms }) => ms > 0);
  if (parts.length === 0) return null;
  return (
    <>
      <div className={styles['phases']} aria-hidden="true">
        {parts.map(({ key, ms }) => (
          <i key={key} className={styles[key]} style={{ flexGrow: ms }} />
        ))}
      </div>
      <p className={styles['note']}>{parts.map(({ key, ms }) => `${phaseName(key, request)} ${time(ms)}`.replaceAll(' ', '\u00a0')).join(' · ')}</p>
    </>
  );
}
