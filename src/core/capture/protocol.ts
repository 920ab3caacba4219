import { isSerial, type Protocol } from '../model/protocol.ts';
import { headerPicker } from './headers.ts';

/**
 * The many spellings of one thing. HAR `httpVersion` as Chromium writes it
 * ("HTTP/1.1", "http/1.1", "http/2.0", "h3"), as Firefox does ("HTTP/2",
 * "HTTP/3"), Resource Timing's `nextHopProtocol` (ALPN ids), and the draft
 * names of QUIC that older Chrome used ("h3-29", "http/2+quic/46", "hq").
 * WebPageTest leaves "HTTP/" out, and of HTTP/2 keeps the status instead
 * ("2 2"). Anything else, the empty string included, says nothing: `null`.
 */
export function readProtocol(spelling: unknown): Protocol | null {
  if (typeof spelling !== 'string') return null;
  const known = SPELLINGS.get(spelling);
  if (known !== undefined) return known;
  return readUncommon(spelling.trim().toLowerCase());
}

const SPELLINGS: ReadonlyMap<string, Protocol | null> = new Map<string, Protocol | null>([
  ['', null],
  ['HTTP/1.1', 'http/1.1'],
  ['http/1.1', 'http/1.1'],
  ['HTTP/1.0', 'http/1.0'],
  ['http/1.0', 'http/1.0'],
  ['http/2.0', 'h2'],
  ['HTTP/2', 'h2'],
  ['HTTP/2.0', 'h2'],
  ['h2', 'h2'],
  ['h3', 'h3'],
  ['HTTP/3', 'h3'],
  ['HTTP/3.0', 'h3'],
  // As we write them of a WebSocket whose handshake has an address with `http:`.
  ['ws', 'ws'],
  ['wss', 'wss'],
]);

function readUncommon(spelling: string): Protocol | null {
  if (spelling.includes('quic') || /^(h3|hq|http\/3)(\b|[-.])/.test(spelling)) return 'h3';
  if (/^(h2c?|http\/2(\.0)?|2(\.0)?( \d)?)$/.test(spelling)) return 'h2';
  if (spelling === 'http/1.1' || spelling === 'h1' || spelling === '1.1') return 'http/1.1';
  return spelling === 'http/1.0' || spelling === '1.0' ? 'http/1.0' : null;
}

/**
 * Of a 304 Chromium names the protocol of the stored answer that it confirms, which may have come over another (measured:
 * HTTP/2 of what was asked over HTTP/3). The headers as they were sent tell HTTP/1 from the other two; which of these its
 * connection spoke, the other requests on that tell, or nobody.
 * @param sent headers, as in HAR
 */
export const protocolOfConfirmation = (sent: unknown, stored: Protocol | null): Protocol | null => (isSerial(stored) && HOST(sent) !== null ? stored : null);
const HOST = headerPicker(['host']);
