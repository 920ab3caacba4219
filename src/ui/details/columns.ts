import { ascending } from 'd3-array';
import type { Connection } from '../../core/model/connection.ts';
import type { Request } from '../../core/model/request.ts';
import { hostOf } from '../../timeline/layout.ts';
import type { TimeText } from '../../timeline/words.ts';
import { msText } from '../base/figures.ts';
import { openingText } from './facts.ts';
import { pathOf } from './path.ts';

export interface TableContext {
  readonly connections: ReadonlyMap<string, Connection>;
  readonly zero: number;
  readonly time: TimeText;
}

export interface TableColumn {
  readonly id: string;
  readonly title: string;
  /** CSS pixels; the one without takes what is left. */
  readonly width: number | null;
  readonly numeric: boolean;
  readonly text: (request: Request, context: TableContext) => string;
  readonly value: (request: Request, context: TableContext) => string | number | null;
}

const labelOf = (request: Request, { connections }: TableContext): string =>
  request.origination.opening === 'none' ? '–' : (connections.get(request.connection ?? '')?.label ?? '?');

const totalOf = ({ start, end }: Request): number | null => (end === null ? null : end - start);

export const TABLE_COLUMNS: readonly TableColumn[] = [
  { id: 'start', title: 'Start', width: 58, numeric: true, text: (request, { zero, time }) => time(request.start - zero), value: (request) => request.start },
  { id: 'url', title: 'Request', width: null, numeric: false, text: (request) => pathOf(request.url), value: (request) => request.url },
  { id: 'connection', title: 'Conn.', width: 54, numeric: false, text: labelOf, value: labelOf },
  { id: 'opening', title: 'New/Reused', width: 104, numeric: false, text: (request) => openingText(request.origination), value: (request) => request.origination.opening },
  { id: 'stalled', title: 'Stalled', width: 56, numeric: true, text: (request, { time }) => msText(request.stalled, time), value: (request) => request.stalled },
  { id: 'setup', title: 'Setup', width: 56, numeric: true, text: (request, { time }) => msText(request.setup, time), value: (request) => request.setup },
  { id: 'total', title: 'Total', width: 58, numeric: true, text: (request, { time }) => msText(totalOf(request), time), value: totalOf },
  { id: 'protocol', title: 'Proto', width: 56, numeric: false, text: (request) => request.protocol ?? '–', value: (request) => request.protocol },
  { id: 'origin', title: 'Origin', width: 120, numeric: false, text: (request) => hostOf(request.origin), value: (request) => request.origin },
];

/** Unknown values come last in either direction: they are not small. */
export function sortRequests(requests: readonly Request[], column: TableColumn, up: boolean, context: TableContext): readonly Request[] {
  const keyed = requests.map((request) => ({ request, key: column.value(request, context) }));
  keyed.sort((a, b) => {
    if (a.key === null || b.key === null) return Number(a.key === null) - Number(b.key === null);
    return up ? ascending(a.key, b.key) : ascending(b.key, a.key);
  });
  return keyed.map(({ request }) => request);
}
