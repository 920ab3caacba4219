import type { Stall, StallWhy } from '../../core/insight/stalls/stalls.ts';
import type { Confidence, Considered, Reason, WhyNew } from '../../core/insight/why/why.ts';

const HEDGES: Readonly<Record<Confidence, string>> = { certain: '', likely: 'likely ', guess: 'perhaps ' };

/** No sentence stands for more than the data allows: how sure it is comes before it. */
export function whySentence({ reason, confidence }: Pick<WhyNew, 'reason' | 'confidence'>): string {
  const sentence = WHY[reason];
  if (reason === 'unknown' || confidence === 'certain') return sentence;
  // "HTTP/3" keeps its capitals.
  const rest = sentence.startsWith('HTTP') ? sentence : sentence.charAt(0).toLowerCase() + sentence.slice(1);
  return `${confidence === 'likely' ? 'Likely' : 'Perhaps'}: ${rest}`;
}

export const waitedWords = ({ why, confidence }: Pick<Stall, 'why' | 'confidence'>): string => (why === 'unknown' ? '' : HEDGES[confidence]) + WAITED[why];

/** One sentence each. */
const WHY: Readonly<Record<Reason, string>> = {
  'first-contact': 'The recording shows no earlier connection to this origin that the request could have used.',
  credentials: 'The open connections belong to requests with other credentials.',
  partition: 'The open connections belong to another top-level site or frame.',
  parallel: 'All connections that it could have used were busy, and the browser may open up to six.',
  'server-close': 'The server closed the connection.',
  'idle-timeout': 'The connection had been idle for too long.',
  'request-cap': 'The connection had served as many requests as the server allows.',
  drained: 'The server took no new requests on the old connection.',
  'protocol-upgrade': 'The origin moved to a newer protocol.',
  'quic-fallback': 'HTTP/3 did not work; the browser fell back to TCP.',
  misdirected: 'The server refused the request on another connection (421).',
  'not-coalesced': 'Another host’s connection could have carried it, but was not used.',
  speculative: 'The browser opened it ahead of this request, or beside another connection that was enough.',
  websocket: 'A WebSocket has a connection of its own.',
  retry: 'The request was tried again after a connection failed.',
  unknown: 'It is not known why.',
};

/** What a reason is called where it is one of several. */
const NAMES: Readonly<Record<Reason, string>> = {
  'first-contact': 'First contact',
  credentials: 'Credentials',
  partition: 'Top-level site',
  parallel: 'All busy',
  'server-close': 'Closed by the server',
  'idle-timeout': 'Idle for too long',
  'request-cap': 'Cap on requests',
  drained: 'Drained',
  'protocol-upgrade': 'Change of protocol',
  'quic-fallback': 'HTTP/3 given up',
  misdirected: 'Refused (421)',
  'not-coalesced': 'Another host’s connection',
  speculative: 'Opened ahead',
  websocket: 'WebSocket',
  retry: 'Retry',
  unknown: 'Unknown',
};

/** A reason that was looked at, by its name. */
export const consideredWords = ({ reason, because }: Considered): string => `${NAMES[reason]}: ${because}`;

/** Why a request waited, after how long it did. */
const WAITED: Readonly<Record<StallWhy, string>> = {
  slots: 'all HTTP/1.1 connections to the host were busy',
  pinned: 'streams or long polls held the HTTP/1.1 connections to the host',
  'unread-body': 'bodies that are not read, or are sent slowly, held the HTTP/1.1 connections to the host',
  handshake: 'a handshake that another request had begun was not done',
  'stream-limit': 'the connection carried as many streams as servers commonly allow',
  scheduler: 'the browser held it back',
  proxy: 'the browser looked for the proxy to use',
  preflight: 'its CORS preflight was not answered',
  'cache-lock': 'another request of the same URL was writing to the cache',
  unknown: 'why is not known',
};
