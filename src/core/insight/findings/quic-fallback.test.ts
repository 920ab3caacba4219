import { describe, expect, it } from 'vitest';
import { REUSED } from '../../test/har.ts';
import { quicFallback } from './quic-fallback.ts';
import { found, h2, h2New, placesOf, savedOver } from './test/case.ts';

const h3 = h2({ url: 'https://shop.test/a', httpVersion: 'h3', id: '1' });
const broken = h2({ url: 'https://shop.test/b', at: 100, id: null, status: 0, httpVersion: '', timings: { ...REUSED, blocked: 50, wait: 0, receive: 0, send: 0 }, response: { _error: 'net::ERR_QUIC_PROTOCOL_ERROR' } });
const back = h2New({ url: 'https://shop.test/c', at: 200, id: '2' });

const stillH3 = h2({ url: 'https://shop.test/d', at: 300, httpVersion: 'h3', id: '1' });
const onTcp = h2({ url: 'https://shop.test/c', at: 200, id: '2' });

describe('quic-fallback', () => {
  it('names what failed, and what went back to TCP; what the failure took is not what TCP cost', () => {
    const [finding] = found(quicFallback, [h3, broken, back], { why: { 2: 'quic-fallback' } });
    expect([placesOf(finding!), savedOver(finding!)]).toEqual([[1, 2], [[202, 236]]]);
    expect(finding!.evidence).toEqual([
      '1 request failed in QUIC (net::ERR_QUIC_PROTOCOL_ERROR), and what came after it went over TCP: /b.',
      '1 connection over TCP came after HTTP/3 to the same origin: /c.',
      'That QUIC broke is why is likely, not certain: the browser does not say why it chose TCP.',
    ]);
  });

  it('either is enough: a failure that TCP alone followed, on whatever connection, or a verdict', () => {
    const [finding] = found(quicFallback, [h3, broken, onTcp]);
    expect([placesOf(finding!), finding!.evidence.length, finding!.savingMs]).toEqual([[1], 1, null]);
    expect(found(quicFallback, [h3, back], { why: { 1: { reason: 'quic-fallback', confidence: 'certain' } } })[0]!.evidence).toEqual(['1 connection over TCP came after HTTP/3 to the same origin: /c.']);
  });

  it('is silent on a failure after which HTTP/3 went on, or that nothing followed', () => {
    for (const after of [[stillH3], [onTcp, stillH3], [], [h2({ url: 'https://other.test/', at: 300, id: '9' })]]) expect(found(quicFallback, [h3, broken, ...after])).toEqual([]);
  });

  it('what came after it is what began from its end on, at 150 ms', () => {
    const over = (httpVersion: string, at: number): unknown => h2({ url: 'https://shop.test/e', at, httpVersion, id: httpVersion === 'h3' ? '1' : '2' });
    expect([149, 150].map((at) => found(quicFallback, [h3, broken, over('h2', at)]).length)).toEqual([0, 1]);
    expect([149, 150].map((at) => found(quicFallback, [h3, broken, over('h3', at), onTcp]).length)).toEqual([1, 0]);
  });

  it('is silent on other failures and other reasons', () => {
    expect(found(quicFallback, [h3, h2({ url: 'https://shop.test/b', at: 100, id: null, status: 0, httpVersion: '', response: { _error: 'net::ERR_CONNECTION_RESET' } }), back], { why: { 2: 'credentials' } })).toEqual([]);
  });
});
