import { busiest } from '../../analysis/concurrency.ts';
import type { Connection } from '../../model/connection.ts';
import { isHiddenCount } from '../../model/network-use.ts';
import { protocolText } from '../../model/protocol.ts';
import { count } from '../words.ts';
import { account, connectionInput, type Account } from './account.ts';

/** A stretch of time in which a connection was open, or at work. */
export interface Span {
  readonly connection: Connection;
  readonly start: number;
  readonly end: number;
}

/**
 * The most connections at one moment, and which those were.
 * @param unplaced requests of which nobody tells the connection
 */
export function peakAccount(key: string, name: string, spans: readonly Span[], zero: number, unplaced: number): Account {
  const { peak, at } = busiest(spans);
  return account({
    key,
    definition: 'peak',
    name,
    unit: 'count',
    value: isHiddenCount(peak, unplaced) ? null : peak,
    formula: () => [...(peak === 0 ? ['no connection is known'] : [`${peak} at `, at - zero]), ...(unplaced === 0 ? [] : [`; nobody tells the connection of ${count(unplaced, 'request')}, so it may be more`])],
    inputs: () => spans.filter(({ start, end }) => start <= at && end > at).map(({ connection, start, end }) => connectionInput(connection, 1, 'count', [`${protocolText(connection.protocol)}, from `, start - zero, ' to ', end - zero])),
  });
}
