import type { Analysis } from '../../model/analysis.ts';
import type { Request } from '../../model/request.ts';
import type { Messages } from '../protocols/messages.ts';
import { reconnectsOf, type Reconnects } from '../protocols/reconnects.ts';
import { rpcCallsOf } from '../protocols/rpc.ts';
import { eventSourcesOf, eventStreamsOf, webSocketsOf, type SocketLife } from '../protocols/sockets.ts';
import { upstreamOf, type Upstream } from '../protocols/upstream.ts';
import { count } from '../words.ts';
import { account, requestInput, type Account, type Said } from './account.ts';
import { counted } from './protocols.ts';

export const SOCKET_ENDS: Readonly<Record<SocketLife['end'], string>> = { open: 'still open', closed: 'closed (no source tells the code)', failed: 'never opened', 'not-told': 'end not told' };

/** WebSockets, event streams and calls of the gRPC family. Left out where there are none. */
export function streamAccounts(analysis: Analysis, isWanted: (origin: string) => boolean, byId: ReadonlyMap<string, Request>): readonly Account[] {
  const sockets = webSocketsOf(analysis).filter(({ origin }) => isWanted(origin));
  const events = eventStreamsOf(analysis).filter(({ origin }) => isWanted(origin));
  const calls = rpcCallsOf(analysis).filter(({ origin }) => isWanted(origin));
  return [
    counted('streams', 'websockets', 'WebSockets', `${sockets.length} dialled`, sockets.map(({ request, lifetimeMs, end, messages }) => requestInput(byId.get(request)!, 1, 'count', [...(lifetimeMs === null ? [] : ['open for ', lifetimeMs, ', ']), SOCKET_ENDS[end], '; ', ...messagesSaid(messages)]))),
    reconnectsAccount([...reconnectsOf(sockets), ...reconnectsOf(eventSourcesOf(analysis).filter(({ origin }) => isWanted(origin)))], byId),
    counted('streams', 'event-streams', 'Event streams', `${count(events.length, 'answer')} of type text/event-stream`, events.map(({ request, from, to, holdsSlot, messages }) => requestInput(byId.get(request)!, 1, 'count', [...(to === null ? ['running'] : ['for ', to - from]), holdsSlot ? ', holds one of six HTTP/1.1 connections' : '', '; ', ...messagesSaid(messages)]))),
    counted('streams', 'rpc', 'gRPC-style calls', `${count(calls.length, 'answer')} of such a content type`, calls.map(({ request, kind }) => requestInput(byId.get(request)!, 1, 'count', [kind]))),
  ].filter(({ inputs }) => inputs.length > 0);
}

/** What was dialled again, each delay beside the backoff's. */
export function reconnectsAccount(chains: readonly Reconnects[], byId: ReadonlyMap<string, Request>): Account {
  const again = chains.flatMap(({ redials }) => redials);
  const inputs = again.map(({ request, delayMs, attempt, from, to, pace }) => requestInput(byId.get(request)!, 1, 'count', [`no. ${attempt + 1}, after `, delayMs, `: ${pace}; a backoff would wait `, from, ' to ', to]));
  return counted('streams', 'reconnects', 'Reconnects', `${count(again.length, 'dial')} after the one before had ended`, inputs);
}

const messagesSaid = (messages: Messages): Said =>
  messages.told ? [`${messages.sent} sent, ${messages.received} received`, ...(messages.longestSilenceMs === null ? [] : [', longest silence ', messages.longestSilenceMs]), ...(messages.heartbeatMs === null ? [] : [', heartbeat every ', messages.heartbeatMs])] : [messages.why];

export const HOPS: Readonly<Record<Upstream['connection'], string>> = {
  opened: 'opened its own connection',
  'at-hand': 'had a connection (or made one in under 1 ms)',
  waited: 'waited for its pool, to connect or for a free place',
  'not-told': 'does not tell of its connection',
};

/** Whether the proxy in front of the server reused its own connection. */
export function secondHopAccount(requests: readonly Request[]): Account {
  const told = requests.flatMap((request) => {
    const upstream = upstreamOf(request);
    return upstream === null ? [] : [{ request, upstream }];
  });
  const opened = told.filter(({ upstream }) => upstream.connection === 'opened').length;
  return account({
    key: 'second-hop',
    definition: 'second-hop',
    name: 'Opened by a proxy',
    unit: 'count',
    value: told.length === 0 ? null : opened,
    beside: told.length === 0 ? [] : [`of ${told.length} told`],
    formula: () => told.length === 0 ? [`none of ${count(requests.length, 'request')} tells of it in Server-Timing`] : [`${told.length} of ${count(requests.length, 'request')} tell; of ${opened} they say that the proxy connected anew`],
    inputs: () => told.map(({ request, upstream: { by, connection, took, cache } }) => requestInput(request, Number(connection === 'opened'), 'count', [`${by} ${HOPS[connection]}${took === null ? '' : `, dur=${took}`}${cache === null ? '' : `, cache ${cache}`}`])),
  });
}
