import { describe, expect, it } from 'vitest';
import { analyse, NOTHING_HEARD } from '../../analysis/analyse.ts';
import { readNetlog } from '../../capture/netlog/netlog.ts';
import type { Told } from '../../test/har.ts';
import { netlog, type NetlogBuilder } from '../../test/netlog.ts';
import { findingsOf } from './findings-of.ts';
import { h3OfferedUnused } from './h3-offered-unused.ts';
import { found, h2, h2New, placesOf, savedOver } from './test/case.ts';

const offer = (origin = 'https://shop.test', id = '1'): unknown => h2New({ url: `${origin}/`, id, headers: { 'Alt-Svc': 'h3=":443"; ma=86400' } });
const later = (n: number, told: Told = {}): unknown => h2({ url: `https://shop.test/${n}`, at: 2000 + n, id: '1', ...told });
const some = (n: number, told?: Told): readonly unknown[] => Array.from({ length: n }, (_, index) => later(index, told));

describe('h3-offered-unused', () => {
  it('names the offer and those that did not take it; TCP is what QUIC does without', () => {
    const [finding] = found(h3OfferedUnused, [offer(), ...some(3)]);
    expect([placesOf(finding!), finding!.connections, savedOver(finding!)]).toEqual([[0, 1, 2, 3], ['1'], [[6, 18]]]);
    expect(finding!.evidence).toEqual([
      'https://shop.test offered HTTP/3 (Alt-Svc, good for 86400 s); 3 requests that began a second and more later still went over TCP, and none over HTTP/3.',
      'A browser is free not to switch. The offered port may not be reachable over UDP; nothing in the recording tells.',
    ]);
    expect(finding!.fix.snippet).toBe('shop.test. 3600 IN HTTPS 1 . alpn="h3,h2"');
  });

  it('two may still be on their way, three are not', () => {
    expect(found(h3OfferedUnused, [offer(), ...some(2)])).toEqual([]);
    expect(found(h3OfferedUnused, [offer(), ...some(3)]).length).toBe(1);
  });

  it('is silent where HTTP/3 was used, where nothing was offered, and right after the offer', () => {
    expect(found(h3OfferedUnused, [offer(), ...some(3), later(9, { httpVersion: 'h3', id: '2' })])).toEqual([]);
    expect(found(h3OfferedUnused, some(4))).toEqual([]);
    expect(found(h3OfferedUnused, [offer(), ...[0, 1, 2].map((n) => later(n, { at: 900 + n }))])).toEqual([]);
  });

  it('the record does not name HTTP/2 where nothing spoke it', () => {
    const overH1 = (entry: unknown): unknown => ({ ...(entry as object), request: { ...(entry as { request: object }).request, httpVersion: 'http/1.1' }, response: { ...(entry as { response: object }).response, httpVersion: 'http/1.1' } });
    const { fix } = found(h3OfferedUnused, [offer(), ...some(3)].map(overH1))[0]!;
    expect([fix.snippet, fix.text.includes('alpn="h3" in the DNS')]).toEqual(['shop.test. 3600 IN HTTPS 1 . alpn="h3"', true]);
  });

  it.each([
    ['https://a;b$c.test', ':443', null],
    ['https://shop.test:8443', ':8443', '_8443._https.shop.test. 3600 IN HTTPS 1 . alpn="h3,h2"'],
    ['https://shop.test', 'shop.test:443', 'shop.test. 3600 IN HTTPS 1 . alpn="h3,h2"'],
    ['https://shop.test', ':8443', null],
    ['https://shop.test', 'alt.test:443', null],
    ['https://192.0.2.7', ':443', null],
    ['https://[2001:db8::7]', ':443', null],
  ])('the record of %s, offered at %s: %s', (origin, authority, snippet) => {
    const entries = [h2New({ url: `${origin}/`, id: '1', headers: { 'Alt-Svc': `h3="${authority}"` } }), ...[0, 1, 2].map((n) => later(n, { url: `${origin}/${n}` }))];
    const [finding] = found(h3OfferedUnused, entries);
    expect([finding!.fix.snippet, finding!.fix.text.includes('HTTPS record')]).toEqual([snippet, snippet !== null]);
    expect(finding!.fix.text).toContain(`Check that the offered port (${authority}) is open for UDP`);
  });

  it('suspects the network where no origin gets through', () => {
    const others = [0, 1, 2].map((n) => later(n, { url: `https://cdn.test/${n}`, id: '2' }));
    const findings = found(h3OfferedUnused, [offer(), ...some(3), offer('https://cdn.test', '2'), ...others]);
    expect(findings.map(({ evidence }) => evidence[1])).toEqual([expect.stringContaining('may be blocked'), expect.stringContaining('may be blocked')]);
  });
});

describe('h3-offered-unused, with a NetLog', () => {
  const A = 'https://shop.test';
  const told = (log: NetlogBuilder): string => {
    const offered = log
      .socket(5, { group: `${A} <${A} same_site>` })
      .add('HTTP2_SESSION', 8, 'HTTP2_SESSION', { phase: 'BEGIN', at: 20, params: { host: 'shop.test:443' } })
      .add('HTTP2_SESSION', 8, 'HTTP2_SESSION_INITIALIZED', { at: 20, to: 5 })
      .request(1, { url: `${A}/`, socket: 5, session: 8, waited: true, answer: ['HTTP/1.1 200', 'Alt-Svc: h3=":443"; ma=86400'] });
    const all = [2, 3, 4].reduce((builder, id) => builder.request(id, { url: `${A}/${id}`, at: 2000 + id, session: 8 }), offered);
    const read = readNetlog(all.file());
    if (!read.ok) throw new Error(read.error);
    const { observations, pages, wires } = read.value;
    return findingsOf(analyse({ ...NOTHING_HEARD, har: observations }, pages, wires)).find(({ rule }) => rule === 'h3-offered-unused')!.evidence[1]!;
  };
  const session = (host: string): NetlogBuilder =>
    netlog()
      .add('QUIC_SESSION', 9, 'QUIC_SESSION', { phase: 'BEGIN', at: 60, params: { host, port: 443, network_anonymization_key: 'k', privacy_mode: 'disabled' } })
      .add('QUIC_SESSION', 9, 'QUIC_SESSION_CLOSED', { at: 90, params: { details: 'TLS handshake failure', from_peer: false } });

  it('says what became of the attempt', () => {
    expect(told(session('shop.test'))).toBe('The browser tried once: #9 was never ready, and ended with "TLS handshake failure" (NetLog).');
    expect(told(session('other.test'))).toContain('nothing in the recording tells');
    expect(told(session('shop.test').add('QUIC_SESSION', 9, 'QUIC_SESSION_CRYPTO_HANDSHAKE_COMPLETE', { at: 80 }))).toContain('nothing in the recording tells');
  });
});
