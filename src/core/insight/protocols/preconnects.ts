import { originOf } from '../../base/url.ts';
import type { Request } from '../../model/request.ts';
import { membersOf, readMember } from './header-list.ts';
import { answeredAt, usedNetwork } from './moments.ts';
import { rawEntryOf, responseHeader } from './raw-entry.ts';

/** A connection that an answer's `Link: <…>; rel=preconnect` asked for. Those of the markup are in no source that we have. */
export interface Preconnect {
  /** The answer that asked for it. */
  readonly request: string;
  readonly origin: string;
  /** Which of the origin's two pools it warms: without `crossorigin` the one with credentials (HTML, "preconnect"). */
  readonly credentials: 'sent' | 'omitted';
  readonly at: number;
}

export function preconnectsOf(requests: readonly Request[]): readonly Preconnect[] {
  return requests.flatMap((request) => (usedNetwork(request) ? preconnectsIn(request) : []));
}

function preconnectsIn(request: Request): readonly Preconnect[] {
  const link = responseHeader(rawEntryOf(request), 'link');
  if (link === undefined || !/preconnect/i.test(link)) return [];
  return membersOf(link).flatMap((member) => {
    const { head, parameters } = readMember(member);
    const kinds = (parameters.get('rel') ?? '').toLowerCase().split(/\s+/);
    const target = /^<([^>]*)>$/.exec(head)?.[1];
    if (!kinds.includes('preconnect') || target === undefined || !URL.canParse(target, request.url)) return [];
    const origin = originOf(new URL(target, request.url).href);
    if (origin === null) return [];
    // The attribute's empty and unknown values mean "anonymous" (HTML, "CORS settings attributes").
    const cors = parameters.get('crossorigin')?.toLowerCase();
    return [{ request: request.id, origin, credentials: cors === undefined || cors === 'use-credentials' ? 'sent' : 'omitted', at: answeredAt(request) ?? request.end ?? request.start }];
  });
}
