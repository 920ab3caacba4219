import { expect, it } from 'vitest';
import { analyse, NOTHING_HEARD } from '../../analysis/analyse.ts';
import { readNetlog } from '../../capture/netlog/netlog.ts';
import { OPENED } from '../../test/har.ts';
import { sitespeedEntry } from '../../test/har-tools.ts';
import { netlog } from '../../test/netlog.ts';
import { analyseEntries } from '../../test/read.ts';
import { keepAliveOf } from './of-recording.ts';

const A = 'http://a.test';

/** Five requests, three seconds apart, each on a connection of its own; a NetLog says how each of them ended. */
function outcomes(reason: string, afterMs: number, pauseMs = 3000): readonly string[] {
  const log = [1, 2, 3, 4, 5].reduce((builder, id) => {
    const at = (id - 1) * pauseMs;
    return builder.socket(id, { at, closed: { at: at + 45 + afterMs, reason } }).request(id, { url: `${A}/${id}`, at, socket: id, waited: true });
  }, netlog());
  const read = readNetlog(log.file());
  if (!read.ok) throw new Error(read.error);
  const { observations, pages, wires } = read.value;
  const analysis = analyse({ ...NOTHING_HEARD, har: observations }, pages, wires);
  return keepAliveOf(analysis, A)!.gaps.map(({ outcome, ms }) => `${outcome} ${ms}`);
}

it('a gap in which the server closed the connection lost it, as a NetLog says', () => {
  expect(outcomes('Remote side closed connection', 1500)).toEqual(Array.from({ length: 4 }, () => 'lost 2955'));
  expect(outcomes('Idle time limit expired', 1500)).toEqual(Array.from({ length: 4 }, () => 'lost 2955'));
});

it('a connection of another run of the browser is none that a request could have had', () => {
  const opened = (at: number, connection: string, pageref: string): unknown => sitespeedEntry({ url: `${A}/`, connection, at, pageref, timings: { ...OPENED, blocked: 0, dns: 0, connect: 5, wait: 40 }, headers: { 'Keep-Alive': 'timeout=2' } });
  // Run 2 ends its answer later, so it was the last to fall idle when run 1 asked again.
  const analysis = analyseEntries(opened(0, '1', 'page_1'), opened(500, '1', 'page_1-1'), opened(4000, '2', 'page_1'));
  expect(keepAliveOf(analysis, A)!.gaps.map(({ outcome, ms }) => `${outcome} ${Math.round(ms / 100) * 100}`)).toEqual(['lost 4000']);
});

it('one that ended otherwise, or with its answer, was not lost to a gap', () => {
  expect(outcomes('Network changed', 1500)).toEqual([]);
  expect(outcomes('Remote side closed connection', 0)).toEqual([]);
  expect(outcomes('Remote side closed connection', 500, 900)).toEqual([]);
});
