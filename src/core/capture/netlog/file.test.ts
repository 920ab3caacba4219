import { describe, expect, it } from 'vitest';
import { netlog, type NetlogBuilder } from '../../test/netlog.ts';
import { createNetlogTextReader } from './file.ts';

/** Long enough for several batches. */
const COUNT = 120;
const long = (): NetlogBuilder => Array.from({ length: COUNT }).reduce<NetlogBuilder>((log, _, i) => log.request(i + 1, { url: `http://a.test/${i}`, at: i * 50, socket: 5000 }), netlog().socket(5000));

function read(text: string, size = 50_021): ReturnType<ReturnType<typeof createNetlogTextReader>['end']> {
  const reader = createNetlogTextReader();
  for (let i = 0; i < text.length; i += size) reader.add(text.slice(i, i + size));
  return reader.end();
}

const requestsIn = (text: string, size?: number): number | string => {
  const result = read(text, size);
  return result.ok ? result.value.observations.length : result.error;
};

describe('the text of a NetLog', () => {
  it('is the same in pieces, in one, and written over many lines', () => {
    const text = long().text();
    expect(text.length).toBeGreaterThan(4 * (1 << 15));
    const whole = read(text, text.length);
    expect(whole).toMatchObject({ ok: true, value: { cut: null, skipped: 0 } });
    for (const size of [1 << 16, 7001]) expect(read(text, size)).toEqual(whole);
    expect(read(JSON.stringify(JSON.parse(text), null, 2))).toEqual(whole);
    expect(read(JSON.stringify(JSON.parse(text)))).toEqual(whole);
  });

  it('cut off anywhere in its events, has those that are whole', () => {
    const text = long().text();
    const middle = text.indexOf(',\n', text.length >> 1);
    for (const at of [middle, middle + 1, middle + 20, middle - 1]) {
      const result = read(text.slice(0, at));
      expect(result).toMatchObject({ ok: true, value: { cut: 'cut off in its events: what followed the last whole one is missing' } });
      expect(result.ok && result.value.observations.length).toBeGreaterThan(COUNT / 3);
    }
  });

  it('cut off in what follows its events, has them all', () => {
    const text = long().add('SOCKET', 5000, 'SOCKET_ALIVE', { phase: 'END', at: 9000 }).text();
    const list = text.indexOf('"polledData"') - 3;
    for (const at of [text.length - 3, list + 17, list + 1, list]) {
      const [whole, cut] = [read(text), read(text.slice(0, at))];
      expect(cut).toEqual({ ...whole, value: { ...(whole.ok && whole.value), cut: at > list ? 'cut off after its events, of which none is missing' : 'cut off in its events: what followed the last whole one is missing' } });
    }
  });

  it('is read when it is small and cut', () => {
    const text = netlog().socket(5).request(1, { url: 'http://a.test/', socket: 5 }).text();
    expect(requestsIn(text.slice(0, text.indexOf('\n"polledData"') - 2))).toBe(1);
  });

  it.each(['', '{"constants":', '{"constants":{"logEventTypes":{"A":1', 'constants'])('cut off before its first event, says so: %s', (text) => {
    expect(requestsIn(text)).toMatch(/cut off before its first event/);
  });

  it('without any event has nothing', () => {
    expect(requestsIn(netlog().socket(5).text().replace(/"events": \[[^]*?\n?\],\n"polled/, '"events": [],\n"polled'))).toBe(0);
  });
});
