import { originOf } from '../base/url.ts';
import type { Asked } from '../model/observation.ts';
import { headerPicker } from './headers.ts';

/** Reads `[{ name, value }]` of a request, beside whom its answer lets read it. */
export type AskedReader = (sent: unknown, allows: Asked['allows']) => Asked | null;

/** One reader for a batch of entries: what it gives twice is one object. */
export function askedReader(): AskedReader {
  const known = new Map<string, Asked>();
  /** By the headers as they are written: most requests of a page write the same. */
  const read = new Map<string, Asked>();
  return (sent, allows) => {
    const found = SENT(sent);
    if (found === null || !isWhole(found)) return null;
    const [, , mode, dest, site, storageAccess, origin, referer, cookie] = found;
    const written = JSON.stringify([mode, dest, site, storageAccess, origin, referer, cookie !== undefined, allows]);
    let asked = read.get(written);
    if (asked === undefined) {
      asked = inOne(askedOf(found, allows), known);
      if (read.size === MOST_KNOWN) read.clear();
      read.set(written, asked);
    }
    return asked;
  };
}

/** More kinds of requests than any page makes. */
const MOST_KNOWN = 5000;

function inOne(asked: Asked, known: Map<string, Asked>): Asked {
  const key = JSON.stringify(asked);
  const twin = known.get(key);
  if (!twin) known.set(key, Object.freeze(asked));
  return twin ?? asked;
}

type Found = readonly (string | undefined)[];

const SENT = headerPicker(['host', ':authority', 'sec-fetch-mode', 'sec-fetch-dest', 'sec-fetch-site', 'sec-fetch-storage-access', 'origin', 'referer', 'cookie']);

/**
 * Chromium lists "provisional" headers where it never learnt what went out:
 * that a header is missing from those says nothing. Every request that was
 * sent names its host.
 */
const isWhole = ([host, authority, mode]: Found): boolean => host !== undefined || authority !== undefined || mode !== undefined;

function askedOf([, , mode, dest, site, storageAccess, origin, referer, cookie]: Found, allows: Asked['allows']): Asked {
  return {
    mode: mode ?? null,
    dest: dest ?? null,
    site: site ?? null,
    origin: origin ?? null,
    referrer: referer === undefined ? null : originOf(referer),
    hasCookie: cookie !== undefined,
    storageAccess: storageAccess ?? null,
    allows,
  };
}
