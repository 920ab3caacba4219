import { fieldsOf, listOf } from '../../base/unknown.ts';
import { usesNetwork } from '../../model/network-use.ts';
import type { Request } from '../../model/request.ts';
import { rawEntryOf } from '../protocols/raw-entry.ts';
import { count } from '../words.ts';

/** What some request must tell for a rule to find anything. */
export type Need = 'protocol' | 'wait' | 'headers' | 'links';

/** Whose absence finds nothing, and proves nothing. */
interface Fact {
  readonly isTold: (request: Request) => boolean;
  readonly byNobody: string;
  /** What so many requests do not tell; `null` where that says nothing: many answers have none of the headers that are looked for. */
  readonly bySome: ((untold: number) => string) | null;
}

const FACTS: Readonly<Record<Need, Fact>> = {
  protocol: { isTold: ({ protocol }) => protocol !== null, byNobody: 'no request tells its protocol', bySome: (untold) => `${count(untold, 'request')} ${untold === 1 ? 'does not tell its' : 'do not tell their'} protocol` },
  wait: { isTold: ({ stalled }) => stalled !== null, byNobody: 'no request tells how long it waited', bySome: untoldWaits },
  headers: { isTold: (request) => Object.keys(request.headers).length > 0 || hasHeaders(request), byNobody: 'no answer shows its headers', bySome: null },
  // Read of HAR entries alone.
  links: { isTold: hasHeaders, byNobody: 'no answer shows its Link headers', bySome: null },
};

function hasHeaders(request: Request): boolean {
  return (listOf(fieldsOf(rawEntryOf(request)?.['response'])?.['headers'])?.length ?? 0) > 0;
}

export function untoldWaits(untold: number): string {
  return `${count(untold, 'request')} ${untold === 1 ? 'does' : 'do'} not tell how long ${untold === 1 ? 'it' : 'they'} waited`;
}

/** Why a rule with these needs cannot find anything in these requests, and why it may miss something. */
export function lackOf(needs: readonly Need[], requests: readonly Request[]): { readonly all: string | null; readonly some: readonly string[] } {
  const own = requests.filter(usesNetwork);
  const lacks = needs.map((need) => ({ fact: FACTS[need], untold: own.filter((request) => !FACTS[need].isTold(request)).length }));
  return {
    all: lacks.find(({ untold }) => untold === own.length)?.fact.byNobody ?? null,
    some: lacks.flatMap(({ fact, untold }) => (untold === 0 ? [] : (fact.bySome?.(untold) ?? []))),
  };
}
