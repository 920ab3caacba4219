import { instantOf } from '../base/date.ts';
import { instant, type Instant } from '../base/units.ts';
import { fail, ok, type Result } from '../base/result.ts';
import { fieldsOf, listOf, textOf } from '../base/unknown.ts';
import { isNetworkUrl, originOf } from '../base/url.ts';
import type { HarObservation } from '../model/observation.ts';
import type { AboutFile } from '../model/about.ts';
import type { Page } from '../model/analysis.ts';
import { aboutHar } from './har-about.ts';
import { askedReader, type AskedReader } from './asked.ts';
import { readHarEntry, saneDate } from './har-entry.ts';
import { isOwnEntry, readOwnEntry } from './own-entry.ts';
import { saneLength } from './har-timings.ts';

export interface HarFile {
  readonly observations: readonly HarObservation[];
  readonly pages: readonly Page[];
  /** Where in `log.entries` stands what is no entry at all. */
  readonly skipped: readonly number[];
  readonly about: Omit<AboutFile, 'problems'>;
}

/**
 * Reads a parsed HAR 1.2 file (`{ log: { entries } }`) of any dialect. Errors
 * are sentences for people; a strange entry never spoils the others.
 */
export const readHar = (file: unknown): Result<HarFile> => createHarReader({ raw: 'keep' }).end(file);

/** Reads a file whose first entries came before the rest of it. */
export interface HarReader {
  /** Returns what was read from them. */
  add(entries: readonly unknown[]): readonly HarObservation[];
  /** What another read of the entries after these; `null` when it had to know these for it. */
  join(part: HarPart): Joined | null;
  /** For who reads the entries before; `null` when those must be known. */
  part(): Omit<HarPart, 'observations'> | null;
  /** @param file parsed, without the entries that were added */
  end(file: unknown): Result<HarFile>;
}

/** Entries from the midst of a file, read by themselves. */
export interface HarPart {
  /** @param first how many entries stand before it */
  readonly observations: (first: number) => readonly HarObservation[];
  readonly count: number;
  /** Of these, we wrote. */
  readonly own: number;
}

export interface Joined {
  /** How many entries stand before. */
  readonly first: number;
  readonly observations: readonly HarObservation[];
}

/** @param raw what is to become of the entries as they came: a big file's take ten times the memory of what is read from them */
export function createHarReader({ raw }: { readonly raw: 'keep' | 'give-up' }): HarReader {
  const observations: HarObservation[] = [];
  const readAsked = askedReader();
  let undated: readonly unknown[] = [];
  let count = 0;
  let last: Instant | undefined;
  let connectionIsPort = false;
  let own = 0;
  const read = (entries: readonly unknown[]): readonly HarObservation[] => {
    const some = readHarEntries(entries, { keyPrefix: 'har', open: false, first: count, raw, readAsked, connectionIsPort, ...(last !== undefined && { fallbackStart: last }) });
    heard(some, { count: entries.length, own: entries.filter(isOwnEntry).length });
    return some;
  };
  const heard = (some: readonly HarObservation[], of: Pick<HarPart, 'count' | 'own'>): void => {
    for (const observation of some) observations.push(observation);
    count += of.count;
    own += of.own;
    connectionIsPort ||= some.some(hasConnectionId);
    last = some.at(-1)?.start ?? last;
  };
  return {
    add(entries) {
      // The first entries need a date to be put at; a later one may have it.
      undated = [...undated, ...entries];
      if (last === undefined && firstDate(undated) === null) return [];
      const all = undated;
      undated = [];
      return read(all);
    },
    join(part) {
      if (last === undefined) return null;
      const first = count;
      const some = part.observations(first);
      // The first takes the date of the one before it when it has none; and which browser wrote an entry, an earlier one may tell.
      if (some[0]?.dated !== true || (connectionIsPort && some.some(({ dialect }) => dialect === 'chromium-before'))) return null;
      heard(some, part);
      return { first, observations: some };
    },
    part: () => (undated.length > 0 ? null : { count, own }),
    end(file) {
      const log = fieldsOf(fieldsOf(file)?.['log']);
      if (!log) return fail('Not a HAR file: expected an object with `log`.');
      const entries = listOf(log['entries']);
      if (!entries) return fail('Not a HAR file: expected `log.entries`.');
      read([...undated, ...entries]);
      const isOwn = own > count / 2;
      return ok({ observations, pages: readPages(log['pages'], observations, isOwn), skipped: placesWithout(observations, count), about: aboutHar(log, observations, isOwn) });
    },
  };
}

/**
 * Reads entries in the order given. Keys are `<prefix>:<n>`, n counted from
 * `first`, so that a growing recording can read batch after batch.
 */
export function readHarEntries(
  entries: readonly unknown[],
  { keyPrefix, open, first = 0, fallbackStart, raw = 'keep', readAsked = askedReader(), connectionIsPort = false }: {
    readonly keyPrefix: string;
    readonly open: boolean;
    readonly first?: number;
    readonly fallbackStart?: Instant;
    readonly raw?: 'keep' | 'give-up';
    readonly readAsked?: AskedReader;
    readonly connectionIsPort?: boolean;
  },
): readonly HarObservation[] {
  const observations: HarObservation[] = [];
  let isPort = connectionIsPort;
  let start = fallbackStart ?? firstDate(entries) ?? instant(0);
  for (let index = 0; index < entries.length; index++) {
    const entry = entries[index];
    const read = isOwnEntry(entry) ? readOwnEntry : readHarEntry;
    const observation = read(entry, { key: `${keyPrefix}:${first + index}`, open, fallbackStart: start, raw, readAsked, connectionIsPort: isPort });
    if (!observation) continue;
    observations.push(observation);
    isPort ||= hasConnectionId(observation);
    start = observation.start;
  }
  return observations;
}

/** `_connectionId` is there: the browser is one that has the port in `connection`. */
export const hasConnectionId = ({ dialect, reportedConnection }: HarObservation): boolean => dialect === 'chromium' && reportedConnection !== null;

/** The places of `count` elements that were not read. */
function placesWithout(observations: readonly HarObservation[], count: number): readonly number[] {
  if (observations.length === count) return [];
  const read = new Set(observations.map(({ key }) => Number(key.slice(key.indexOf(':') + 1))));
  return Array.from({ length: count }, (_, index) => index).filter((index) => !read.has(index));
}

/** Of what has a `startedDateTime`. In what we wrote it may be any: clocks of traces begin in 1970. */
function dateOf(value: unknown, isOwn: boolean): Instant | null {
  const date = fieldsOf(value)?.['startedDateTime'];
  return isOwn ? instantOf(date) : saneDate(date);
}

function firstDate(entries: readonly unknown[]): Instant | null {
  for (const entry of entries) {
    const date = dateOf(entry, isOwnEntry(entry));
    if (date !== null) return date;
  }
  return null;
}

/** HAR `pages`, of which those without a date are none: `onContentLoad` and `onLoad` are ms after the page's start, −1 or missing when they did not happen. */
function readPages(value: unknown, observations: readonly HarObservation[], isOwn: boolean): readonly Page[] {
  const pages: Page[] = [];
  let documents: ReadonlyMap<string | null, string> | undefined;
  for (const item of listOf(value) ?? []) {
    const page = fieldsOf(item);
    const id = textOf(page?.['id']);
    const start = dateOf(page, isOwn);
    if (!page || id === undefined || start === null) continue;
    const timings = fieldsOf(page['pageTimings']) ?? {};
    const after = (value: unknown): Instant | null => {
      const ms = saneLength(value);
      return ms === undefined ? null : instant(start + ms);
    };
    const title = textOf(page['title']) ?? '';
    pages.push({
      id,
      ...(isAddress(title) ? { url: title } : { url: (documents ??= documentsIn(observations)).get(id) ?? '', ...(title !== '' && { title }) }),
      start,
      contentLoaded: after(timings['onContentLoad']),
      load: after(timings['onLoad']),
    });
  }
  return pages;
}

/** Browsers write the URL of a page as its title (front_end/models/har/Log.ts); others what its document is titled, as HAR 1.2 has it. */
const isAddress = (title: string): boolean => /^\w+:\/\/\S+$/.test(title) && originOf(title) !== null;

/** By page, the URL of what was asked for first. */
function documentsIn(observations: readonly HarObservation[]): ReadonlyMap<string | null, string> {
  const first = new Map<string | null, HarObservation>();
  for (const observation of observations) {
    const known = first.get(observation.pageref);
    if (isNetworkUrl(observation.url) && (known === undefined || observation.start < known.start)) first.set(observation.pageref, observation);
  }
  return new Map([...first].map(([page, { url }]) => [page, url]));
}
