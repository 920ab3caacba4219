import { isSecure } from '../../base/url.ts';
import { isSerial } from '../../model/protocol.ts';
import type { Request } from '../../model/request.ts';
import { SLOTS } from '../../model/slots.ts';
import { isForSlot } from '../stalls/stall.ts';
import { count, timeOf } from '../words.ts';
import { asJudged, asStalled } from './confidence.ts';
import type { Context } from './context.ts';
import type { Fix } from './finding.ts';
import { connectionsOf, idsOf, opened, openedBecause } from './openings.ts';
import { report, savingOver, type Rule } from './rule.ts';
import { rangeOf, readyAt, setupsOf, stallsOf } from './stretches.ts';
import { serverFixes } from './whose.ts';
import { pathsOf } from './words.ts';

const about = {
  id: 'h1-limit',
  title: 'Requests wait for one of six HTTP/1.1 connections',
  severity: 'high',
  needs: ['protocol', 'wait'],
  threshold: {
    value: 100,
    unit: 'ms on the clock',
    reason: 'A delay up to here is felt as none.',
    source: 'Nielsen, "Response Times: The 3 Important Limits" (0.1 s); RAIL, "Response"',
  },
} as const;

export const h1Limit: Rule = {
  ...about,
  find(context) {
    const { analysis, stalls } = context;
    if (stalls.size === 0) return [];
    const onServer = serverFixes(analysis);
    const besides = openedBecause(context, ['parallel']);
    return analysis.origins.flatMap((summary) => {
      const { origin, requests } = summary;
      const waiting = requests.filter((request) => waitedForSlot(context, request));
      const waits = stallsOf(waiting);
      const ready = readyAt(requests.find(opened));
      const spared = savingOver(waits, analysis, ready);
      if (spared === null || spared.upTo < about.threshold.value) return [];
      const beside = besides.get(summary) ?? [];
      const [, longest] = rangeOf(waiting.map(({ stalled }) => stalled ?? 0));
      return [report(about, {
        origin,
        confidence: asJudged(context, beside) === 'certain' ? asStalled(context, waiting) : 'likely',
        requests: [...idsOf(waiting), ...idsOf(beside)],
        connections: connectionsOf([...waiting, ...beside]),
        evidence: [
          `${count(waiting.length, 'request')} waited while ${SLOTS} connections to ${origin} were busy: ${pathsOf(waiting)}.`,
          `For ${timeOf(savingOver(waits, analysis)!.upTo)} of the clock at least one waited; the longest wait was ${timeOf(longest)}.`,
          ...(beside.length > 0 ? [`${count(beside.length, 'request')} had opened a connection because those before were busy, which HTTP/2 spares as well: ${pathsOf(beside)}.`] : []),
        ],
        saving: savingOver([...waits, ...setupsOf(beside)], analysis, ready),
        fix: onServer(origin, fixFor(origin)),
      })];
    });
  },
};

/** Held up by as many requests as there are connections: fewer can't have taken them all. */
export function waitedForSlot({ stalls }: Context, { id, protocol }: Request): boolean {
  if (!isSerial(protocol)) return false;
  const stall = stalls.get(id);
  return stall !== undefined && stall.confidence !== 'guess' && isForSlot(stall) && new Set(stall.holders.map(({ request }) => request)).size >= SLOTS;
}

export const HTTP2_IN_NGINX = 'listen 443 ssl;\nhttp2 on;  # nginx 1.25.1 and later; before: listen 443 ssl http2;';

const fixFor = (origin: string): Fix => ({
  text: isSecure(origin)
    ? 'Let the server speak HTTP/2: all requests then share one connection and none waits for another.'
    : 'Serve the origin over HTTPS and HTTP/2: browsers speak HTTP/2 only over TLS. All requests then share one connection and none waits for another.',
  snippet: HTTP2_IN_NGINX,
  language: 'nginx',
});
