import { describe, expect, it } from 'vitest';
import { chromiumEntry, REUSED, ZERO, type Told } from '../../test/har.ts';
import { analyse } from '../../analysis/analyse.ts';
import { readHarEntries } from '../../capture/har.ts';
import { sseEatsSlots } from './sse-eats-slots.ts';
import { found, placesOf, savedOver } from './test/case.ts';

const stream = (told: Told = {}): unknown => chromiumEntry({ url: 'https://shop.test/events', id: '1', timings: { ...REUSED, receive: 800 }, headers: { 'Content-Type': 'text/event-stream' }, ...told });
const waiting = chromiumEntry({ url: 'https://shop.test/late', at: 100, id: '2', timings: { ...REUSED, blocked: 300 } });

/** As a live recording has it: the stream runs, and somebody asks on. */
const live = (entry: unknown): Parameters<typeof sseEatsSlots.find>[0] => {
  const har = [...readHarEntries([entry], { keyPrefix: 'open', open: true }), ...readHarEntries([chromiumEntry({ url: 'https://shop.test/data', at: 2000, id: '2' })], { keyPrefix: 'har', open: false })];
  return { analysis: analyse({ har, timing: [], web: [] }), why: new Map(), stalls: new Map() };
};

describe('sse-eats-slots', () => {
  it('one that stays open', () => {
    const [finding] = sseEatsSlots.find(live(stream()));
    expect([finding!.requests, finding!.connections, finding!.savingMs]).toEqual([['open:0'], ['1'], null]);
    expect(finding!.evidence).toEqual(['1 event stream to https://shop.test kept one HTTP/1.1 connection of the 6 that a browser opens: /events.', 'Open when the recording ended: 1 stream, the oldest after 2 s.']);
  });

  it('one that others waited for', () => {
    const [finding] = found(sseEatsSlots, [stream(), waiting], { stalls: { 1: [0] } });
    expect([placesOf(finding!), savedOver(finding!)]).toEqual([[0, 1], [[100, 400]]]);
    expect(finding!.evidence[1]).toBe('1 request waited while a stream held a connection: /late.');
  });

  it('is silent on one that ended and that nobody waited for', () => {
    expect(found(sseEatsSlots, [stream(), waiting])).toEqual([]);
    expect(found(sseEatsSlots, [stream(), waiting], { stalls: { 1: [0] }, guessed: true })).toEqual([]);
    expect(found(sseEatsSlots, [stream(), chromiumEntry({ at: 100, timings: { ...REUSED, blocked: 19 } })], { stalls: { 1: [0] } })).toEqual([]);
  });

  it('is silent over HTTP/2, and on what is no event stream', () => {
    expect(sseEatsSlots.find(live(stream({ httpVersion: 'h2' })))).toEqual([]);
    expect(sseEatsSlots.find(live(stream({ headers: { 'Content-Type': 'text/html' } })))).toEqual([]);
  });

  it('saves only what lies in the recording', () => {
    const { over } = found(sseEatsSlots, [stream(), waiting], { stalls: { 1: [0] } })[0]!.savingMs!;
    expect(over.length).toBeGreaterThan(0);
    for (const [from] of over) expect(from).toBeGreaterThanOrEqual(ZERO);
  });
});
