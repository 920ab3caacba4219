import type { Connection } from '../../core/model/connection.ts';
import type { Request } from '../../core/model/request.ts';
import { hostOf } from '../../timeline/layout.ts';
import { CLOSED, timeText } from '../../timeline/words.ts';
import { Badges } from '../base/Badge.tsx';
import { plural } from '../base/figures.ts';
import { selectRequest, type Selection } from '../timeline/selection.ts';
import styles from './Drawer.module.css';
import { basisText, openingText, type Fact } from './facts.ts';
import { FactTable } from './FactTable.tsx';
import { pathOf } from './path.ts';

interface Props {
  readonly connection: Connection;
  readonly selected: Request | null;
  readonly zero: number;
  readonly onSelect: (selection: Selection) => void;
}

/** A connection may serve thousands; the table has them all. */
const MOST_LISTED = 200;

export function ConnectionTab({ connection, selected, zero, onSelect }: Props) {
  const { requests } = connection;
  return (
    <div className={styles['inside']}>
      <div className={styles['line']}>
        <code>{connection.label}</code> <Badges protocols={[connection.protocol]} /> {connection.origins.map(hostOf).join(' + ')}
      </div>
      <FactTable facts={connectionFacts(connection, zero)} />
      <h3>{plural(requests.length, 'request')}</h3>
      <table className={styles['facts']}>
        <tbody>
          {requests.slice(0, MOST_LISTED).map((request) => (
            <tr key={request.id} aria-current={request === selected}>
              <th>{timeText(request.start - zero)}</th>
              <td>
                <button type="button" className={styles['pick']} onClick={() => onSelect(selectRequest(request))}>
                  {pathOf(request.url)}
                </button>
              </td>
              <td>{openingText(request.origination)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {requests.length > MOST_LISTED && <p>The first {MOST_LISTED}; the table has them all.</p>}
    </div>
  );
}

function connectionFacts(connection: Connection, zero: number): readonly Fact[] {
  const { basis, openedAt, lastUsedAt, setup, closed, peakConcurrency, remoteAddress, origins } = connection;
  const at = (instant: number): string => timeText(instant - zero);
  return [
    { name: 'Known by', value: basis.kind === 'reported' ? `id ${basis.key}` : 'estimate', source: basisText(connection) },
    { name: 'Protocol', value: connection.protocol, source: '' },
    { name: 'Address', value: remoteAddress ?? '?', source: '' },
    { name: 'Opened', value: openedAt === null ? '?' : at(openedAt), source: openedAt === null ? 'before or beside this recording' : '' },
    { name: 'Last used', value: at(lastUsedAt), source: '' },
    { name: 'Setup', value: setup === null ? '?' : setupText(setup), source: '' },
    { name: 'At once', value: String(peakConcurrency), source: 'most requests at the same time' },
    ...(origins.length > 1 ? [{ name: 'Shared by', value: origins.map(hostOf).join(', '), source: 'coalesced' }] : []),
    closed === null
      ? { name: 'Closed', value: '–', source: 'no sign of it' }
      : { name: 'Closed', value: `${at(closed.at)} · ${CLOSED[closed.reason]}`, source: 'response header' },
  ];
}

function setupText({ dnsMs, connectMs, tlsMs }: NonNullable<Connection['setup']>): string {
  const parts = [
    dnsMs === null ? '' : `DNS ${timeText(dnsMs)}`,
    connectMs === null ? '' : `connect ${timeText(connectMs)}`,
    tlsMs === null ? '' : `of it TLS ${timeText(tlsMs)}`,
  ];
  return parts.filter(Boolean).join(' · ') || '?';
}
