import { describe, expect, it } from 'vitest';
import { chromiumEntry, harFile, REUSED, socketEntry, ZERO, type Told } from '../../test/har.ts';
import { analyseEntries, analyseFile, only } from '../../test/read.ts';
import { backoff, reconnectsOf, type Reconnects } from './reconnects.ts';
import { reconnectsWith } from './redials.ts';
import { eventSourcesOf, webSocketsOf } from './sockets.ts';

/** Each lives for 905 ms. */
const dialled = (...dials: readonly (readonly [at: number, url?: string])[]): readonly Reconnects[] =>
  reconnectsOf(webSocketsOf(analyseEntries(...dials.map(([at, url = 'wss://live.test/feed']) => socketEntry({ at, url })))));

it('one after another, whatever their query: the delays are from end to dial', () => {
  expect(dialled([0, 'wss://live.test/feed?token=a'], [1000, 'wss://live.test/feed?token=b'], [2500]).map(({ url, redials }) => [url, redials.map(({ delayMs }) => Math.round(delayMs))])).toEqual([['wss://live.test/feed', [95, 595]]]);
});

it('beside each other, or to other addresses, they are no reconnects', () => {
  expect(dialled([0], [500], [2000, 'wss://other.test/feed'])).toEqual([]);
});

it.each([
  [0, [500, 1000]],
  [2, [2000, 4000]],
  [9, [15_000, 30_000]],
])('delay %i of a good backoff lies between %j', (attempt, range) => {
  expect(backoff(attempt)).toEqual(range);
});

describe('beside a backoff', () => {
  /** Each lives as long as it is told, and the next is dialled so long after its end. */
  const redialled = (...told: readonly (readonly [livesMs: number, delayMs: number])[]): readonly string[] => {
    let at = 0;
    const entries = [...told, [0, 0] as const].map(([livesMs, delayMs]) => {
      const entry = socketEntry({ at, timings: { ...REUSED, wait: 5, receive: livesMs } });
      at += Math.ceil(entry['time'] as number) + delayMs;
      return entry;
    });
    return only(reconnectsOf(webSocketsOf(analyseEntries(...entries)))).redials.map(({ attempt, pace }) => `${attempt} ${pace}`);
  };

  it('a delay is sooner, within it or later, by a ms of the clock and 100 of a late timer', () => {
    expect(redialled([10, 490], [10, 999], [10, 4090], [10, 8110])).toEqual(['0 sooner', '1 within', '2 within', '3 later']);
  });

  it('the count begins anew after one that lived for a minute', () => {
    expect(redialled([10, 700], [60_000, 700], [10, 700])).toEqual(['0 within', '0 within', '1 sooner']);
  });
});

it('the dials of two pages are no chain', () => {
  const page = (id: string, at: number): unknown => ({ id, title: 'https://shop.test/', startedDateTime: new Date(ZERO + at).toISOString(), pageTimings: {} });
  const on = (id: string, at: number): unknown => ({ ...socketEntry({ at }), pageref: id });
  expect(reconnectsOf(webSocketsOf(analyseFile(harFile([on('a', 0), on('b', 2000)], [page('a', 0), page('b', 1500)]))))).toEqual([]);
});

it('one that was refused is a dial, too', () => {
  const refused = { ...socketEntry({ at: 1905, status: 0, time: 1 }), response: { ...(socketEntry({ status: 0 })['response'] as object), _error: 'net::ERR_CONNECTION_REFUSED' } };
  const [chain] = reconnectsOf(webSocketsOf(analyseEntries(socketEntry({ at: 0 }), refused, socketEntry({ at: 4000 }))));
  expect(chain?.dials.length).toBe(3);
});

describe('an EventSource', () => {
  const source = (at: number, told: Told = {}): unknown => chromiumEntry({ url: 'https://shop.test/events', at, timings: { ...REUSED, wait: 5, receive: 500 }, entry: { _resourceType: 'eventsource' }, ...told });

  it('is dialled again by the browser; a fetch in its format is not', () => {
    expect(reconnectsOf(eventSourcesOf(analyseEntries(source(0), source(4000)))).map(({ redials }) => redials.length)).toEqual([1]);
    const fetched = { entry: { _resourceType: 'fetch' }, headers: { 'Content-Type': 'text/event-stream' } };
    expect(eventSourcesOf(analyseEntries(source(0, fetched), source(4000, fetched)))).toEqual([]);
  });
});

it('the chain of a request is found by any of its dials', () => {
  const analysis = analyseEntries(socketEntry({ at: 0 }), socketEntry({ at: 2000 }), socketEntry({ url: 'ws://other.test/' }));
  expect(analysis.requests.map(({ id }) => reconnectsWith(analysis, id)?.dials.length)).toEqual([2, undefined, 2]);
});
