import type { Connection } from '../../core/model/connection.ts';
import { unsurePlace } from '../../core/insight/words.ts';
import { isHiddenCount } from '../../core/model/network-use.ts';
import { isSurelyPlaced, requestsBetween } from '../../core/model/placing.ts';
import { isMultiplexed } from '../../core/model/protocol.ts';
import type { Request } from '../../core/model/request.ts';
import { hostOf } from '../../timeline/origin-names.ts';
import type { Row, RowOf } from '../../timeline/rows.ts';
import { timeText, unknownBecause, unusedText, type TimeText } from '../../timeline/words.ts';
import { percentText } from '../../core/base/percent.ts';
import { countText, plural } from '../base/figures.ts';
import { setupOfConnection } from './connection-setup.ts';
import { figuresOf, figuresOfFold, type Figures } from './group-figures.ts';
import { requestsOfRow } from './requests-of-row.ts';
import { elsewhereName, someEstimated } from './row-name.ts';

/** All that a row shows, in words: what a screen reader says of it, and what explains its signs under the pointer. */
export function sentenceOf(row: Row, time: TimeText = timeText): string {
  switch (row.kind) {
    case 'origin':
      return `${row.origin.origin}, ${requestWords(row)}, ${figureWords(figuresOf(row.origin), time)}`;
    case 'fold':
      return `${plural(row.fold.origins.length, 'origin')}, ${row.fold.pattern}, ${requestWords(row)}, ${figureWords(figuresOfFold(row.fold), time)}`;
    case 'more':
      return `${row.left} more origins`;
    case 'waiting':
      return `Waiting ${row.forSlot ? 'for a slot' : 'in the browser'}${row.isPart ? ', of those shown' : ''}, at most ${countText(row.queue.peak)} at once, ${spoken(row.queue.total, time)} in total`;
    case 'lane': {
      const { connection } = row;
      const { requests, protocol, origins, peakConcurrency } = connection;
      const first = requests[0];
      const how = first === undefined ? '' : `, ${first.origination.opening.replace('-', ' ')}`;
      const unsure = requests.filter((request) => !isSurelyPlaced(request)).length;
      const estimated = connection.basis.kind === 'inferred' ? ', estimated' : '';
      const many = isMultiplexed(protocol) && peakConcurrency > 1 ? `, at most ${peakConcurrency} at once` : '';
      const shared = origins.length < 2 ? '' : `, shared with ${origins.slice(1).map(hostOf).join(', ')}`;
      return `Connection ${connection.label.slice(1)}${estimated}, ${protocol ?? 'protocol unknown'}${how}, setup ${spoken(setupOfConnection(connection), time)}, ${requestWords(row)}, ${reusedWords(connection)} reused${unsure === 0 ? '' : `, ${unsure} of them perhaps on another connection`}${many}${shared}`;
    }
    case 'ghost':
      return `Uses connection ${row.connection.label.slice(1)} of ${row.connection.origins[0]}, ${plural(row.requests.length, 'request')}`;
    case 'unused':
      return `Connection ${row.connection.label.slice(1)} to ${row.connection.origin}, ${unusedText(row.connection)}`;
    case 'elsewhere':
      return elsewhereName(row);
    case 'stack':
      return [`${row.lanes.length} single-use connections`, '1 request each, then closed', someEstimated(row)].filter(Boolean).join(', ');
    case 'unknown':
      return `Unknown connection, ${plural(row.requests.length, 'request')}: ${[...new Set(row.requests.map(unknownBecause))].join('; ')}`;
    case 'none':
      return `${plural(row.requests.length, 'request')} without a connection`;
  }
}

function requestWords(row: RowOf<'origin' | 'fold' | 'lane'>): string {
  const { all, shown } = requestsOfRow(row);
  const word = all.most === 1 ? 'request' : 'requests';
  return `${shown === null ? '' : `${betweenWords(shown)} of `}${betweenWords(all)} ${word}`;
}

function reusedWords({ requests, possible }: Connection): string {
  const isReused = ({ origination }: Request): boolean => origination.opening === 'reused';
  return betweenWords(requestsBetween({ requests: requests.filter(isReused), possible: possible.filter(isReused) }));
}

/** A dash between two numbers is not always read. */
const betweenWords = ({ least, most }: ReturnType<typeof requestsBetween>): string => (least === most ? countText(most) : `${countText(least)} to ${countText(most)}`);

/** The request that one steps to: where it is, as surely as that is known. */
export function requestSentence(request: Request): string {
  const { connection, placing } = request;
  if (connection === null || placing === null || isSurelyPlaced(request)) return '';
  return `On ${unsurePlace(request)}, ${percentText(placing.confidence)} sure of ${connection}`;
}

function figureWords({ totals, stalledMs, unplaced, hides }: Figures, time: TimeText): string {
  const connections = isHiddenCount(totals.connections, unplaced) ? 'connections unknown' : plural(totals.connections, unplaced === 0 ? 'connection' : 'known connection');
  const sum = (ms: number, isHidden: boolean): string => spoken(ms === 0 && isHidden ? null : ms, time);
  return `${connections}, setup ${sum(totals.setupMs, hides.setup)}, stalled ${sum(stalledMs, hides.stalled)}`;
}

const UNITS: Readonly<Record<string, string>> = { ms: 'milliseconds', s: 'seconds', min: 'minutes', h: 'hours', d: 'days' };

/** As the row shows it, with its unit and its signs in words. */
function spoken(ms: number | null, time: TimeText): string {
  if (ms === null) return 'unknown';
  return ms === 0 ? 'none' : time(ms).replace(/[a-z]+$/, (unit) => UNITS[unit] ?? unit);
}
