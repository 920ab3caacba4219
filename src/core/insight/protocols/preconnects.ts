import { originOf } from '../../base/url.ts';
import { usesNetwork } from '../../model/network-use.ts';
import type { Request } from '../../model/request.ts';
import { kindOf } from '../pool/kind.ts';
import { membersOf, readMember } from './header-list.ts';
import { answeredAt } from './moments.ts';
import { loggedOf } from './logged.ts';

/**
 * A connection that an answer's `Link: <…>; rel=preconnect` asked for (HTML,
 * "process link headers": of the response that makes the document). Chromium
 * heeds them on what a document loads as well, Firefox does not; on a redirect
 * neither does. Those of the markup are in no source that we have.
 */
export interface Preconnect {
  /** The answer that asked for it. */
  readonly request: string;
  readonly origin: string;
  /** Which of the origin's two pools it warms: without `crossorigin`, and to the document's own origin in any case, the one with credentials (HTML, "preconnect"). */
  readonly credentials: 'with' | 'without';
  readonly at: number;
}

export function preconnectsOf(requests: readonly Request[]): readonly Preconnect[] {
  // A server sends the same header again and again.
  const read = new Map<string, readonly Told[]>();
  const found: Preconnect[] = [];
  for (const request of requests) {
    const link = usesNetwork(request) && isHeeded(request) ? (loggedOf(request)?.link ?? null) : null;
    if (link === null || !/preconnect/i.test(link)) continue;
    const key = `${request.origin} ${link}`;
    const targets = read.get(key) ?? targetsIn(link, request.origin);
    read.set(key, targets);
    const at = answeredAt(request) ?? request.end ?? request.start;
    for (const { origin, isAnonymous } of targets) found.push({ request: request.id, origin, credentials: isAnonymous && !(origin === request.origin && makesDocument(request)) ? 'without' : 'with', at });
  }
  return found;
}

/** A 304 confirms the stored answer, and that makes the document. */
function isHeeded(request: Request): boolean {
  const { status, observations } = request;
  if (status !== null && status >= 300 && status < 400 && status !== 304) return false;
  return makesDocument(request) || !observations.some((seen) => seen.source === 'har' && seen.dialect === 'firefox');
}

const makesDocument = (request: Request): boolean => request.asked?.mode === 'navigate' || kindOf(request) === 'document';

interface Told {
  readonly origin: string;
  /** The attribute's empty and unknown values mean "anonymous" (HTML, "CORS settings attributes"). */
  readonly isAnonymous: boolean;
}

const targetsIn = (link: string, base: string): readonly Told[] =>
  membersOf(link).flatMap((member): readonly Told[] => {
    const { head, parameters } = readMember(member);
    const kinds = (parameters.get('rel') ?? '').toLowerCase().split(/\s+/);
    const address = /^<([^>]*)>$/.exec(head)?.[1];
    if (!kinds.includes('preconnect') || address === undefined || !URL.canParse(address, base)) return [];
    const origin = originOf(new URL(address, base).href);
    const cors = parameters.get('crossorigin')?.toLowerCase();
    return origin === null ? [] : [{ origin, isAnonymous: cors !== undefined && cors !== 'use-credentials' }];
  });
