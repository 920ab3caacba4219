import { isStream } from '../../model/ends.ts';
import { answeredAt } from '../protocols/moments.ts';
import { endOf } from '../uses.ts';
import { pathOf, timeOf } from '../words.ts';
import type { Held } from './holding.ts';

/** DevTools' "Slow 3G", the slowest network that people try: 400 kbit/s, in bytes per ms, and 2 s for a round trip. What comes more slowly, for longer, no network explains. */
const SLOW = 50;
const SHORTEST_MS = 2000;

/**
 * Its answer had begun before the wait did, and did not end in it, although
 * little came. A page that does not read a body keeps its HTTP/1 connection
 * (RFC 9112 section 9.3), and so does a server that sends it slowly.
 */
export function isUnread({ request, to: until }: Held, from: number, to: number): boolean {
  const answered = answeredAt(request);
  if (answered === null || answered > from || until < to || isStream(request)) return false;
  const { end, transferSize } = request;
  const ms = (end ?? to) - answered;
  // While it runs nobody tells how much came.
  return ms >= SHORTEST_MS && (end === null || (transferSize !== null && transferSize < ms * SLOW));
}

export function unreadWords(bodies: readonly Held[], from: number): string {
  const one = ({ request }: Held): string => `${pathOf(request)} (begun ${timeOf(from - answeredAt(request)!)} before, ${request.end === null ? 'no end told' : `ended after ${timeOf(endOf(request) - answeredAt(request)!)}`})`;
  return `The answers that held ${bodies.length} of them had begun, and their bodies did not end: ${bodies.map(one).join(', ')}. Their bodies are not read, or are sent slowly; nothing tells which.`;
}
