import { hostNameOf, isAddress, isPlainName, portOf } from '../../base/url.ts';
import type { Analysis, OriginSummary } from '../../model/analysis.ts';
import { h3DiscoveryOf } from '../protocols/h3-discovery.ts';
import { count, timeOf } from '../words.ts';
import type { Fix } from './finding.ts';
import { opened } from './openings.ts';
import { report, savingOver, type Rule } from './rule.ts';
import { tcpOf } from './stretches.ts';
import { serverFixes } from './whose.ts';

const about = {
  id: 'h3-offered-unused',
  title: 'HTTP/3 is offered and not used',
  severity: 'low',
  needs: ['protocol', 'headers'],
  threshold: {
    value: 3,
    unit: 'requests over TCP a second and more after the offer',
    reason: 'Chromium moves at the second request after the offer; one more, and enough time for a handshake, lets a slow one pass.',
    source: 'Measured with Chromium 156; RFC 7838 section 2.4 (a client need not switch)',
  },
} as const;

export const h3OfferedUnused: Rule = {
  ...about,
  find({ analysis }) {
    const { origins, suspectsBlockedUdp } = h3DiscoveryOf(analysis);
    if (origins.length === 0) return [];
    const summaries = new Map(analysis.origins.map((summary) => [summary.origin, summary]));
    const onServer = serverFixes(analysis);
    return origins.flatMap(({ origin, offer, firstH3, overTcp }) => {
      const summary = summaries.get(origin)!;
      if (offer === null || firstH3 !== null || overTcp.length < about.threshold.value) return [];
      return [report(about, {
        origin,
        confidence: 'certain',
        requests: [offer.request, ...overTcp],
        connections: summary.connections.map(({ id }) => id),
        evidence: [
          `${origin} offered HTTP/3 (Alt-Svc, good for ${timeOf(offer.maxAgeS * 1000)}); ${count(overTcp.length, 'request')} that began a second and more later still went over TCP, and none over HTTP/3.`,
          triedInVain(analysis, origin) ??
            (suspectsBlockedUdp
              ? 'No origin of this recording that offers HTTP/3 was reached over it: UDP may be blocked on this network, or HTTP/3 turned off in this browser.'
              : 'A browser is free not to switch. The offered port may not be reachable over UDP; nothing in the recording tells.'),
        ],
        // QUIC connects in the round trip that TLS takes anyway: what goes is TCP's.
        saving: savingOver(tcpOf(summary.requests.filter(opened)), analysis),
        fix: onServer(origin, fixFor(summary, offer.authority)),
      })];
    });
  },
};

/** Where a NetLog has the sessions that never came about; `null` where it has none. */
function triedInVain({ unused = [] }: Analysis, origin: string): string | null {
  const failed = unused.filter((one) => one.origin === origin && one.protocol === 'h3' && one.readyAt === null);
  const [first] = failed;
  if (first === undefined) return null;
  return `The browser tried ${failed.length === 1 ? 'once' : `${failed.length} times`}: ${first.label} was never ready${first.report.closed === null ? '' : `, and ended with "${first.report.closed.words}"`} (NetLog).`;
}

/** What it speaks over TCP stands beside h3 in the record; HTTP/1.1 goes without saying (RFC 9460 section 7.1). */
function fixFor({ origin, protocols }: OriginSummary, authority: string): Fix {
  const checked = `Check that the offered port (${authority}) is open for UDP up to the server.`;
  const name = recordNameOf(origin, authority);
  if (name === null) return { text: checked, snippet: null, language: null };
  const alpn = protocols.includes('h2') ? 'h3,h2' : 'h3';
  return {
    text: `${checked} Publish an HTTPS record with alpn="${alpn}" in the DNS (RFC 9460): the first connection can then be HTTP/3, without waiting for Alt-Svc.`,
    snippet: `${name} 3600 IN HTTPS 1 . alpn="${alpn}"`,
    language: 'dns',
  };
}

/**
 * Where the origin's HTTPS record stands (RFC 9460 section 9.1: off port 443
 * under the port's own name). `null` for an address, which has none, and for what is no name in a DNS file; and where
 * the offer leads to another host or port, which takes more than one line.
 */
function recordNameOf(origin: string, authority: string): string | null {
  const host = hostNameOf(origin);
  const port = portOf(origin);
  const [, offeredHost = '', offeredPort] = /^(.*):(\d+)$/.exec(authority) ?? [];
  if (!isPlainName(host) || isAddress(host) || offeredPort !== port || (offeredHost !== '' && offeredHost !== host)) return null;
  return port === '443' ? `${host}.` : `_${port}._https.${host}.`;
}
