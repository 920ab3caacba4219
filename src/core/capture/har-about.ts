import { type Fields, fieldsOf, textOf } from '../base/unknown.ts';
import type { AboutFile, FileFormat } from '../model/about.ts';
import type { HarDialect, HarObservation } from '../model/observation.ts';
import { HAR_FORMATS, OWN_FORMAT, type HarFormat } from './har-dialects.ts';

/**
 * What a HAR file is, by the shape of its entries; what is told counts of those that used a connection, or may have.
 * @param isOwn we wrote its entries
 */
export function aboutHar(log: Fields, observations: readonly HarObservation[], isOwn: boolean): Omit<AboutFile, 'problems'> {
  const creator = fieldsOf(log['creator']);
  const name = textOf(creator?.['name']) ?? null;
  const version = textOf(creator?.['version']);
  // What reaches no network (data:, blob:) is among those that say so.
  const wired = observations.filter(({ noConnection }) => noConnection === null);
  const runs = new Set(observations.map(({ run }) => run)).size;
  const told = (what: string, has: (observation: HarObservation) => boolean): AboutFile['counts'][number] => ({ what, count: wired.filter(has).length, of: wired.length });
  const format = isOwn ? withoutMarks(OWN_FORMAT) : formatOf(mostUsed(observations), name);
  return {
    format,
    // What we wrote of a proxy's file says so.
    proxy: textOf(log['_proxy']) ?? (format.isProxy === true ? format.name : null),
    creator: name === null || version === undefined ? name : `${name} ${version}`,
    runs: Math.max(runs, 1),
    counts: [
      { what: 'Entries', count: observations.length, of: null },
      ...(runs > 1 ? [{ what: 'Runs of the browser, each with connections of its own', count: runs, of: null }] : []),
      { what: 'Without a connection (cache, service worker, blocked)', count: observations.length - wired.length, of: observations.length },
      told('With a connection id', ({ reportedConnection }) => reportedConnection !== null),
      told('With a time that tells new from reused', ({ connect }) => connect !== 'silent'),
      told('With the time they were stalled', ({ phases }) => phases.stalled.state !== 'hidden'),
      told('With a protocol', ({ protocol }) => protocol !== null),
      told('With the server’s address', ({ remoteAddress }) => remoteAddress !== null),
    ],
  };
}

/** A file has one writer; a few entries may lack what tells. Nothing tells of a file without entries. */
function mostUsed(observations: readonly HarObservation[]): HarDialect {
  const counts = new Map<HarDialect, number>();
  for (const { dialect } of observations) counts.set(dialect, (counts.get(dialect) ?? 0) + 1);
  return [...counts].reduce((most, one) => (one[1] > most[1] ? one : most), ['generic', 0] as const)[0];
}

function formatOf(dialect: HarDialect, creator: string | null): FileFormat {
  const read = HAR_FORMATS.filter(({ reads }) => reads.includes(dialect));
  const found = read.find((format) => format.creator?.test(creator ?? '') === true) ?? read.find((format) => format.creator === null) ?? read.find(({ reads }) => reads[0] === dialect)!;
  return withoutMarks(found);
}

function withoutMarks({ reads: _reads, creator: _creator, ...format }: HarFormat): FileFormat {
  return format;
}
