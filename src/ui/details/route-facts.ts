import { NO_RTT, NO_TLS } from '../../core/insight/accounts/round-trips.ts';
import { roundTrips, tlsMs } from '../../core/insight/cost/round-trips.ts';
import { coalescingOf } from '../../core/insight/protocols/coalescing.ts';
import type { Streams } from '../../core/insight/protocols/streams.ts';
import type { Analysis } from '../../core/model/analysis.ts';
import type { Connection } from '../../core/model/connection.ts';
import { SLOTS } from '../../core/model/slots.ts';
import type { TimeText } from '../../timeline/words.ts';
import { plural } from '../base/figures.ts';
import { exactText, type Fact } from './facts.ts';

/** How far its other end is, and which other connection might have done. */
export const routeFacts = (analysis: Analysis, connection: Connection): readonly Fact[] => [...tripFacts(analysis, connection), ...shareFacts(analysis, connection), ...unusedFacts(analysis, connection)];

function tripFacts(analysis: Analysis, connection: Connection): readonly Fact[] {
  const trips = roundTrips(analysis).find((one) => one.connection === connection.id);
  if (trips === undefined) return [];
  const { rtt, tls } = trips;
  return [
    rtt.value === null
      ? { name: 'Round trip', value: '?', source: NO_RTT[rtt.because] }
      : { name: 'Round trip', value: `~${exactText(rtt.value.ms)}`, source: `estimated: TCP connect, the shortest of ${rtt.value.connects} to this address; ${rtt.value.confidence} confidence` },
    tls.value === null || rtt.value === null
      ? { name: 'TLS trips', value: tls.because === 'cleartext' ? '–' : '?', source: tls.because === null ? '' : NO_TLS[tls.because] }
      : { name: 'TLS trips', value: `~${tls.value.roundTrips}`, source: `estimated: ${exactText(tlsMs(connection) ?? 0)} ÷ ${exactText(rtt.value.ms)} = ${tls.value.ratio.toFixed(2)}; ${tls.value.confidence} confidence` },
  ];
}

function shareFacts(analysis: Analysis, { id }: Connection): readonly Fact[] {
  const missed = coalescingOf(analysis).possible.find(({ connections: [, own] }) => own === id);
  if (missed === undefined) return [];
  const there = analysis.connections.find((one) => one.id === missed.connections[0]);
  return [{ name: 'Could share', value: `${there?.label}, to ${missed.origins[0]}`, source: 'open before it; same address, protocol and site; certificate unknown' }];
}

/** Others to the same origin that no request used; only a NetLog tells of them. */
function unusedFacts({ unused }: Analysis, { origins }: Connection): readonly Fact[] {
  const same = (unused ?? []).filter(({ origin }) => origins.includes(origin));
  if (same.length === 0) return [];
  const shown = same.slice(0, MOST_UNUSED).map(({ id, error, report }) => `#${id} (${[...(report.openedFor === 'preconnect' ? ['preconnect'] : []), error ?? report.closed?.words ?? 'still open'].join(', ')})`);
  return [{ name: 'Never used', value: [...shown, ...(same.length > MOST_UNUSED ? [`${same.length - MOST_UNUSED} more`] : [])].join(', '), source: 'NetLog: other connections to the origin, and attempts' }];
}

const MOST_UNUSED = 6;

/** How its requests ran beside each other. */
export function multiplexFacts({ peakAt, peak, priorities, gain }: Streams, zero: number, time: TimeText): readonly Fact[] {
  const told = [...priorities].map(([priority, n]) => `${priority} ${n}`);
  return [
    { name: 'Most streams', value: `${peak} at ${time(peakAt - zero)}`, source: 'most requests at the same time, from being sent to end' },
    ...(told.length === 0 ? [] : [{ name: 'Priorities', value: told.join(', '), source: 'told of its requests' }]),
    { name: 'Multiplexing', value: gain.queued === 0 ? 'no gain' : `~${time(gain.laterMs)} sooner`, source: `estimated, at most: on ${SLOTS} HTTP/1.1 connections ${plural(gain.queued, 'request')} would have queued${gain.queued === 0 ? '' : `, up to ${time(gain.longestWaitMs)}`}` },
  ];
}
