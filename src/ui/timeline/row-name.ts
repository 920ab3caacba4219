import { isMultiplexed } from '../../core/model/protocol.ts';
import { hostOf } from '../../timeline/origin-names.ts';
import { isSettled } from '../../core/model/candidates.ts';
import type { Row, RowOf } from '../../timeline/rows.ts';
import { unknownBecause, unusedName } from '../../timeline/words.ts';
import { familyOf } from '../base/Badge.tsx';
import { plural } from '../base/figures.ts';
import { carriedText } from '../base/placing.ts';

/** What the tree shows of a row, as plain text: for copies and pictures. */
export function rowName(row: Row): string {
  switch (row.kind) {
    case 'origin':
      return [row.name, ...new Set(row.origin.protocols.map(familyOf))].join(' ');
    case 'fold':
      return `${plural(row.fold.origins.length, 'origin')} · ${row.fold.pattern}`;
    case 'more':
      return `${row.left} more`;
    case 'waiting':
      return row.forSlot ? 'Waiting for a slot' : 'Waiting in the browser';
    case 'lane': {
      const { label, protocol, peakConcurrency, origins } = row.connection;
      const many = isMultiplexed(protocol) && peakConcurrency > 1 ? `×${peakConcurrency}` : '';
      return [label, protocol === null ? '' : familyOf(protocol), many, ...origins.slice(1).map((origin) => `+ ${hostOf(origin)}`), isSettled(row) ? '' : `· ${carriedText(row)}`].filter(Boolean).join(' ');
    }
    case 'ghost':
      return `uses ${row.connection.label}`;
    case 'unused':
      return [row.connection.label, unusedName(row.connection), ...(row.withHost ? [hostOf(row.connection.origin)] : [])].join(' ');
    case 'elsewhere':
      return elsewhereName(row);
    case 'stack':
      return `${row.lanes.length} single-use connections`;
    case 'unknown':
      return `Unknown connection · ${[...new Set(row.requests.map(unknownBecause))].join('; ')}`;
    case 'none':
      return `No connection · ${plural(row.requests.length, 'request')}`;
  }
}

/** Of a stack nothing else says so: its connections have no numbers there. */
export const someEstimated = ({ lanes }: RowOf<'stack'>): string => (lanes.some(({ connection }) => connection.basis.kind === 'inferred') ? 'some estimated' : '');

export const elsewhereName = ({ connections }: RowOf<'elsewhere'>): string => `${plural(connections.length, 'connection')} without a request · ${plural(new Set(connections.map(({ origin }) => origin)).size, 'other origin')}`;
