import { originOf } from '../base/url.ts';
import type { Asked } from '../model/observation.ts';
import { headerPicker, type HeaderPicker } from './headers.ts';

/** Reads `[{ name, value }]` of a request and of its answer. */
export type AskedReader = (sent: unknown, answered: unknown) => Asked | null;

/** One reader for a batch of entries: what it gives twice is one object. */
export function askedReader(): AskedReader {
  const known = new Map<string, Asked>();
  /** By the headers as they are written: most requests of a page write the same. */
  const read = new Map<string, Asked | null>();
  return (sent, answered) => {
    const written = writtenIn(sent, answered);
    let asked = read.get(written);
    if (asked === undefined) {
      asked = readAsked(sent, answered, known);
      if (read.size === MOST_KNOWN) read.clear();
      read.set(written, asked);
    }
    return asked;
  };
}

/** More kinds of requests than any page makes. */
const MOST_KNOWN = 5000;

/** All that decides; of cookies, that they are there. */
function writtenIn(sent: unknown, answered: unknown): string {
  let written = '';
  SENT(sent, (name, value) => (written += name === 'cookie' ? `${name}\n` : `${name}: ${value}\n`));
  ANSWERED(answered, (name, value) => (written += `${name}: ${value}\n`));
  return written;
}

function readAsked(sent: unknown, answered: unknown, known: Map<string, Asked>): Asked | null {
  const headers = pick(sent, SENT);
  if (!isWhole(headers)) return null;
  const asked = askedOf(headers, pick(answered, ANSWERED));
  const key = Object.values(asked).join('\n');
  const twin = known.get(key);
  if (!twin) known.set(key, Object.freeze(asked));
  return twin ?? asked;
}

type Headers = ReadonlyMap<string, string>;

const SENT = headerPicker(['host', ':authority', 'sec-fetch-mode', 'sec-fetch-dest', 'sec-fetch-site', 'sec-fetch-storage-access', 'origin', 'referer', 'cookie']);
const ANSWERED = headerPicker(['access-control-allow-origin', 'access-control-allow-credentials']);

/**
 * Chromium lists "provisional" headers where it never learnt what went out:
 * that a header is missing from those says nothing. Every request that was
 * sent names its host.
 */
const isWhole = (headers: Headers): boolean => headers.has('host') || headers.has(':authority') || headers.has('sec-fetch-mode');

function askedOf(sent: Headers, answered: Headers): Asked {
  const referer = sent.get('referer');
  return {
    mode: sent.get('sec-fetch-mode') ?? null,
    dest: sent.get('sec-fetch-dest') ?? null,
    site: sent.get('sec-fetch-site') ?? null,
    origin: sent.get('origin') ?? null,
    referrer: referer === undefined ? null : originOf(referer),
    hasCookie: sent.has('cookie'),
    storageAccess: sent.get('sec-fetch-storage-access') ?? null,
    allows: allowedBy(answered),
  };
}

function allowedBy(answered: Headers): Asked['allows'] {
  const origin = answered.get('access-control-allow-origin');
  if (origin === undefined) return null;
  if (origin.trim() === '*') return 'anyone';
  return answered.get('access-control-allow-credentials')?.trim() === 'true' ? 'credentials' : 'origin';
}

function pick(list: unknown, from: HeaderPicker): Headers {
  const found = new Map<string, string>();
  from(list, (name, value) => found.set(name, value));
  return found;
}
