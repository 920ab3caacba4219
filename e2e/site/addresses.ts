/** The names by which the stories speak of the site's servers. `*.test` never leaves the machine. */

/** Every listener. One listener has one port and may answer to several host names. */
export type ServerName =
  | 'h1' | 'cdn' | 'close' | 'http10' | 'idle' | 'max3' | 'tls' | 'closetls' | 'far' | 'h2' | 'goaway' | 'cutoff' | 'h3';

/**
 * Every origin that a page may ask, the dead ones included.
 * Different `x.test` are different sites; `www.h2.test` and `img.h2.test` are one site.
 */
const places = {
  h1: { scheme: 'http', host: 'h1.test', server: 'h1' },
  h1sub: { scheme: 'http', host: 'sub.h1.test', server: 'h1' },
  cdn: { scheme: 'http', host: 'cdn.test', server: 'cdn' },
  close: { scheme: 'http', host: 'close.test', server: 'close' },
  http10: { scheme: 'http', host: 'http10.test', server: 'http10' },
  idle: { scheme: 'http', host: 'idle.test', server: 'idle' },
  max3: { scheme: 'http', host: 'max3.test', server: 'max3' },
  tls: { scheme: 'https', host: 'tls.test', server: 'tls' },
  fonts: { scheme: 'https', host: 'fonts.test', server: 'tls' },
  api: { scheme: 'https', host: 'api.test', server: 'closetls' },
  /** 150 ms away; closes after two requests */
  far: { scheme: 'https', host: 'far.test', server: 'far' },
  h2: { scheme: 'https', host: 'www.h2.test', server: 'h2' },
  h2img: { scheme: 'https', host: 'img.h2.test', server: 'h2' },
  /** its certificate does not name the other two */
  h2apart: { scheme: 'https', host: 'apart.h2.test', server: 'h2' },
  goaway: { scheme: 'https', host: 'goaway.test', server: 'goaway' },
  /** one HTTP/2 server under two names that differ in a number, and in the certificate */
  shard1: { scheme: 'https', host: 'img1.shard.test', server: 'h2' },
  shard2: { scheme: 'https', host: 'img2.shard.test', server: 'h2' },
  h3: { scheme: 'https', host: 'h3.test', server: 'h3' },
  altsvc: { scheme: 'https', host: 'altsvc.test', server: 'h3' },
  /** HTTP/2 of our own, and HTTP/3 by way of a relay that can be cut */
  cutoff: { scheme: 'https', host: 'cutoff.test', server: 'cutoff' },
  /** a port that is taken and never listens: every connection is refused */
  refused: { scheme: 'http', host: 'refused.test', server: 'refused' },
  refusedtls: { scheme: 'https', host: 'refused.test', server: 'refused' },
  /** no such name */
  unknown: { scheme: 'http', host: 'nowhere.invalid', server: 'refused' },
} as const satisfies Record<string, { scheme: 'http' | 'https'; host: string; server: ServerName | 'refused' }>;

export type OriginName = keyof typeof places;

/** The names that a browser must resolve to 127.0.0.1, as Firefox's `network.dns.localDomains` wants them. */
export const hosts: readonly string[] = [...new Set(Object.values(places).map((place) => place.host))].filter((host) =>
  host.endsWith('.test'),
);

/** Hosts that the other hosts' certificate does not name. These have another one, and are of different sites. */
export const APART: readonly string[] = [places.h2apart.host, places.shard2.host];

/** Where each origin really is, e.g. `https://www.h2.test:40213`; no trailing slash. */
export type Origins = Readonly<Record<OriginName, string>>;

/** Puts the ports to the names. */
export function originsOf(ports: Readonly<Record<ServerName | 'refused', number>>): Origins {
  const entries = Object.entries(places).map(
    ([name, { scheme, host, server }]) => [name, `${scheme}://${host}:${ports[server]}`] as const,
  );
  return Object.fromEntries(entries) as Record<OriginName, string>;
}
