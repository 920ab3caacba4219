import { indexById } from '../../base/group.ts';
import type { Analysis } from '../../model/analysis.ts';
import { usesNetwork } from '../../model/network-use.ts';
import type { Request } from '../../model/request.ts';
import { loggedOf } from '../protocols/logged.ts';
import { count } from '../words.ts';

/** What some request must tell, or it proves nothing that a rule finds nothing. */
export type Need = 'protocol' | 'wait' | 'headers' | 'links' | 'asked' | 'type' | 'address' | 'page' | 'load';

type Pages = ReadonlyMap<string | null, Analysis['pages'][number]>;

/** Whose absence finds nothing, and proves nothing. */
interface Fact {
  readonly isTold: (request: Request, pages: Pages) => boolean;
  readonly byNobody: string;
  /** What so many requests do not tell; `null` where that says nothing: many answers have none of the headers that are looked for. */
  readonly bySome: ((untold: number) => string) | null;
}

const FACTS: Readonly<Record<Need, Fact>> = {
  protocol: { isTold: ({ protocol }) => protocol !== null, byNobody: 'no request tells its protocol', bySome: untoldOf('protocol') },
  wait: { isTold: ({ stalled }) => stalled !== null, byNobody: 'no request tells how long it waited', bySome: untoldWaits },
  headers: { isTold: (request) => Object.keys(request.headers).length > 0 || hasHeaders(request), byNobody: 'no answer shows its headers', bySome: null },
  // Read of HAR entries alone.
  links: { isTold: hasHeaders, byNobody: 'no answer shows its Link headers', bySome: null },
  asked: { isTold: ({ asked }) => asked !== null, byNobody: 'no request shows its own headers', bySome: null },
  type: { isTold: ({ resourceType }) => resourceType !== null, byNobody: 'no request tells its type', bySome: untoldOf('type') },
  address: { isTold: ({ remoteAddress }) => remoteAddress !== null, byNobody: 'no request tells the address that it went to', bySome: null },
  page: { isTold: ({ page }) => page !== null, byNobody: 'no request tells its page', bySome: untoldOf('page') },
  load: { isTold: ({ page }, pages) => (pages.get(page)?.load ?? null) !== null, byNobody: 'no page tells its load event', bySome: null },
};

function hasHeaders(request: Request): boolean {
  return (loggedOf(request)?.answerHeaders ?? 'none') !== 'none';
}

function untoldOf(what: string): (untold: number) => string {
  return (untold) => `${count(untold, 'request')} ${untold === 1 ? 'does not tell its' : 'do not tell their'} ${what}`;
}

export function untoldWaits(untold: number): string {
  return `${count(untold, 'request')} ${untold === 1 ? 'does' : 'do'} not tell how long ${untold === 1 ? 'it' : 'they'} waited`;
}

/** Why it proves nothing that a rule with these needs finds nothing here, and why it may have missed something. */
export function lackOf(needs: readonly Need[], { requests, pages }: Pick<Analysis, 'requests' | 'pages'>): { readonly all: string | null; readonly some: readonly string[] } {
  const own = requests.filter(usesNetwork);
  const byId: Pages = indexById(pages);
  const lacks = needs.map((need) => ({ fact: FACTS[need], untold: own.filter((request) => !FACTS[need].isTold(request, byId)).length }));
  return {
    all: lacks.find(({ untold }) => untold === own.length)?.fact.byNobody ?? null,
    some: lacks.flatMap(({ fact, untold }) => (untold === 0 ? [] : (fact.bySome?.(untold) ?? []))),
  };
}
