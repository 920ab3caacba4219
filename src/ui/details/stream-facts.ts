import { SOCKET_ENDS } from '../../core/insight/accounts/streams.ts';
import type { Messages } from '../../core/insight/protocols/messages.ts';
import { reconnectsOf, type Dial } from '../../core/insight/protocols/reconnects.ts';
import { eventSourcesOf, eventStreamsOf, webSocketsOf } from '../../core/insight/protocols/sockets.ts';
import type { Analysis } from '../../core/model/analysis.ts';
import { isWebSocket } from '../../core/model/protocol.ts';
import type { Request } from '../../core/model/request.ts';
import type { TimeText } from '../../timeline/words.ts';
import type { Fact } from './facts.ts';

/** What is known of a WebSocket or an event stream; nothing of what is meant to end. */
export function streamFacts(analysis: Analysis, request: Request, time: TimeText): readonly Fact[] {
  const [events] = eventStreamsOf({ requests: [request] });
  if (events !== undefined) {
    return [
      { name: 'Lifetime', value: events.to === null ? 'running' : time(events.to - events.from), source: events.to === null ? 'no end in the log' : 'end − start' },
      ...(events.holdsSlot ? [{ name: 'Holds', value: 'one of six connections', source: 'HTTP/1.1 serves nothing else beside it' }] : []),
      ...messageFacts(events.messages, time),
      ...reconnectFacts(eventSourcesOf(analysis), request, time),
    ];
  }
  return isWebSocket(request.protocol) ? socketFacts(analysis, request, time) : [];
}

function socketFacts(analysis: Analysis, request: Request, time: TimeText): readonly Fact[] {
  const all = webSocketsOf(analysis);
  const life = all.find((one) => one.request === request.id);
  if (life === undefined) return [];
  const { lifetimeMs, end, messages } = life;
  return [
    { name: 'Lifetime', value: lifetimeMs === null ? '?' : time(lifetimeMs), source: lifetimeMs === null ? SOCKET_ENDS[end] : 'its end − the answer to its handshake' },
    { name: 'End', value: SOCKET_ENDS[end], source: 'its log entry' },
    ...messageFacts(messages, time),
    ...reconnectFacts(all, request, time),
  ];
}

const reconnectFacts = (dials: readonly Dial[], { id }: Request, time: TimeText): readonly Fact[] =>
  reconnectsOf(dials).flatMap(({ redials }) => redials).filter(({ request }) => request === id).map(({ attempt, delayMs, from, to }) => (
    { name: 'Reconnect', value: `no. ${attempt + 1}, after ${time(delayMs)}`, source: `its dial − the end before; a backoff would wait ${time(from)} to ${time(to)}` }
  ));

function messageFacts(messages: Messages, time: TimeText): readonly Fact[] {
  if (!messages.told) return [{ name: 'Messages', value: '?', source: messages.why }];
  const { sent, received, longestSilenceMs, heartbeatMs } = messages;
  return [
    { name: 'Messages', value: `${sent} sent, ${received} received`, source: 'HAR, its list of messages' },
    { name: 'Silence', ...(longestSilenceMs === null ? { value: '?', source: 'neither a message nor its end is told' } : { value: time(longestSilenceMs), source: 'longest time without a message, from opening to the last that is told' }) },
    { name: 'Heartbeat', value: heartbeatMs === null ? '–' : `every ${time(heartbeatMs)}`, source: heartbeatMs === null ? 'no messages as regular as a clock' : 'mean of gaps that differ by a tenth at most' },
  ];
}
