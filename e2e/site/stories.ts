import type { Story } from './story.ts';
import { badGateway } from './stories/bad-gateway.ts';
import { cache } from './stories/cache.ts';
import { close } from './stories/close.ts';
import { coldTail } from './stories/cold-tail.ts';
import { credentialsH1 } from './stories/credentials-h1.ts';
import { credentialsH2 } from './stories/credentials-h2.ts';
import { demo } from './stories/demo.ts';
import { earlyHints } from './stories/early-hints.ts';
import { failures } from './stories/failures.ts';
import { goaway } from './stories/goaway.ts';
import { good } from './stories/good.ts';
import { h1Tls } from './stories/h1-tls.ts';
import { h2 } from './stories/h2.ts';
import { h2Apart } from './stories/h2-apart.ts';
import { h2Coalesced } from './stories/h2-coalesced.ts';
import { h3 } from './stories/h3.ts';
import { h3AltSvc } from './stories/h3-alt-svc.ts';
import { h3Unused } from './stories/h3-unused.ts';
import { http10 } from './stories/http10.ts';
import { idleTimeout } from './stories/idle-timeout.ts';
import { iframes } from './stories/iframes.ts';
import { keepAlive } from './stories/keep-alive.ts';
import { lateDevtools } from './stories/late-devtools.ts';
import { lateImages } from './stories/late-images.ts';
import { manyOrigins } from './stories/many-origins.ts';
import { maxRequests } from './stories/max-requests.ts';
import { memoryCache } from './stories/memory-cache.ts';
import { misdirected } from './stories/misdirected.ts';
import { missingPreconnect } from './stories/missing-preconnect.ts';
import { mixedContent } from './stories/mixed-content.ts';
import { navigation, navigationPreserved } from './stories/navigation.ts';
import { noTiming } from './stories/no-timing.ts';
import { parallel } from './stories/parallel.ts';
import { preconnect } from './stories/preconnect.ts';
import { preconnectHeader } from './stories/preconnect-header.ts';
import { preconnectMismatch } from './stories/preconnect-mismatch.ts';
import { preconnectUnused } from './stories/preconnect-unused.ts';
import { preflight } from './stories/preflight.ts';
import { quicCut } from './stories/quic-cut.ts';
import { redirects } from './stories/redirects.ts';
import { retry } from './stories/retry.ts';
import { secondTab } from './stories/second-tab.ts';
import { sentOn } from './stories/sent-on.ts';
import { serviceWorker } from './stories/service-worker.ts';
import { sharding } from './stories/sharding.ts';
import { sse } from './stories/sse.ts';
import { sseSlots } from './stories/sse-slots.ts';
import { unloadBeacon } from './stories/unload-beacon.ts';
import { unread } from './stories/unread.ts';
import { upgraded } from './stories/upgraded.ts';
import { upstream } from './stories/upstream.ts';
import { websocket } from './stories/websocket.ts';
import { websocketFailed } from './stories/websocket-failed.ts';
import { websocketStorm } from './stories/websocket-storm.ts';
import { worker } from './stories/worker.ts';

/** Every story, in the order in which they are told. */
export const stories: readonly Story[] = [
  keepAlive,
  parallel,
  close,
  http10,
  idleTimeout,
  maxRequests,
  h1Tls,
  h2,
  h2Coalesced,
  h2Apart,
  misdirected,
  h3,
  h3AltSvc,
  websocket,
  websocketFailed,
  sse,
  credentialsH1,
  credentialsH2,
  preconnect,
  preconnectMismatch,
  redirects,
  upgraded,
  cache,
  memoryCache,
  serviceWorker,
  failures,
  mixedContent,
  retry,
  iframes,
  worker,
  goaway,
  noTiming,
  earlyHints,
  lateDevtools,
  lateImages,
  navigation,
  navigationPreserved,
  sentOn,
  secondTab,
  unloadBeacon,
  unread,
  preconnectHeader,
  preconnectUnused,
  websocketStorm,
  preflight,
  upstream,
  badGateway,
  sharding,
  manyOrigins,
  h3Unused,
  sseSlots,
  quicCut,
  missingPreconnect,
  coldTail,
  good,
  demo,
];
