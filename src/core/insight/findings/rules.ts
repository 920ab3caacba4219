import { appTimeoutBelowProxy } from './app-timeout-below-proxy.ts';
import { coldTailLatency } from './cold-tail-latency.ts';
import { couldCoalesce } from './could-coalesce.ts';
import { goawayMidPage } from './goaway-mid-page.ts';
import { h1Limit } from './h1-limit.ts';
import { h1OriginOnH2Page } from './h1-origin-on-h2-page.ts';
import { h3OfferedUnused } from './h3-offered-unused.ts';
import { misdirected } from './misdirected.ts';
import { missingPreconnect } from './missing-preconnect.ts';
import { originsContactedOnce } from './origins-contacted-once.ts';
import { preconnectWrongSocket } from './preconnect-wrong-socket.ts';
import { preflightOnColdConnection } from './preflight-on-cold-connection.ts';
import { quicFallback } from './quic-fallback.ts';
import { redirectOpensConnection } from './redirect-opens-connection.ts';
import type { Rule } from './rule.ts';
import { serverCloses } from './server-closes.ts';
import { shardingOnH2 } from './sharding-on-h2.ts';
import { shortKeepAlive } from './short-keep-alive.ts';
import { sseEatsSlots } from './sse-eats-slots.ts';
import { thirdPartyPools } from './third-party-pools.ts';
import { twoCredentialPools } from './two-credential-pools.ts';
import { unusedPreconnect } from './unused-preconnect.ts';
import { upstreamOpenedAnew } from './upstream-opened-anew.ts';
import { wsReconnectStorm } from './ws-reconnect-storm.ts';

/** All rules, each in the file of its id; a page of the same name in docs/findings explains it. */
export const RULES: readonly Rule[] = [
  h1Limit,
  serverCloses,
  shortKeepAlive,
  appTimeoutBelowProxy,
  preconnectWrongSocket,
  unusedPreconnect,
  missingPreconnect,
  twoCredentialPools,
  originsContactedOnce,
  shardingOnH2,
  couldCoalesce,
  misdirected,
  goawayMidPage,
  h1OriginOnH2Page,
  h3OfferedUnused,
  quicFallback,
  sseEatsSlots,
  wsReconnectStorm,
  preflightOnColdConnection,
  redirectOpensConnection,
  coldTailLatency,
  upstreamOpenedAnew,
  thirdPartyPools,
];
