import { groupBy } from '../../base/group.ts';
import type { Connection } from '../../model/connection.ts';
import { otherEnd, tcpMs, tlsMs, type NoRtt, type NoTlsRoundTrips, type RoundTrips } from '../cost/round-trips.ts';
import { count } from '../words.ts';
import { account, connectionInput, type Account } from './account.ts';

export const NO_RTT: Readonly<Record<NoRtt, string>> = {
  'no-tcp-connect': 'no TCP connect was seen',
  'below-clock': 'the connect took no time that the clock shows',
  'maybe-retransmitted': 'the connect took 1 s or more: a packet may have been lost',
};

export const NO_TLS: Readonly<Record<NoTlsRoundTrips, string>> = {
  cleartext: 'without TLS: the address is not https:// or wss://',
  'no-tls': 'no TLS handshake was seen',
  quic: 'QUIC: one handshake for both',
  'no-rtt': 'no round-trip time to compare with',
  'through-proxy': 'TCP goes as far as the proxy, TLS on to the server',
  'rtt-too-short': 'round trips are too short to tell from computing',
  'in-between': 'neither about one round trip nor about two',
};

/** One per address: how far it is. */
export function rttAccounts(connections: readonly Connection[], trips: ReadonlyMap<string, RoundTrips>): readonly Account[] {
  return [...groupBy(connections, otherEnd)].map(([end, own]) => {
    const connects = own.filter((connection) => tcpMs(connection) !== null);
    const rtt = trips.get(own[0]!.id)?.rtt;
    return account({
      key: `rtt ${end}`,
      definition: 'rtt',
      name: `Round trip to ${end}`,
      unit: 'ms',
      value: rtt?.value?.ms ?? null,
      isEstimate: true,
      formula: () => rtt?.value ? [`shortest of ${count(rtt.value.connects, 'TCP connect')} = `, rtt.value.ms, `; ${rtt.value.confidence} confidence`] : [NO_RTT[rtt?.because ?? 'no-tcp-connect']],
      sum: null,
      inputs: () => connects.map((connection) => connectionInput(connection, tcpMs(connection)!, 'ms', [connection.label])).map((input) => ({ ...input, isMarked: input.amount === rtt?.value?.ms })),
    });
  });
}

/** How many round trips TLS handshakes took. */
export function tlsAccount(connections: readonly Connection[], trips: ReadonlyMap<string, RoundTrips>): Account {
  const told = connections.flatMap((connection) => {
    const of = trips.get(connection.id);
    return of?.tls.value && of.rtt.value ? [connectionInput(connection, of.tls.value.roundTrips, 'count', [tlsMs(connection) ?? 0, ' ÷ ', of.rtt.value.ms, ` = ${of.tls.value.ratio.toFixed(2)} (${of.tls.value.confidence} confidence)`])] : [];
  });
  const reasons = groupBy(connections.flatMap(({ id }) => trips.get(id)?.tls.because ?? []), (because) => because);
  const value = told.reduce((sum, { amount }) => sum + amount, 0);
  // Of those it is known that there were none.
  const plain = reasons.get('cleartext')?.length ?? 0;
  reasons.delete('cleartext');
  const untold = [...reasons].map(([because, own]) => `${own.length} ${NO_TLS[because]}`).join('; ');
  return account({
    key: 'tls-round-trips',
    definition: 'tls-round-trips',
    name: 'TLS round trips',
    unit: 'count',
    value: told.length > 0 || (plain > 0 && reasons.size === 0) ? value : null,
    isEstimate: true,
    beside: told.length === 0 ? [] : [`in ${count(told.length, 'handshake')}`],
    formula: () => [`${count(told.length, 'handshake')} took ${count(value, 'round trip')}`, ...(plain === 0 ? [] : [`; ${count(plain, 'connection')} ${NO_TLS.cleartext}`]), ...(untold === '' ? [] : [`; not told of: ${untold}`])],
    inputs: () => told,
  });
}
