import type { Totals } from '../../core/model/analysis.ts';
import type { Connection } from '../../core/model/connection.ts';
import { requestsBetween } from '../../core/model/placing.ts';
import type { Opening, Request } from '../../core/model/request.ts';
import { setupMsOf } from '../../timeline/unused.ts';
import { LEAST_QUEUE_MS, type Row, type RowOf } from '../../timeline/rows.ts';
import type { TimeText } from '../../timeline/words.ts';
import { countOr, msText, reuseText, shortCount, sumText } from '../base/figures.ts';
import { rangeText } from '../base/placing.ts';
import type { ColumnId } from './columns.ts';
import { setupOfConnection } from './connection-setup.ts';
import { figuresOf, figuresOfFold, type Figures } from './group-figures.ts';
import { requestsOfRow } from './requests-of-row.ts';

export interface Cell {
  readonly text: string;
  /** Worth a second look; never said by colour alone, the figure says it. */
  readonly alarm?: boolean;
}

const EMPTY: Cell = { text: '' };
/** Of our own choice: less reuse than this wants a look, where at least so many requests tell of it; a page that asks once or twice has nothing to reuse. */
const POOR_REUSE = 0.3;
const FEWEST_TOLD = 3;

export function cellOf(row: Row, column: ColumnId, time: TimeText): Cell {
  switch (row.kind) {
    case 'origin':
    case 'fold':
      return column === 'requests' ? { text: requestsText(row) } : ofTotals(row.kind === 'origin' ? figuresOf(row.origin) : figuresOfFold(row.fold), column, time);
    case 'lane':
      return column === 'requests' ? { text: requestsText(row) } : ofLane(row.connection, column, time);
    case 'ghost':
    case 'unknown':
    case 'none':
      return column === 'requests' ? { text: shortCount(row.requests.length) } : EMPTY;
    case 'unused':
      return column === 'requests' ? { text: '0' } : column === 'setup' || column === 'cost' ? { text: msText(setupMsOf(row.connection), time) } : EMPTY;
    case 'elsewhere':
      return column === 'connections' ? { text: shortCount(row.connections.length) } : EMPTY;
    case 'waiting':
    case 'stack':
    case 'more':
      return EMPTY;
  }
}

function ofTotals({ totals, stalledMs, unplaced, hides }: Figures, column: Exclude<ColumnId, 'requests'>, time: TimeText): Cell {
  const { setupMs } = totals;
  switch (column) {
    case 'connections':
      return { text: countOr(totals.connections, unplaced, shortCount) };
    case 'reuse':
      return { text: reuseText(totals), alarm: isPoor(totals) };
    case 'setup':
      return { text: sumText(setupMs, hides.setup, time) };
    case 'stalled':
      return { text: sumText(stalledMs, hides.stalled, time), alarm: stalledMs >= LEAST_QUEUE_MS };
    case 'cost':
      return { text: sumText(setupMs + stalledMs, hides.setup || hides.stalled, time), alarm: stalledMs >= LEAST_QUEUE_MS };
  }
}

/** Without WebSockets, which have connections of their own and nothing to reuse. */
function isPoor({ new: opened, openedEarlier, reused, byProtocol }: Totals): boolean {
  const told = opened + openedEarlier + reused - (byProtocol.ws ?? 0) - (byProtocol.wss ?? 0);
  return told >= FEWEST_TOLD && reused / told < POOR_REUSE;
}

/** "7", or "2 of 7" where a filter hides some. */
function requestsText(row: RowOf<'origin' | 'fold' | 'lane'>): string {
  const { all, shown } = requestsOfRow(row);
  return shown === null ? rangeText(all, shortCount) : `${rangeText(shown, shortCount)} of ${rangeText(all, shortCount)}`;
}

/** `1+ 2↻`: one opened it, two reused it; `1‹`: somebody else opened it before; `1+ 2–4↻`: of two it is not sure that they were on it. */
function ofLane(connection: Connection, column: Exclude<ColumnId, 'requests'>, time: TimeText): Cell {
  const { requests, possible } = connection;
  const ofOpening = (opening: Opening): string => {
    const isOne = ({ origination }: Request): boolean => origination.opening === opening;
    const between = requestsBetween({ requests: requests.filter(isOne), possible: possible.filter(isOne) });
    return between.most === 0 ? '' : rangeText(between, shortCount) + GLYPHS[opening];
  };
  switch (column) {
    case 'reuse':
      return { text: [ofOpening('new'), ofOpening('opened-earlier'), ofOpening('reused')].filter(Boolean).join(' ') };
    case 'setup':
    case 'cost':
      return { text: msText(setupOfConnection(connection), time) };
    case 'stalled':
    case 'connections':
      return EMPTY;
  }
}

const GLYPHS: Readonly<Record<Opening, string>> = { new: '+', 'opened-earlier': '‹', reused: '↻', none: '', unknown: '' };
