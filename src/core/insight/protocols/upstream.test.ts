import { describe, expect, it } from 'vitest';
import { chromiumEntry } from '../../test/har.ts';
import { analyseEntries, only } from '../../test/read.ts';
import { SEND_SERVER_TIMING } from './send-server-timing.ts';
import { upstreamOf, type Upstream } from './upstream.ts';

const of = (value: string): Upstream | null => upstreamOf(only(analyseEntries(chromiumEntry({ headers: { 'Server-Timing': value } })).requests));

describe('what a proxy told of its own connection', () => {
  it.each([
    ['cdn-upstream-layer;desc="EDGE",cdn-upstream-dns;dur=0,cdn-upstream-connect;dur=69,cdn-upstream-fbl;dur=562,cdn-cache-miss', 'CloudFront', 'opened', 69, 'miss'],
    ['cdn-upstream-connect;dur=0,cdn-cache-miss', 'CloudFront', 'at-hand', 0, 'miss'],
    ['cdn-cache-hit,cdn-pop;desc="FRA"', 'CloudFront', 'not-told', null, 'hit'],
    ['cdn-cache-refresh', 'CloudFront', 'not-told', null, 'revalidated'],
    ['connect;dur=12, proxy.idle;dur=0, proxy.connect;dur=3', 'h2o', 'opened', 3, null],
    ['upstream_connect;dur=0012', 'nginx, HAProxy', 'opened', 12, null],
    ['upstream_connect;dur=0000', 'nginx, HAProxy', 'at-hand', 0, null],
    ['upstream_pool_ready;dur=0', 'Envoy', 'at-hand', 0, null],
    ['upstream_pool_ready;dur=4', 'Envoy', 'waited', 4, null],
    ['cdn-cache; desc=HIT\nedge; dur=1', 'Akamai', 'not-told', null, 'hit'],
    ['cfCacheStatus;desc="DYNAMIC", cfEdge;dur=4,cfOrigin;dur=0', 'Cloudflare', 'not-told', null, 'miss'],
  ] as const)('%s', (value, by, connection, took, cache) => {
    expect(of(value)).toEqual({ request: 'har:0', by, connection, took, cache });
  });

  it.each(['db;dur=53', 'connect;dur=12', 'upstream_connect', 'upstream_connect;dur=-1', 'upstream_pool_ready;dur=-', ''])('nothing that we know: %j', (value) => {
    expect(of(value)).toBeNull();
  });
});

it('the lines that make a proxy send it use the names that are read here', () => {
  expect(SEND_SERVER_TIMING.map(({ proxy, lines }) => [proxy, of(/(\w+);dur=/.exec(lines)![0] + '7')?.connection])).toEqual([['nginx', 'opened'], ['HAProxy', 'opened'], ['Envoy', 'waited']]);
});

it('nginx\'s variable, without its point, is milliseconds', () => {
  const pattern = new RegExp(/"~(\^\S+)"/.exec(SEND_SERVER_TIMING[0]!.lines)![1]!);
  expect(['0.012', '1.234', '0.001, 0.002', '-'].map((seconds) => seconds.replace(pattern, '$1$2'))).toEqual(['0012', '1234', '0001, 0.002', '-']);
});
