import type { OriginName } from '../../e2e/site/addresses.ts';
import type { Story } from '../../e2e/site/story.ts';
import { chance } from './chance.ts';

/** One request of a load: when the page asks for it, what, and how. */
interface Asked {
  /** ms after the page has loaded */
  readonly at: number;
  readonly origin: OriginName;
  readonly path: string;
  readonly how: 'image' | 'same-origin' | 'omit' | 'include';
}

export interface Load {
  readonly seed: number;
  /** How far the servers seem to be, one way, ms. */
  readonly distanceMs: number;
  readonly asked: readonly Asked[];
}

/** Loopback, and two distances. */
const DISTANCES = [0, 15, 40] as const;

/** What loads ask: always of the first, and of others, the likelier more often. */
export interface Mix {
  /** Where the page is. */
  readonly page: OriginName;
  readonly first: OriginName;
  readonly others: readonly OriginName[];
  readonly browser: NonNullable<Story['browser']>;
}

/** HTTP/1. `max3` closes after three requests, `idle` after a second. */
export const SERIAL: Mix = { page: 'h1', first: 'h1', others: ['cdn', 'cdn', 'tls', 'tls', 'max3', 'idle', 'close', 'http10', 'h1sub'], browser: {} };

/** All protocols, over TLS. `goaway` sends GOAWAY after three requests, `api` closes after each. */
export const SECURE: Mix = { page: 'h1', first: 'h2', others: ['h2', 'h2img', 'h2apart', 'goaway', 'goaway', 'shard1', 'shard2', 'h3', 'altsvc', 'altsvc', 'tls', 'fonts', 'api'], browser: { forceQuic: ['h3'], quicAltSvc: ['altsvc'] } };

/** A page over TLS with HTTP/1 alone: of `tls` and `fonts` connections stay, `api` closes after each request. */
export const SERIAL_PAGE: Mix = { page: 'tls', first: 'tls', others: ['tls', 'tls', 'fonts', 'api', 'h2'], browser: {} };

/** A page over HTTP/2. */
export const SECURE_PAGE: Mix = { ...SECURE, page: 'h2' };

/** How a page asks: by elements, by scripts, or both; its scripts all in one way, most often in the one that fetch() has unless told otherwise. */
const WAYS = [['image'], ['same-origin'], ['image', 'same-origin'], ['image', 'same-origin'], ['image', 'include'], ['image', 'omit']] as const;

/** A random load: bursts and lulls, short and long answers, one to six connections per origin, now and then a second pool without credentials, a page that goes on for six seconds. */
export function loadOf(seed: number, { first, others }: Mix = SERIAL): Load {
  const random = chance(seed);
  const below = (n: number): number => Math.floor(random() * n);
  const pick = <T>(items: readonly T[]): T => items[below(items.length)]!;
  /** Many small ones, few large ones. */
  const skewed = (least: number, most: number): number => Math.round(least * (most / least) ** random() ** 1.5);
  const distanceMs = DISTANCES[below(DISTANCES.length)]!;
  const origins: OriginName[] = [first, ...Array.from({ length: below(4) }, () => pick(others))];
  const ways = pick(WAYS);
  const asked: Asked[] = [];
  let at = below(100);
  while (asked.length < 60 && at < 6000) {
    const burst = 1 + below(10);
    const within = skewed(5, 300);
    for (let i = 0; i < burst; i++) asked.push({ at: at + below(within), origin: pick(origins), path: '', how: pick(ways) });
    at += skewed(20, 1600);
  }
  return { seed, distanceMs, asked: asked.map((one) => ({ ...one, path: `${one.how === 'image' ? '/img' : '/data'}?delay=${random() < 0.3 ? 0 : skewed(5, 400)}&bytes=${skewed(40, 60_000)}` })) };
}

/** The page that plays a load. */
const pageOf = ({ asked }: Load): string => `
const asked = ${JSON.stringify(asked)};
await Promise.all(asked.map(async ({ at: ms, origin, path, how }) => {
  const url = fresh(at[origin] + path);
  await pause(ms);
  await (how === 'image' ? image(url) : get(url, { credentials: how }));
}));`;

/** All loads of one distance as a story with a page for each. */
export const storyOf = (loads: readonly Load[], { page }: Mix): Story => ({
  id: 'load',
  title: 'A random load',
  at: page,
  pages: Object.fromEntries(loads.map((load) => [String(load.seed), () => ({ script: pageOf(load) })])),
});
