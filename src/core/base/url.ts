/** Schemes whose requests can reach a network; all others are answered inside the browser. */
const NETWORK = /^(https?|wss?):/i;

export const isNetworkUrl = (url: string): boolean => NETWORK.test(url);

/** The sources disagree on fragments (HAR keeps them, webRequest mostly not); the network never sees one. */
export function withoutFragment(url: string): string {
  const at = url.indexOf('#');
  return at < 0 ? url : url.slice(0, at);
}

/** scheme://host[:port], default ports left out, as the URL standard serialises it; `null` for what has none. */
export function originOf(url: string): string | null {
  // By hand for the common case: `new URL` costs several microseconds, and a big file has 100,000 of them.
  const known = /^(https?|wss?):\/\/([a-z0-9.-]+)(:\d+)?(?=[/?#]|$)/.exec(url);
  if (known) return `${known[1]}://${known[2]}${portUnlessDefault(known[1]!, known[3] ?? '')}`;
  if (!URL.canParse(url)) return null;
  const parsed = new URL(url);
  return isNetworkUrl(url) && parsed.host !== '' ? `${parsed.protocol}//${parsed.host}` : null;
}

const portUnlessDefault = (scheme: string, port: string): string => (port === DEFAULT_PORT[scheme] ? '' : port);

const DEFAULT_PORT: Readonly<Record<string, string>> = { http: ':80', ws: ':80', https: ':443', wss: ':443' };

/** The port that the connection goes to, written or default; `null` for what has none. */
export function portOf(url: string): string | null {
  const origin = originOf(url);
  if (origin === null) return null;
  const written = /:(\d+)$/.exec(origin)?.[1];
  return written ?? DEFAULT_PORT[origin.slice(0, origin.indexOf(':'))]?.slice(1) ?? null;
}

export const isSecure = (url: string): boolean => url.startsWith('https:') || url.startsWith('wss:');
