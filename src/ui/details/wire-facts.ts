import { sentAt } from '../../core/analysis/moments.ts';
import { HOPS } from '../../core/insight/accounts/streams.ts';
import { roundTrips } from '../../core/insight/cost/round-trips.ts';
import { slowStart } from '../../core/insight/cost/slow-start.ts';
import { rpcKindOf } from '../../core/insight/protocols/rpc.ts';
import { upstreamOf } from '../../core/insight/protocols/upstream.ts';
import type { Analysis } from '../../core/model/analysis.ts';
import type { Request } from '../../core/model/request.ts';
import { countText, plural } from '../base/figures.ts';
import { exactText, type Fact } from './facts.ts';

/** What follows from a request's times, size and headers, each with its formula. */
export const wireFacts = (analysis: Analysis, request: Request): readonly Fact[] => [...firstByteFact(request), ...slowStartFact(analysis, request), ...hopFact(request), ...rpcFact(request)];

function firstByteFact({ phases, start, origination }: Request): readonly Fact[] {
  if (phases.wait.state !== 'measured' || origination.opening === 'none') return [];
  return [{ name: 'TTFB', value: exactText(phases.wait.end - sentAt(phases, start)), source: 'end of Waiting − start of setup, else of Sending' }];
}

function slowStartFact(analysis: Analysis, request: Request): readonly Fact[] {
  if (request.origination.opening !== 'new') return [];
  const rtt = roundTrips(analysis).find(({ connection }) => connection === request.connection)?.rtt.value?.ms ?? null;
  const { value, because } = slowStart(request, rtt);
  if (value === null) return because === 'no-size' ? [{ name: 'Slow start', value: '?', source: request.transferSize === null ? 'size not reported' : `size told as ${plural(request.transferSize, 'byte')}` }] : [];
  const { bytes, firstFlightBytes, extraRoundTrips, extraMs } = value;
  const trips = plural(extraRoundTrips, 'more round trip');
  const first = `estimated: ${countText(bytes)} bytes, first flight ${countText(firstFlightBytes)}, doubling`;
  if (extraRoundTrips === 0 || rtt === null || extraMs === null) return [{ name: 'Slow start', value: `~${trips}`, source: first }];
  return [{ name: 'Slow start', value: `~${exactText(extraMs)}`, source: `${first}: ${trips} × ${exactText(rtt)}` }];
}

function hopFact(request: Request): readonly Fact[] {
  const upstream = upstreamOf(request);
  if (upstream === null) return [];
  const { by, connection, took, cache } = upstream;
  return [{ name: 'Second hop', value: [`proxy ${HOPS[connection]}`, cache === null ? '' : `cache ${cache}`].filter(Boolean).join(', '), source: `Server-Timing as ${by} sends it${took === null ? '' : `: dur=${took}`}` }];
}

const rpcFact = ({ headers }: Request): readonly Fact[] => {
  const kind = rpcKindOf(headers['content-type'] ?? '');
  return kind === null ? [] : [{ name: 'Call', value: kind, source: 'Content-Type of the answer' }];
};
