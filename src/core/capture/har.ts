import { instant, type Instant } from '../base/units.ts';
import { fail, ok, type Result } from '../base/result.ts';
import { fieldsOf, listOf, numberOf, textOf } from '../base/unknown.ts';
import type { HarObservation } from '../model/observation.ts';
import type { Page } from '../model/analysis.ts';
import { askedReader } from './asked.ts';
import { readHarEntry } from './har-entry.ts';

export interface HarFile {
  readonly observations: readonly HarObservation[];
  readonly pages: readonly Page[];
  /** Elements of `log.entries` that are not entries at all. */
  readonly skipped: number;
}

/**
 * Reads a parsed HAR 1.2 file (`{ log: { entries } }`) of any dialect. Errors
 * are sentences for people; a strange entry never spoils the others.
 */
export function readHar(file: unknown): Result<HarFile> {
  const log = fieldsOf(fieldsOf(file)?.['log']);
  if (!log) return fail('Not a HAR file: expected an object with `log`.');
  const entries = listOf(log['entries']);
  if (!entries) return fail('Not a HAR file: expected `log.entries`.');
  const observations = readHarEntries(entries, { keyPrefix: 'har', open: false });
  return ok({ observations, pages: readPages(log['pages']), skipped: entries.length - observations.length });
}

/**
 * Reads entries in the order given. Keys are `<prefix>:<n>`, n counted from
 * `first`, so that a growing recording can read batch after batch.
 */
export function readHarEntries(
  entries: readonly unknown[],
  options: { readonly keyPrefix: string; readonly open: boolean; readonly first?: number; readonly fallbackStart?: Instant },
): readonly HarObservation[] {
  const observations: HarObservation[] = [];
  const readAsked = askedReader();
  let fallbackStart = options.fallbackStart ?? firstDate(entries);
  entries.forEach((entry, index) => {
    const observation = readHarEntry(entry, { key: `${options.keyPrefix}:${(options.first ?? 0) + index}`, open: options.open, fallbackStart, readAsked });
    if (!observation) return;
    observations.push(observation);
    fallbackStart = observation.start;
  });
  return observations;
}

function firstDate(entries: readonly unknown[]): Instant {
  for (const entry of entries) {
    const ms = Date.parse(textOf(fieldsOf(entry)?.['startedDateTime']) ?? '');
    if (ms > 0) return instant(ms);
  }
  return instant(0);
}

/** HAR `pages`: `onContentLoad` and `onLoad` are ms after the page's start, −1 or missing when they did not happen. */
function readPages(value: unknown): readonly Page[] {
  const pages: Page[] = [];
  for (const item of listOf(value) ?? []) {
    const page = fieldsOf(item);
    const id = textOf(page?.['id']);
    const start = Date.parse(textOf(page?.['startedDateTime']) ?? '');
    if (!page || id === undefined || !(start > 0)) continue;
    const timings = fieldsOf(page['pageTimings']) ?? {};
    const after = (ms: number | undefined): Instant | null => (ms !== undefined && ms >= 0 ? instant(start + ms) : null);
    pages.push({
      id,
      url: textOf(page['title']) ?? '',
      start: instant(start),
      contentLoaded: after(numberOf(timings['onContentLoad'])),
      load: after(numberOf(timings['onLoad'])),
    });
  }
  return pages;
}
