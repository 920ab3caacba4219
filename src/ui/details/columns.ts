import { ascending } from 'd3-array';
import { candidatesOf } from '../../core/model/candidates.ts';
import type { Connection } from '../../core/model/connection.ts';
import { isSurelyPlaced } from '../../core/model/placing.ts';
import type { Request } from '../../core/model/request.ts';
import { tookMs } from '../../core/model/took.ts';
import { originName } from '../../timeline/origin-names.ts';
import type { TimeText } from '../../timeline/words.ts';
import { percentText } from '../../core/base/percent.ts';
import { countText, msText } from '../base/figures.ts';
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

function labelOf(request: Request, { connections }: TableContext): string {
  if (request.origination.opening === 'none') return '–';
  const connection = connections.get(request.connection ?? '');
  return connection === undefined ? '?' : connection.label + (isSurelyPlaced(request) ? '' : '?');
}

/** How surely it is on its connection: named by the browser, or by so much. */
function sureText({ connection, placing }: Request): string {
  if (connection === null) return '–';
  return placing === null ? 'named' : percentText(placing.confidence);
}

const word = (id: string, title: string, width: number | null, of: (request: Request, context: TableContext) => string | null): TableColumn => ({
  id, title, width, numeric: false, value: of, text: (request, context) => of(request, context) ?? '–',
});

const length = (id: string, title: string, of: (request: Request) => number | null): TableColumn => ({
  id, title, width: 58, numeric: true, value: of, text: (request, { time }) => msText(of(request), time),
});

export const TABLE_COLUMNS: readonly TableColumn[] = [
  { ...length('start', 'Start', ({ start }) => start), text: (request, { zero, time }) => time(request.start - zero) },
  { ...word('url', 'Request', null, ({ url }) => url), text: ({ url }) => pathOf(url) },
  word('connection', 'Conn.', 54, labelOf),
  { ...word('opening', 'New/Reused', 104, ({ origination }) => origination.opening), text: ({ origination }) => openingText(origination) },
  { id: 'confidence', title: 'Sure', width: 52, numeric: true, value: ({ placing }) => placing?.confidence ?? null, text: (request) => sureText(request) },
  word('others', 'Or on', 74, (request) => candidatesOf(request).slice(1).join(', ') || null),
  length('stalled', 'Stalled', ({ stalled }) => stalled),
  length('setup', 'Setup', ({ setup }) => setup),
  length('total', 'Total', tookMs),
  word('protocol', 'Proto', 56, ({ protocol }) => protocol),
  word('origin', 'Origin', 120, ({ origin }) => originName(origin)),
  word('method', 'Method', 54, ({ method }) => method),
  { ...word('status', 'Status', 54, ({ status }) => (status ? String(status) : null)), numeric: true },
  word('type', 'Type', 74, ({ resourceType }) => resourceType),
  word('priority', 'Priority', 64, ({ priority }) => priority),
  { ...length('size', 'Bytes', ({ transferSize }) => transferSize), text: ({ transferSize }) => (transferSize === null ? '?' : countText(transferSize)) },
  word('address', 'Address', 130, ({ remoteAddress }) => remoteAddress),
];

export const USUAL_COLUMNS: readonly string[] = ['start', 'url', 'connection', 'opening', 'stalled', 'setup', 'total', 'protocol', 'origin'];

/** Of another version, or touched by hand: what is not known is left out. */
export const isColumnList = (value: unknown): value is readonly string[] => Array.isArray(value) && value.every((id) => typeof id === 'string');
export const columnsOf = (ids: readonly string[]): readonly TableColumn[] => TABLE_COLUMNS.filter(({ id }) => ids.includes(id));

/** Unknown values come last in either direction: they are not small. */
export function sortRequests(requests: readonly Request[], column: TableColumn, up: boolean, context: TableContext): readonly Request[] {
  const keyed = requests.map((request) => ({ request, key: column.value(request, context) }));
  keyed.sort((a, b) => {
    if (a.key === null || b.key === null) return Number(a.key === null) - Number(b.key === null);
    return up ? ascending(a.key, b.key) : ascending(b.key, a.key);
  });
  return keyed.map(({ request }) => request);
}

/** As a spreadsheet takes it: a line of titles, then a line per request. Whole URLs: a path alone says little elsewhere. */
export function tsvOf(requests: readonly Request[], columns: readonly TableColumn[], context: TableContext): string {
  const lines = requests.map((request) => columns.map((column) => (column.id === 'url' ? request.url : column.text(request, context)).replaceAll(/[\t\r\n]/g, ' ')));
  return [columns.map(({ title }) => title), ...lines].map((cells) => cells.join('\t')).join('\n');
}
