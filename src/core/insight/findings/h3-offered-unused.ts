import { h3DiscoveryOf } from '../protocols/h3-discovery.ts';
import { count, timeOf } from '../words.ts';
import { opened } from './openings.ts';
import { report, savingOver, type Rule } from './rule.ts';
import { tcpOf } from './stretches.ts';
import { serverFixes } from './whose.ts';

const about = {
  id: 'h3-offered-unused',
  title: 'HTTP/3 is offered and not used',
  severity: 'low',
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
          suspectsBlockedUdp
            ? 'No origin of this recording that offers HTTP/3 was reached over it: UDP to port 443 may be blocked on this network, or HTTP/3 turned off in this browser.'
            : 'A browser is free not to switch. The offered port may not be reachable over UDP; nothing in the recording tells.',
        ],
        // QUIC connects in the round trip that TLS takes anyway: what goes is TCP's.
        saving: savingOver(tcpOf(summary.requests.filter(opened)), analysis),
        fix: onServer(origin, {
          text: 'Check that the port is open for UDP up to the server. Publish an HTTPS record with alpn="h3,h2" in the DNS (RFC 9460): the first connection can then be HTTP/3, without waiting for Alt-Svc.',
          snippet: `${new URL(origin).hostname}. 3600 IN HTTPS 1 . alpn="h3,h2"`,
          language: 'dns',
        }),
      })];
    });
  },
};
