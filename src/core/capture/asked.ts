import { originOf } from '../base/url.ts';
import type { Asked } from '../model/observation.ts';
import { headerPicker } from './headers.ts';

/** Reads `[{ name, value }]` of a request, beside whom its answer lets read it. */
export type AskedReader = (sent: unknown, allows: Asked['allows']) => Asked | null;

/** One reader for a batch of entries: what it gives twice is one object. */
export function askedReader(): AskedReader {
  const once = sharing();
  return (sent, allows) => {
    const found = SENT(sent);
    if (found === null) return null;
    const { host, ':authority': authority, 'sec-fetch-mode': mode, referer } = found;
    // Chromium lists "provisional" headers where it never learnt what went out: that a header is missing from those says nothing. Every request that was sent names its host.
    if (host === undefined && authority === undefined && mode === undefined) return null;
    return once({
      mode: mode ?? null,
      dest: found['sec-fetch-dest'] ?? null,
      site: found['sec-fetch-site'] ?? null,
      origin: found.origin ?? null,
      referrer: referer === undefined ? null : originOf(referer),
      hasCookie: found.cookie !== undefined,
      storageAccess: found['sec-fetch-storage-access'] ?? null,
      allows,
    });
  };
}

const SENT = headerPicker(['host', ':authority', 'sec-fetch-mode', 'sec-fetch-dest', 'sec-fetch-site', 'sec-fetch-storage-access', 'origin', 'referer', 'cookie']);

/** More kinds of requests than any page makes. */
const MOST_KNOWN = 5000;

/** Gives one object for all that are the same in every part. */
function sharing(): (asked: Asked) => Asked {
  const known = new Map<string, Asked>();
  return (asked) => {
    const { mode, dest, site, origin, referrer, hasCookie, storageAccess, allows } = asked;
    const key = `${mode ?? ''}\n${dest ?? ''}\n${site ?? ''}\n${origin ?? ''}\n${referrer ?? ''}\n${hasCookie}\n${storageAccess ?? ''}\n${allows}`;
    const twin = known.get(key);
    if (twin === undefined) {
      if (known.size === MOST_KNOWN) known.clear();
      known.set(key, Object.freeze(asked));
    }
    // A header that says nothing, and one with a line break in it, have another's key.
    return twin !== undefined && isSame(twin, asked) ? twin : asked;
  };
}

const isSame = (a: Asked, b: Asked): boolean =>
  a.mode === b.mode && a.dest === b.dest && a.site === b.site && a.origin === b.origin && a.referrer === b.referrer && a.hasCookie === b.hasCookie && a.storageAccess === b.storageAccess && a.allows === b.allows;
