import type { Connection } from '../../core/model/connection.ts';
import { unsurePlace } from '../../core/insight/words.ts';
import { isHiddenCount } from '../../core/model/network-use.ts';
import { isSurelyPlaced, requestsBetween } from '../../core/model/placing.ts';
import type { Request } from '../../core/model/request.ts';
import type { Row, RowOf } from '../../timeline/rows.ts';
import { unknownBecause, unusedText } from '../../timeline/words.ts';
import { percentText } from '../../core/base/percent.ts';
import { countText, plural } from '../base/figures.ts';
import { setupOfConnection } from './connection-setup.ts';
import { figuresOf } from './group-figures.ts';
import { requestsOfRow } from './requests-of-row.ts';
import { elsewhereName, someEstimated } from './row-name.ts';

/** What a screen reader says of a row. */
export function sentenceOf(row: Row): string {
  switch (row.kind) {
    case 'origin': {
      const { totals, stalledMs, unplaced, hides } = figuresOf(row.origin);
      return `${row.origin.origin}, ${requestWords(row)}, ${isHiddenCount(totals.connections, unplaced) ? 'connections unknown' : plural(totals.connections, 'connection')}, setup ${spokenSum(totals.setupMs, hides.setup)}, stalled ${spokenSum(stalledMs, hides.stalled)}`;
    }
    case 'fold':
      return `${plural(row.fold.origins.length, 'origin')}, ${row.fold.pattern}, ${requestWords(row)}`;
    case 'more':
      return `${row.left} more origins`;
    case 'waiting':
      return `Waiting ${row.forSlot ? 'for a slot' : 'in the browser'}, at most ${countText(row.queue.peak)} at once, ${spoken(row.queue.total)} in total`;
    case 'lane': {
      const { connection } = row;
      const { requests, protocol } = connection;
      const first = requests[0];
      const how = first === undefined ? '' : `, ${first.origination.opening.replace('-', ' ')}`;
      const unsure = requests.filter((request) => !isSurelyPlaced(request)).length;
      const estimated = connection.basis.kind === 'inferred' ? ', estimated' : '';
      return `Connection ${connection.label.slice(1)}${estimated}, ${protocol ?? 'protocol unknown'}${how}, setup ${spokenOr(setupOfConnection(connection))}, ${requestWords(row)}, ${reusedWords(connection)} reused${unsure === 0 ? '' : `, ${unsure} of them perhaps on another connection`}`;
    }
    case 'ghost':
      return `Uses connection ${row.connection.label.slice(1)} of ${row.connection.origins[0]}, ${plural(row.requests.length, 'request')}`;
    case 'unused':
      return `Connection ${row.connection.label.slice(1)} to ${row.connection.origin}, ${unusedText(row.connection)}`;
    case 'elsewhere':
      return elsewhereName(row);
    case 'stack':
      return [`${row.lanes.length} single-use connections`, '1 request each', someEstimated(row)].filter(Boolean).join(', ');
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

const spoken = (ms: number): string => (ms >= 1000 ? `${(ms / 1000).toFixed(1)} seconds` : `${Math.round(ms)} milliseconds`);
const spokenOr = (ms: number | null): string => (ms === null ? 'unknown' : spoken(ms));
const spokenSum = (ms: number, isHidden: boolean): string => spokenOr(ms === 0 && isHidden ? null : ms);
