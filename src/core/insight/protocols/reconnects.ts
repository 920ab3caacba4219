import { groupBy } from '../../base/group.ts';
import type { SocketLife } from './sockets.ts';

/** WebSockets to one address, each dialled after the one before had ended. */
export interface Reconnects {
  /** Without its query, in which tokens change. */
  readonly url: string;
  readonly origin: string;
  readonly sockets: readonly SocketLife[];
  /** From each end to the next dial, ms; one fewer than sockets. */
  readonly delaysMs: readonly number[];
}

/** Chains of which every end is known. A second socket beside an open one is not a reconnect. */
export function reconnectsOf(sockets: readonly SocketLife[]): readonly Reconnects[] {
  return [...groupBy(sockets, ({ url }) => withoutQuery(url))].flatMap(([url, dials]) => chainsOf(dials).map((chain) => asReconnects(url, chain)));
}

function chainsOf(dials: readonly SocketLife[]): readonly (readonly SocketLife[])[] {
  const chains: SocketLife[][] = [];
  for (const dial of dials.toSorted((a, b) => a.dialledAt - b.dialledAt)) {
    const chain = chains.at(-1);
    const ended = chain?.at(-1)?.endedAt ?? null;
    if (chain && ended !== null && dial.dialledAt >= ended) chain.push(dial);
    else chains.push([dial]);
  }
  return chains.filter(({ length }) => length > 1);
}

const asReconnects = (url: string, sockets: readonly SocketLife[]): Reconnects => ({
  url,
  origin: sockets[0]!.origin,
  sockets,
  delaysMs: sockets.slice(1).map(({ dialledAt }, index) => dialledAt - sockets[index]!.endedAt!),
});

const withoutQuery = (url: string): string => url.split('?', 1)[0]!;

/** First second, doubled each time, to half a minute; between half and all of that at random ("equal jitter"). */
const BACKOFF = { firstMs: 1000, capMs: 30_000 } as const;

/**
 * Where the n-th delay (from 0) of a truncated exponential backoff with jitter
 * lies, to draw the seen ones against. RFC 6455 section 7.2.3 asks for a random
 * first delay (0 to 5 s "is a reasonable choice") and growing ones after it,
 * and names no numbers for those.
 */
export function backoff(attempt: number): readonly [from: number, to: number] {
  const to = Math.min(BACKOFF.firstMs * 2 ** attempt, BACKOFF.capMs);
  return [to / 2, to];
}
