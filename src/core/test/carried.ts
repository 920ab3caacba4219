import type { writeHar } from '../export/har.ts';
import { KEEPING } from '../export/privacy.ts';
import type { writeSummary } from '../export/summary.ts';
import { findingsOf } from '../insight/findings/findings-of.ts';
import { insightOf } from '../insight/insight.ts';
import type { Analysis } from '../model/analysis.ts';
import { hasProxyAddress } from '../model/network-use.ts';
import { lengthOf, PHASES } from '../model/phase.ts';
import { fieldsOf, type Fields } from '../base/unknown.ts';
import { analyseFile, openingOf } from './read.ts';

/** What a HAR, or a summary, of ours tells otherwise, or no longer, when it is read back: a sentence for each kind of thing, with one example. */
export function lostIn(write: typeof writeHar | typeof writeSummary, before: Analysis): readonly string[] {
  const after = analyseFile(JSON.parse(JSON.stringify(write(before, KEEPING))));
  const isWhole = before.unused === undefined && dialectsOf(before).size < 2;
  return [...differences('', carried(before, isWhole), carried(after, isWhole))];
}

/** Of several browsers in one recording, whose rules hold is told by the first that is sure. */
const dialectsOf = ({ requests }: Analysis): ReadonlySet<string> => new Set(requests.flatMap(({ observations }) => observations.flatMap((seen) => (seen.source === 'har' ? [seen.dialect] : []))));

/** HAR has no place for what a NetLog alone tells of connections, and what is concluded from that. */
const carried = (analysis: Analysis, isWhole: boolean): unknown => ({
  pages: analysis.pages.map(({ id, title, start, contentLoaded, load }) => ({ id, title, start, contentLoaded, load })),
  requests: analysis.requests.map(factsOf),
  ...(isWhole ? concluded(analysis) : {}),
});

const factsOf = (request: Analysis['requests'][number]): unknown => ({
  url: request.url,
  method: request.method,
  status: request.status,
  protocol: request.protocol,
  resourceType: request.resourceType,
  priority: request.priority,
  page: request.page,
  start: request.start,
  end: request.end,
  phases: Object.fromEntries(PHASES.map((name) => [name, request.phases[name].state === 'skipped' ? 'skipped' : lengthOf(request.phases[name])])),
  stalled: request.stalled,
  queued: request.queued,
  proxied: request.proxied,
  opening: openingOf(request),
  basis: request.origination.basis,
  connection: request.connection,
  remoteAddress: request.remoteAddress,
  isProxyAddress: hasProxyAddress(request),
  headers: request.headers,
  asked: request.asked,
  error: request.error,
  transferSize: request.transferSize,
});

function concluded(analysis: Analysis): Fields {
  const { why, stalls } = insightOf(analysis);
  return {
    verdicts: analysis.requests.map(({ id }) => [why.get(id)?.reason, why.get(id)?.confidence]),
    stalls: analysis.requests.map(({ id }) => [stalls.get(id)?.why, stalls.get(id)?.confidence]),
    findings: findingsOf(analysis).map(({ rule, origin, confidence, requests }) => [rule, origin, confidence, requests.length]),
  };
}

/** Times are written to the microsecond, and each is rounded by itself. */
const ROUNDING_MS = 0.01;

/** One for each path; what differs in many elements of a list is one. */
function* differences(path: string, before: unknown, after: unknown): Generator<string> {
  if (Object.is(before, after) || (typeof before === 'number' && typeof after === 'number' && Math.abs(before - after) < ROUNDING_MS)) return;
  if (Array.isArray(before) && Array.isArray(after) && before.length === after.length) {
    const seen = new Set<string>();
    for (const [place, element] of before.entries()) {
      for (const found of differences(`${path}[]`, element, after[place])) {
        const [where] = found.split(': ', 1) as [string];
        if (!seen.has(where)) yield found;
        seen.add(where);
      }
    }
    return;
  }
  const [a, b] = [fieldsOf(before), fieldsOf(after)];
  if (a === undefined || b === undefined) return yield `${path}: ${JSON.stringify(before)} is read back as ${JSON.stringify(after)}`;
  for (const name of new Set([...Object.keys(a), ...Object.keys(b)])) yield* differences(`${path}.${name}`, a[name], b[name]);
}
