import type { OriginSummary } from '../../model/analysis.ts';
import { usesNetwork } from '../../model/network-use.ts';
import type { Protocol } from '../../model/protocol.ts';
import type { Request } from '../../model/request.ts';
import { QUIC_ERRORS } from '../protocols/quic-errors.ts';
import { count } from '../words.ts';
import { asJudged } from './confidence.ts';
import type { Context } from './context.ts';
import { connectionsOf, idsOf, verdictOn } from './openings.ts';
import { report, savingOver, type Rule } from './rule.ts';
import { setupsOf } from './stretches.ts';
import { serverFixes } from './whose.ts';
import { pathsOf } from './words.ts';

const about = {
  id: 'quic-fallback',
  title: 'From HTTP/3 back to TCP',
  severity: 'medium',
  needs: ['protocol'],
  threshold: {
    value: 1,
    unit: 'connection over TCP after HTTP/3, or QUIC failure that TCP alone followed',
    reason: 'Chromium, once it fell back, does not try QUIC again for minutes, and longer each time.',
    source: 'Chromium, net/http/broken_alternative_services.cc (5 min, doubled); RFC 9114 section 3.1',
  },
} as const;

export const quicFallback: Rule = {
  ...about,
  find(context) {
    const onServer = serverFixes(context.analysis);
    return context.analysis.origins.flatMap((summary) => {
      const { origin } = summary;
      const broken = failuresThatTcpFollowed(summary);
      const again = summary.requests.filter((request) => !failed(request) && fellBack(context, request));
      const requests = [...broken, ...again];
      if (requests.length < about.threshold.value) return [];
      return [report(about, {
        origin,
        confidence: asJudged(context, again),
        requests: idsOf(requests),
        connections: connectionsOf(requests),
        evidence: [
          ...(broken.length > 0 ? [`${count(broken.length, 'request')} failed in QUIC (${broken[0]!.error}), and what came after ${broken.length === 1 ? 'it' : 'them'} went over TCP: ${pathsOf(broken)}.`] : []),
          ...(again.length > 0 ? [`${count(again.length, 'connection')} over TCP came after HTTP/3 to the same origin: ${pathsOf(again)}.`] : []),
          ...(asJudged(context, again) !== 'certain' ? ['That QUIC broke is why is likely, not certain: the browser does not say why it chose TCP.'] : []),
        ],
        saving: savingOver(setupsOf(again), context.analysis),
        fix: onServer(origin, {
          text: 'Check UDP on the way to the server: firewalls and load balancers that drop or forget UDP after seconds, packets larger than 1200 bytes, several servers behind one address that do not share connection ids. If it cannot be mended, take the offer back.',
          snippet: 'Alt-Svc: clear',
          language: 'http',
        }),
      })];
    });
  },
};

/** A failure alone is no fallback: the browser may have gone on over HTTP/3, or with nothing. */
function failuresThatTcpFollowed({ requests }: OriginSummary): readonly Request[] {
  const broken = requests.filter(failed);
  if (broken.length === 0) return [];
  const last = (over: (protocol: Protocol) => boolean): number => requests.findLast((request) => request.protocol !== null && over(request.protocol) && request.status !== 0 && usesNetwork(request))?.start ?? -Infinity;
  const [overH3, overTcp] = [last((protocol) => protocol === 'h3'), last((protocol) => protocol !== 'h3')];
  return broken.filter(({ end }) => end !== null && overH3 < end && overTcp >= end);
}

const failed = ({ error }: Request): boolean => error !== null && QUIC_ERRORS.test(error);
const fellBack = (context: Context, request: Request): boolean => verdictOn(context, request)?.reason === 'quic-fallback';
