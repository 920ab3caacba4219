import { isSurelyPlaced, requestsBetween } from '../../core/model/placing.ts';
import type { Request } from '../../core/model/request.ts';
import type { Row } from '../../timeline/rows.ts';
import { stalledMsOf } from '../../timeline/stalls.ts';
import { unknownBecause, unusedText } from '../../timeline/words.ts';
import { countText, percentText, plural } from '../base/figures.ts';
import { elsewhereName } from './row-name.ts';

/** What a screen reader says of a row. */
export function sentenceOf(row: Row): string {
  switch (row.kind) {
    case 'origin':
      return `${row.origin.origin}, ${plural(row.requests.length, 'request')}, ${plural(row.origin.connections.length, 'connection')}, setup ${spoken(row.origin.totals.setupMs)}, stalled ${spoken(stalledMsOf(row.origin.requests))}`;
    case 'fold':
      return `${plural(row.fold.origins.length, 'origin')}, ${row.fold.pattern}, ${plural(row.requests.length, 'request')}`;
    case 'more':
      return `${row.left} more origins`;
    case 'waiting':
      return `Waiting ${row.forSlot ? 'for a slot' : 'in the browser'}, at most ${row.queue.peak} at once, ${spoken(row.queue.total)} in total`;
    case 'lane': {
      const { connection, requests } = row;
      const first = requests[0];
      const how = first === undefined ? '' : `, ${first.origination.opening.replace('-', ' ')}`;
      const setup = first === undefined ? 'none shown' : first.setup === null ? 'setup unknown' : `setup ${spoken(first.setup)}`;
      const unsure = requests.filter((request) => !isSurelyPlaced(request)).length;
      const estimated = connection.basis.kind === 'inferred' ? ', estimated' : '';
      return `Connection ${connection.label.slice(1)}${estimated}, ${connection.protocol}${how}, ${setup}, ${betweenWords(row, 'request')}, ${reusedWords(row)} reused${unsure === 0 ? '' : `, ${unsure} of them perhaps on another connection`}`;
    }
    case 'ghost':
      return `Uses connection ${row.connection.label.slice(1)} of ${row.connection.origins[0]}, ${plural(row.requests.length, 'request')}`;
    case 'unused':
      return `Connection ${row.connection.label.slice(1)} to ${row.connection.origin}, ${unusedText(row.connection)}`;
    case 'elsewhere':
      return elsewhereName(row);
    case 'stack':
      return `${row.lanes.length} single-use connections, 1 request each`;
    case 'unknown':
      return `Unknown connection, ${plural(row.requests.length, 'request')}: ${[...new Set(row.requests.map(unknownBecause))].join('; ')}`;
    case 'none':
      return `${plural(row.requests.length, 'request')} without a connection`;
  }
}

interface Lane {
  readonly requests: readonly Request[];
  readonly possible: readonly Request[];
}

/** A dash between two numbers is not always read. */
function betweenWords(lane: Lane, word: string): string {
  const { least, most } = requestsBetween(lane);
  return least === most ? plural(most, word) : `${least} to ${most} ${word}s`;
}

function reusedWords({ requests, possible }: Lane): string {
  const isReused = ({ origination }: Request): boolean => origination.opening === 'reused';
  const { least, most } = requestsBetween({ requests: requests.filter(isReused), possible: possible.filter(isReused) });
  return least === most ? countText(most) : `${least} to ${most}`;
}

/** The request that one steps to: where it is, as surely as that is known. */
export function requestSentence(request: Request): string {
  const { connection, placing } = request;
  if (connection === null || placing === null || isSurelyPlaced(request)) return '';
  return `On ${[connection, ...placing.others].join(' or ')}, ${percentText(placing.confidence)} sure of ${connection}`;
}

const spoken = (ms: number): string => (ms >= 1000 ? `${(ms / 1000).toFixed(1)} seconds` : `${Math.round(ms)} milliseconds`);
