/** What of an origin is worth reading: nearly all are https:. */
export const hostOf = (origin: string): string => origin.replace(/^[a-z+]+:\/\//, '');

/** What an origin is called where it stands alone: with its scheme, unless that is https:. */
export const originName = (origin: string): string => origin.replace(/^https:\/\//, '');

/** What each origin of a list is called: its host, and its scheme where another has the same host. */
export function originNames(origins: readonly string[]): (origin: string) => string {
  const seen = new Set<string>();
  const shared = new Set<string>();
  for (const host of origins.map(hostOf)) {
    if (seen.has(host)) shared.add(host);
    seen.add(host);
  }
  return (origin) => (shared.has(hostOf(origin)) ? origin : hostOf(origin));
}
