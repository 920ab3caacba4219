import { describe, expect, it } from 'vitest';
import { ZERO } from '../../test/har.ts';
import { netlog, type NetlogBuilder } from '../../test/netlog.ts';
import type { OriginWays } from '../../model/wires.ts';
import { readNetlog } from './netlog.ts';

const A = 'https://a.test';

/** With a request to the origin: only of what is gone to is anything told. */
function waysIn(log: NetlogBuilder): readonly OriginWays[] {
  const result = readNetlog(log.request(1, { url: `${A}/`, session: 9 }).file());
  if (!result.ok) throw new Error(result.error);
  return result.value.wires.ways;
}

const JOB = 'HOST_RESOLVER_IMPL_JOB';
const job = (host: string, id = 70, at = 0): NetlogBuilder => netlog().add(JOB, id, 'HOST_RESOLVER_MANAGER_JOB', { phase: 'BEGIN', at, params: { host, dns_query_type: 'UNSPECIFIED' } });

describe('the DNS lookups of a NetLog', () => {
  it('have the records of each answer, and HTTPS records once', () => {
    const metadata = { domain_name: 'a.test', query_type: 'HTTPS', type: 'metadata', metadatas: [{ metadata_weight: 1, metadata_value: { supported_protocol_alpns: ['h3', 'h2', 'http/1.1'], ech_config_list: 'AEX+', target_name: 'cdn.test' } }] };
    const address = (query: string, one: string): object => ({ domain_name: 'a.test', query_type: query, type: 'data', endpoints: [{ address: one, port: 0 }] });
    const log = job(A)
      .add(JOB, 70, 'HOST_RESOLVER_DNS_TASK', { phase: 'BEGIN', at: 1, params: { secure: true } })
      .add(JOB, 70, 'HOST_RESOLVER_DNS_TASK_EXTRACTION_RESULTS', { at: 8, params: { results: [address('AAAA', '2001:db8::1')] } })
      .add(JOB, 70, 'HOST_RESOLVER_DNS_TASK_EXTRACTION_RESULTS', { at: 9, params: { results: [address('A', '192.0.2.1')] } })
      .add(JOB, 70, 'HOST_RESOLVER_DNS_TASK_EXTRACTION_RESULTS', { at: 10, params: { results: [metadata] } })
      .add(JOB, 70, 'HOST_RESOLVER_DNS_TASK', { phase: 'END', at: 11, params: { results: [address('A', '192.0.2.1'), metadata] } })
      .add(JOB, 70, 'HOST_RESOLVER_MANAGER_JOB', { phase: 'END', at: 12 });
    expect(waysIn(log)).toEqual([
      {
        origin: A,
        lookups: [{ start: ZERO, end: ZERO + 12, secure: true, addresses: ['2001:db8::1', '192.0.2.1'], error: null, records: [{ priority: 1, alpns: ['h3', 'h2', 'http/1.1'], target: 'cdn.test', hasEch: true }] }],
        alternatives: [],
      },
    ]);
  });

  it.each([
    ['the system', 'HOST_RESOLVER_SYSTEM_TASK', { address_list: ['192.0.2.1:0', '[2001:db8::1]:0'] }],
    ['the system, in an older version', 'HOST_RESOLVER_IMPL_PROC_TASK', { address_list: ['192.0.2.1:0', '[2001:db8::1]:0'] }],
    ['an entry of the cache', 'HOST_RESOLVER_DNS_TASK', { results: { ip_endpoints: [{ endpoint_address: '192.0.2.1', endpoint_port: 0 }, { endpoint_address: '2001:db8::1', endpoint_port: 0 }] } }],
  ])('have the addresses as each version writes them: %s', (_, event, params) => {
    const [way] = waysIn(job('a.test:443').add(JOB, 70, event, { phase: 'END', at: 5, params }).add(JOB, 70, 'HOST_RESOLVER_MANAGER_JOB', { phase: 'END', at: 5 }));
    expect(way!.lookups.map(({ addresses, end }) => [addresses, end! - ZERO])).toEqual([[['192.0.2.1', '2001:db8::1'], 5]]);
  });

  it('have errors, and no end where there is none', () => {
    const failed = job('a.test').add(JOB, 70, 'HOST_RESOLVER_MANAGER_JOB', { phase: 'END', at: 5, params: { net_error: -102 } });
    expect(waysIn(failed.add(JOB, 71, 'HOST_RESOLVER_MANAGER_JOB', { phase: 'BEGIN', at: 6, params: { host: A } }))[0]!.lookups.map(({ error, end }) => [error, end && end - ZERO])).toEqual([['net::ERR_CONNECTION_REFUSED', 5], [null, null]]);
  });

  it('of names that nothing goes to are not told', () => {
    expect(waysIn(job('https://private.test'))).toEqual([]);
  });
});

describe('the Alt-Svc services of a NetLog', () => {
  const service = 'quic a.test:8443, expires 2026-12-20 23:06:47';
  const search = (log: NetlogBuilder, id: number, at: number, more: object): NetlogBuilder =>
    log
      .add('HTTP_STREAM_JOB_CONTROLLER', id, 'HTTP_STREAM_JOB_CONTROLLER', { phase: 'BEGIN', at, params: { url: `${A}/x?y` } })
      .add('HTTP_STREAM_JOB_CONTROLLER', id, 'HTTP_STREAM_JOB_CONTROLLER_ALT_SVC_FOUND', { at, params: { alt_svc: service, ...more } });

  it('are those that were found, how often, and whether the last time broken', () => {
    const log = search(search(netlog(), 80, 5, { is_broken: false }), 81, 9, { is_broken: true });
    expect(waysIn(log)[0]!.alternatives).toEqual([{ when: 'found', service, at: ZERO + 5, times: 2, isBroken: true }]);
  });

  it('are those that the browser keeps, as it wrote them last', () => {
    const server = (alternatives: readonly object[]): object => ({ servers: [{ server: A, alternative_service: alternatives }] });
    const h3 = { protocol_str: 'quic', port: 443, advertised_alpns: ['h3'], expiration: '13442281607758482' };
    const other = { protocol_str: 'quic', host: 'other.test', port: 443 };
    const log = netlog()
      .add('HTTP_SERVER_PROPERTIES', 3, 'HTTP_SERVER_PROPERTIES_INITIALIZATION', { phase: 'END', at: 1, params: server([h3]) })
      .add('HTTP_SERVER_PROPERTIES', 3, 'HTTP_SERVER_PROPERTIES_UPDATE_PREFS', { at: 50, params: { ...server([h3, other]), broken_alternative_services: [{ ...other, broken_until: '1' }, { ...h3, broken_count: 2 }] } })
      .add('HTTP_SERVER_PROPERTIES', 3, 'HTTP_SERVER_PROPERTIES_UPDATE_PREFS', { at: 60 });
    expect(waysIn(log)[0]!.alternatives).toEqual([
      { when: 'kept', service: 'h3 at :443, until 2026-12-20', at: ZERO + 1, times: 0, isBroken: false },
      { when: 'kept', service: 'quic at other.test:443', at: ZERO + 50, times: 0, isBroken: true },
    ]);
  });
});
