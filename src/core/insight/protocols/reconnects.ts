import { groupBy } from '../../base/group.ts';

/** What a page opens again when it has ended: a WebSocket, or an EventSource. */
export interface Dial {
  readonly request: string;
  readonly url: string;
  readonly origin: string;
  readonly page: string | null;
  readonly dialledAt: number;
  /** `null` while it is open, and where nobody tells. */
  readonly endedAt: number | null;
  readonly lifetimeMs: number | null;
}

/** Dials of one page to one address, each after the one before had ended. */
export interface Reconnects<D extends Dial = Dial> {
  /** Without its query, in which tokens change. */
  readonly url: string;
  readonly origin: string;
  readonly dials: readonly D[];
  /** All but the first. */
  readonly redials: readonly Redial[];
}

export interface Redial {
  readonly request: string;
  /** From the end before to this dial. */
  readonly delayMs: number;
  /** From 0, anew after one that had lived for long. */
  readonly attempt: number;
  /** Where a backoff would have put it, ms. */
  readonly from: number;
  readonly to: number;
  readonly pace: 'sooner' | 'within' | 'later';
}

/** Chains of which every end is known. A second one beside one that is open is not a reconnect, nor is that of another page. */
export function reconnectsOf<D extends Dial>(dials: readonly D[]): readonly Reconnects<D>[] {
  return [...groupBy(dials, ({ url, page }) => `${withoutQuery(url)} ${page}`).values()].flatMap((own) => chainsOf(own).map(asReconnects));
}

function chainsOf<D extends Dial>(dials: readonly D[]): readonly (readonly D[])[] {
  const chains: D[][] = [];
  for (const dial of dials.toSorted((a, b) => a.dialledAt - b.dialledAt)) {
    const chain = chains.at(-1);
    const ended = chain?.at(-1)?.endedAt ?? null;
    if (chain && ended !== null && dial.dialledAt >= ended) chain.push(dial);
    else chains.push([dial]);
  }
  return chains.filter(({ length }) => length > 1);
}

function asReconnects<D extends Dial>(dials: readonly D[]): Reconnects<D> {
  const { url, origin } = dials[0]!;
  let attempt = -1;
  const redials = dials.slice(1).map(({ request, dialledAt }, index) => {
    const { endedAt, lifetimeMs } = dials[index]!;
    attempt = (lifetimeMs ?? 0) < STABLE_MS ? attempt + 1 : 0;
    return redial(request, dialledAt - endedAt!, attempt);
  });
  return { url: withoutQuery(url), origin, dials, redials };
}

function redial(request: string, delayMs: number, attempt: number): Redial {
  const [from, to] = backoff(attempt);
  return { request, delayMs, attempt, from, to, pace: delayMs < from - CLOCK_MS ? 'sooner' : delayMs > to + LATE_MS ? 'later' : 'within' };
}

/** One that lived as long as this was well: the count begins anew, and so may the delay. Proxies cut idle sockets at 60 s (nginx, proxy_read_timeout). */
export const STABLE_MS = 60_000;

/** The log's dates have 1 ms. */
const CLOCK_MS = 1;
/** Timers never fire too soon; in a busy page they come late by tens of ms. */
const LATE_MS = 100;

const withoutQuery = (url: string): string => url.split('?', 1)[0]!;

/** First second, doubled each time, to half a minute; between half and all of that at random ("equal jitter"). */
const BACKOFF = { firstMs: 1000, capMs: 30_000 } as const;

/**
 * Where the n-th delay (from 0) of a truncated exponential backoff with jitter
 * lies, to draw the seen ones against. RFC 6455 section 7.2.3 asks for a random
 * first delay (between 0 and 5 s "is a reasonable initial delay") and growing ones after it,
 * and names no numbers for those.
 */
export function backoff(attempt: number): readonly [from: number, to: number] {
  const to = Math.min(BACKOFF.firstMs * 2 ** attempt, BACKOFF.capMs);
  return [to / 2, to];
}
