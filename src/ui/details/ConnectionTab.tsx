import { useMemo } from 'react';
import { streamsOf } from '../../core/insight/protocols/streams.ts';
import type { Analysis } from '../../core/model/analysis.ts';
import { candidatesOf, doubtfulOf } from '../../core/model/candidates.ts';
import type { Connection } from '../../core/model/connection.ts';
import { isWebSocket } from '../../core/model/protocol.ts';
import type { Request } from '../../core/model/request.ts';
import { originName } from '../../timeline/origin-names.ts';
import { Badges } from '../base/Badge.tsx';
import { carriedText, doubtText } from '../base/placing.ts';
import { useTimeText } from '../base/units.ts';
import type { Selection } from '../timeline/selection.ts';
import styles from './Drawer.module.css';
import { connectionFacts } from './connection-facts.ts';
import { openingText } from './facts.ts';
import { FactTable } from './FactTable.tsx';
import { multiplexFacts, routeFacts } from './route-facts.ts';
import { Reconnects } from './Reconnects.tsx';
import { RequestList } from './RequestList.tsx';
import { wayFacts } from './way-facts.ts';
import { StreamsChart } from './StreamsChart.tsx';

interface Props {
  readonly analysis: Analysis;
  readonly connection: Connection;
  readonly selected: Request | null;
  readonly zero: number;
  readonly now: number;
  readonly onSelect: (selection: Selection) => void;
}

export function ConnectionTab({ analysis, connection, selected, zero, now, onSelect }: Props) {
  const time = useTimeText();
  const { requests } = connection;
  const doubtful = useMemo(() => doubtfulOf(connection).toSorted((a, b) => a.start - b.start), [connection]);
  const streams = useMemo(() => streamsOf(connection), [connection]);
  const route = useMemo(() => routeFacts(analysis, connection), [analysis, connection]);
  const list = { selected, zero, onSelect };
  return (
    <div className={styles['inside']}>
      <div className={styles['line']}>
        <code>{connection.label}</code> <Badges protocols={[connection.protocol]} /> {connection.origins.map(originName).join(' + ')}
      </div>
      <FactTable facts={[...connectionFacts(connection, zero, now, time), ...route, ...wayFacts(analysis, connection.origins, zero, time), ...(streams === null ? [] : multiplexFacts(streams, zero, time))]} />
      {streams !== null && <StreamsChart streams={streams} zero={zero} />}
      {isWebSocket(connection.protocol) && requests[0] !== undefined && <Reconnects analysis={analysis} of={requests[0].id} onSelect={onSelect} />}
      <h2>{carriedText(connection)}</h2>
      <RequestList requests={requests} tell={(request) => [openingText(request.origination), elsewhere(request)].filter(Boolean).join(' · ')} {...list} />
      {doubtful.length > 0 && (
        <>
          <h2>Shown on another, perhaps here</h2>
          <RequestList requests={doubtful} tell={(request) => `on ${request.connection}, ${doubtText(request)}`} {...list} />
        </>
      )}
    </div>
  );
}

/** "60% sure, or ~5" */
function elsewhere(request: Request): string {
  const [, ...others] = candidatesOf(request);
  return others.length === 0 ? '' : `${doubtText(request)}, or ${others.join(', ')}`;
}
