import { sum } from 'd3-array';
import { totalsOfAll } from '../../core/analysis/totals.ts';
import type { OriginSummary, Totals } from '../../core/model/analysis.ts';
import { requestsBetween } from '../../core/model/placing.ts';
import type { Opening, Request } from '../../core/model/request.ts';
import type { Fold } from '../../timeline/fold.ts';
import { pickUsing } from '../../timeline/group.ts';
import { remember } from '../../timeline/remember.ts';
import { setupMsOf } from '../../timeline/unused.ts';
import type { Row, RowOf } from '../../timeline/rows.ts';
import { stalledMsOf } from '../../timeline/stalls.ts';
import type { TimeText } from '../../timeline/words.ts';
import { msText, percentText, shortCount } from '../base/figures.ts';
import { rangeText } from '../base/placing.ts';
import type { ColumnId } from './columns.ts';

export interface Cell {
  readonly text: string;
  /** Worth a second look; never said by colour alone, the figure says it. */
  readonly alarm?: boolean;
}

const EMPTY: Cell = { text: '' };
/** Less reuse than this wants a look. */
const POOR_REUSE = 0.3;

export function cellOf(row: Row, column: ColumnId, time: TimeText): Cell {
  switch (row.kind) {
    case 'origin':
      return ofTotals(figuresOf(row.origin), column, time);
    case 'fold':
      return ofTotals(figuresOfFold(row.fold), column, time);
    case 'lane':
      return ofLane(row, column, time);
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

/** What the row of an origin, or of several, says. */
interface Figures {
  readonly totals: Totals;
  readonly stalledMs: number;
  /** The sum is 0, and of the requests that used a connection one hides this figure: then nobody knows that it is 0. */
  readonly hides: Readonly<Record<'setup' | 'stalled', boolean>>;
}

/** Made once for all columns; per origin, so that a big file's can be made one after the other. */
export const figuresOf = remember(({ totals, requests }: OriginSummary): Figures => {
  const stalledMs = stalledMsOf(requests);
  const hides = (what: 'setup' | 'stalled', sum: number): boolean => sum === 0 && pickUsing(requests, null).some((request) => request[what] === null);
  return { totals, stalledMs, hides: { setup: hides('setup', totals.setupMs), stalled: hides('stalled', stalledMs) } };
});

const figuresOfFold = remember(({ origins }: Fold): Figures => {
  const all = origins.map(figuresOf);
  const hides = (what: 'setup' | 'stalled'): boolean => all.some((one) => one.hides[what]);
  return { totals: totalsOfAll(origins, sum(origins, ({ totals }) => totals.connections)), stalledMs: sum(all, ({ stalledMs }) => stalledMs), hides: { setup: hides('setup'), stalled: hides('stalled') } };
});

function ofTotals({ totals, stalledMs, hides }: Figures, column: ColumnId, time: TimeText): Cell {
  const { reuseRatio, setupMs } = totals;
  /** A sum of nothing but hidden figures is hidden, not none. */
  const sumText = (ms: number, of: 'setup' | 'stalled'): string => msText(ms === 0 && hides[of] ? null : ms, time);
  switch (column) {
    case 'connections':
      return { text: shortCount(totals.connections) };
    case 'requests':
      return { text: shortCount(totals.requests - totals.none) };
    case 'reuse':
      return { text: percentText(reuseRatio), alarm: reuseRatio !== null && reuseRatio < POOR_REUSE && totals.requests > 2 };
    case 'setup':
      return { text: sumText(setupMs, 'setup') };
    case 'stalled':
      return { text: sumText(stalledMs, 'stalled'), alarm: stalledMs >= 100 };
    case 'cost':
      return { text: sumText(setupMs + stalledMs, 'setup'), alarm: stalledMs >= 100 };
  }
}

/** `1+ 2↻`: one opened it, two reused it; `1‹`: somebody else opened it before; `1+ 2–4↻`: of two it is not sure that they were on it. */
function ofLane({ requests, possible }: RowOf<'lane'>, column: ColumnId, time: TimeText): Cell {
  const ofOpening = (opening: Opening): string => {
    const isOne = ({ origination }: Request): boolean => origination.opening === opening;
    const between = requestsBetween({ requests: requests.filter(isOne), possible: possible.filter(isOne) });
    return between.most === 0 ? '' : rangeText(between, shortCount) + GLYPHS[opening];
  };
  switch (column) {
    case 'requests':
      return { text: rangeText(requestsBetween({ requests, possible }), shortCount) };
    case 'reuse':
      return { text: [ofOpening('new'), ofOpening('opened-earlier'), ofOpening('reused')].filter(Boolean).join(' ') };
    case 'setup':
    case 'cost':
      return { text: setupText(requests, time) };
    case 'stalled':
    case 'connections':
      return EMPTY;
  }
}

const GLYPHS: Readonly<Record<Opening, string>> = { new: '+', 'opened-earlier': '‹', reused: '↻', none: '', unknown: '' };

function setupText(requests: readonly Request[], time: TimeText): string {
  const [first] = requests;
  // A filter hides them all.
  if (first === undefined) return '–';
  if (first.origination.opening === 'opened-earlier') return '?';
  const known = requests.flatMap(({ setup }) => setup ?? []);
  if (known.length === 0) return '?';
  const total = sum(known);
  return msText(total, time);
}
