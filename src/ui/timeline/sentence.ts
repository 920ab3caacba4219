import type { Row } from '../../timeline/rows.ts';
import { stalledMsOf } from '../../timeline/stalls.ts';
import { unknownBecause, unusedText } from '../../timeline/words.ts';
import { plural } from '../base/figures.ts';
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
      const setup = first?.setup == null ? 'setup unknown' : `setup ${spoken(first.setup)}`;
      const reused = requests.filter(({ origination }) => origination.opening === 'reused').length;
      const estimated = connection.basis.kind === 'inferred' ? ', estimated' : '';
      return `Connection ${connection.label.slice(1)}${estimated}, ${connection.protocol}${how}, ${setup}, ${plural(requests.length, 'request')}, ${reused} reused`;
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

const spoken = (ms: number): string => (ms >= 1000 ? `${(ms / 1000).toFixed(1)} seconds` : `${Math.round(ms)} milliseconds`);
