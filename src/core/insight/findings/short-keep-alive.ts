import type { OriginSummary } from '../../model/analysis.ts';
import type { Request } from '../../model/request.ts';
import { usedNetwork } from '../protocols/moments.ts';
import type { Fix } from './finding.ts';
import { allCertain, connectionsOf, idsOf, openedBecause } from './openings.ts';
import { report, savingOver, type Rule } from './rule.ts';
import { rangeOf, setupsOf } from './stretches.ts';
import { serverFixes } from './whose.ts';
import { count, fromTo, inTime, pathsOf } from './words.ts';

const about = {
  id: 'short-keep-alive',
  title: 'Keep-alive ends before the next request comes',
  severity: 'medium',
  threshold: {
    value: 2,
    unit: 'connections opened again after a pause',
    reason: 'A single pause says nothing of how often the page asks.',
    source: 'By definition: an interval needs two',
  },
} as const;

export const shortKeepAlive: Rule = {
  ...about,
  find(context) {
    const onServer = serverFixes(context.analysis);
    return [...openedBecause(context, ['idle-timeout'])].flatMap(([summary, candidates]) => {
      const advertised = advertisedTimeout(summary);
      const pauses = pausesBefore(summary, new Set(candidates)).filter(({ request, ms }) => ms < browserKeeps(request, advertised));
      if (pauses.length < about.threshold.value) return [];
      const again = pauses.map(({ request }) => request);
      const saving = savingOver(setupsOf(again), context.analysis);
      const [least, most] = rangeOf(pauses.map(({ ms }) => ms));
      return [report(about, {
        origin: summary.origin,
        requests: idsOf(again),
        connections: connectionsOf(again),
        evidence: [
          `${count(again.length, 'request')} came ${fromTo(inTime(least), inTime(most))} after the one before and had to open a connection again: ${pathsOf(again)}.`,
          advertised === null ? 'The server does not say how long it keeps idle connections (no Keep-Alive header).' : `The server says that it keeps idle connections for ${advertised} s (Keep-Alive: timeout=${advertised}).`,
          ...(allCertain(context, again) ? [] : ['That the pause is why the connection was gone is likely, not certain: the browser does not report who closed it.']),
        ],
        saving,
        fix: onServer(summary.origin, fixFor(most)),
      })];
    });
  },
};

interface Pause {
  readonly request: Request;
  readonly ms: number;
}

/** Since the last answer of this origin before each of these; those that came while another was under way are left out. */
function pausesBefore({ requests }: OriginSummary, candidates: ReadonlySet<Request>): readonly Pause[] {
  const pauses: Pause[] = [];
  let busyUntil = -Infinity;
  for (const request of requests.filter(usedNetwork)) {
    if (candidates.has(request) && Number.isFinite(busyUntil) && busyUntil < request.start) pauses.push({ request, ms: request.start - busyUntil });
    busyUntil = Math.max(busyUntil, request.end ?? Infinity);
  }
  return pauses;
}

/** How long a browser itself keeps an idle connection that was used; no server can lengthen that. */
const CHROMIUM_KEEPS_MS = 300_000; // net/socket/client_socket_pool.cc, used idle sockets; no timer for HTTP/2 (net/spdy/spdy_session_pool.cc)
const FIREFOX_KEEPS_MS = 115_000; // network.http.keep-alive.timeout, unless the answer says Keep-Alive: timeout (nsHttpConnection.cpp)
const FIREFOX_KEEPS_H2_MS = 170_000; // network.http.http2.timeout
const QUIC_KEEPS_MS = 30_000; // net/quic/quic_context.h, kIdleConnectionTimeout; RFC 9000 section 10.1

function browserKeeps({ protocol, observations }: Request, advertised: number | null): number {
  if (protocol === 'h3') return QUIC_KEEPS_MS;
  const isChromium = observations.some((seen) => seen.source === 'har' && (seen.dialect === 'chromium' || seen.dialect === 'chromium-before'));
  // No server is asked here to keep one for longer than the most patient browser does by itself.
  if (isChromium) return CHROMIUM_KEEPS_MS;
  if (protocol === 'h2') return FIREFOX_KEEPS_H2_MS;
  return advertised === null ? FIREFOX_KEEPS_MS : CHROMIUM_KEEPS_MS;
}

/** RFC 2068 section 19.7.1, in seconds. */
function advertisedTimeout({ requests }: OriginSummary): number | null {
  const header = requests.findLast(({ headers }) => headers['keep-alive'] !== undefined)?.headers['keep-alive'];
  const seconds = /(?:^|[,;\s])timeout=(\d+)/i.exec(header ?? '')?.[1];
  return seconds === undefined ? null : Number(seconds);
}

/** nginx's default, where that is long enough; else Firefox's own limit, beyond which only Chromium gains. */
function fixFor(longestPauseMs: number): Fix {
  const seconds = longestPauseMs < 75_000 ? 75 : Math.max(FIREFOX_KEEPS_MS / 1000, Math.ceil(longestPauseMs / 1000) + 1);
  return {
    text: `Keep idle connections for longer than ${inTime(longestPauseMs)}, and let every hop outlive the one in front of it (the application longer than the proxy). More than 115 s helps Chromium alone, more than 300 s no browser.`,
    snippet: `keepalive_timeout ${seconds}s;`,
    language: 'nginx',
  };
}
