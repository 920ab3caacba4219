/** Schemes of the requests that a browser's pools have connections for. */
const NETWORK = /^(https?|wss?):/i;

export const isNetworkUrl = (url: string): boolean => NETWORK.test(url);

/** Schemes that are answered inside the browser. What is of neither kind (`ftp:`, what CONNECT asks for) may have used a connection that no source tells of. */
const LOCAL = /^(data|blob|about|file|filesystem|javascript|view-source|resource|devtools|edge|brave|chrome(-[a-z]+)?|(moz|safari-web|ms-browser)-extension|moz-icon):(?!\d+$)/i;

export const isLocalUrl = (url: string): boolean => LOCAL.test(url);

/** The sources disagree on fragments (HAR keeps them, webRequest mostly not); the network never sees one. */
export function withoutFragment(url: string): string {
  const at = url.indexOf('#');
  return at < 0 ? url : url.slice(0, at);
}

/** scheme://host[:port], default ports left out, as the URL standard serialises it; `null` for what has none. */
export function originOf(url: string): string | null {
  // By hand for the common case: `new URL` costs several microseconds, and a big file has 100,000 of them.
  const end = url.indexOf('/', LONGEST_SCHEME);
  const head = end < 0 ? url : url.slice(0, end);
  const known = origins.get(head);
  if (known !== undefined) return known;
  const plain = /^(https?|wss?):\/\/([a-z0-9.-]+)(:\d+)?(?=[/?#]|$)/.exec(head);
  if (plain) return remembered(head, `${plain[1]}://${plain[2]}${portUnlessDefault(plain[1]!, plain[3] ?? '')}`);
  if (!URL.canParse(url)) return null;
  const parsed = new URL(url);
  return isNetworkUrl(url) && parsed.host !== '' ? `${parsed.protocol}//${parsed.host}` : null;
}

/** Of far fewer origins; and one text for each of them is found by its address wherever requests are counted by origin. */
const origins = new Map<string, string>();
const MOST_REMEMBERED = 20_000;
const LONGEST_SCHEME = 'https://'.length;

function remembered(head: string, origin: string): string {
  if (origins.size === MOST_REMEMBERED) origins.clear();
  origins.set(head, origin);
  return origin;
}

/** The same; the scheme of what has none. */
export const originOrScheme = (url: string): string => originOf(url) ?? url.slice(0, url.indexOf(':') + 1);

const portUnlessDefault = (scheme: string, port: string): string => (port === DEFAULT_PORT[scheme] ? '' : port);

const DEFAULT_PORT: Readonly<Record<string, string>> = { http: ':80', ws: ':80', https: ':443', wss: ':443' };

/** The host of an origin, without its port and an IPv6 address's brackets. */
export const hostNameOf = (origin: string): string => origin.replace(/^\w+:\/\//, '').replace(/:\d+$/, '').replace(/^\[|\]$/g, '');

/** Letters, digits, hyphens and dots (RFC 1123 section 2.1), and the underscores that some names have: what means nothing else in a configuration. The URL standard lets a host hold `;`, `$` and more. */
export const isPlainName = (hostName: string): boolean => /^[\w.-]+$/.test(hostName);

/** An IP address stands there, as `hostNameOf` writes it. */
export const isAddress = (hostName: string): boolean => /^[\d.]+$|:/.test(hostName);

/** The port that the connection goes to, written or default; `null` for what has none. */
export function portOf(url: string): string | null {
  const origin = originOf(url);
  if (origin === null) return null;
  const scheme = origin.indexOf(':');
  const last = origin.lastIndexOf(':');
  // The colons of an IPv6 address stand in brackets.
  const isWritten = last > scheme && !origin.endsWith(']');
  return isWritten ? origin.slice(last + 1) : (DEFAULT_PORT[origin.slice(0, scheme)]?.slice(1) ?? null);
}

/**
 * What is taken for the site of a URL: scheme and registrable domain. Without
 * the public suffix list the domain is the last two labels of the host, three
 * where the last two look like a country's suffix (co.uk, com.au); an address
 * is itself.
 */
export function siteOf(url: string): string {
  const origin = originOf(url);
  if (origin === null) return '';
  const [scheme, rest] = origin.split('://') as [string, string];
  const host = rest.replace(/:\d+$/, '');
  if (/^[\d.]+$|^\[/.test(host)) return `${scheme}://${host}`;
  const labels = host.split('.');
  const suffix = /^(ac|co|com|edu|gov|net|or|org)\.[a-z]{2}$/.test(labels.slice(-2).join('.')) ? 2 : 1;
  return `${scheme}://${labels.slice(-suffix - 1).join('.')}`;
}

export const isSecure = (url: string): boolean => url.startsWith('https:') || url.startsWith('wss:');
