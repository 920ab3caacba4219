import { expect, it } from 'vitest';
import { analyse, NOTHING_HEARD } from '../../analysis/analyse.ts';
import { readNetlog } from '../../capture/netlog/netlog.ts';
import { netlog } from '../../test/netlog.ts';
import { stallsOf } from './stalls.ts';

/** A request that waited for a stream, and one that the log says was held back at this moment for the limit. */
function stallOfSecond(at: number, url = 'https://a.test/second'): string {
  const log = netlog()
    .socket(5, { group: 'https://a.test <https://a.test same_site>' })
    .add('HTTP2_SESSION', 8, 'HTTP2_SESSION', { phase: 'BEGIN', at: 20, params: { host: 'a.test:443' } })
    .add('HTTP2_SESSION', 8, 'HTTP2_SESSION_INITIALIZED', { at: 20, to: 5 })
    .request(1, { url: 'https://a.test/first', socket: 5, session: 8, waited: true })
    .add('HTTP2_SESSION', 8, 'HTTP2_SESSION_STALLED_MAX_STREAMS', { at, params: { max_concurrent_streams: 2, url } })
    .request(2, { url: 'https://a.test/second', at: 50, session: 8, got: 90 });
  const read = readNetlog(log.file());
  if (!read.ok) throw new Error(read.error);
  const { observations, pages, wires } = read.value;
  const { why, confidence, evidence } = stallsOf(analyse({ ...NOTHING_HEARD, har: observations }, pages, wires)).get('netlog:2.0')!;
  return `${why} ${confidence}: ${evidence[0]}`;
}

it('is certain where a NetLog says that it held this request back', () => {
  expect(stallOfSecond(51)).toBe('stream-limit certain: #5 had as many streams open as were allowed, 2, and the browser held this request back (NetLog).');
});

it('is the one of the time of the wait, give or take what clocks differ', () => {
  for (const at of [48, 140]) expect(stallOfSecond(at)).toContain('stream-limit certain');
});

it('is none for another request, or at another time', () => {
  for (const told of [stallOfSecond(51, 'https://a.test/first'), stallOfSecond(47), stallOfSecond(141)]) expect(told).toBe('unknown guess: Nothing shows that HTTP/2 had too many streams open, and no handshake of another request covers the wait.');
});
