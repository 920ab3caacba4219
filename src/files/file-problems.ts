import { groupBy } from '../core/base/group.ts';
import type { AnyFile } from '../core/capture/any-file.ts';
import { clauses, count } from '../core/insight/words.ts';
import type { FileProblem } from '../core/model/about.ts';
import type { Analysis } from '../core/model/analysis.ts';
import type { HarObservation } from '../core/model/observation.ts';

/** Places that are named; the rest is counted. */
const MOST_PLACES = 5;
const MOST_KINDS = 50;

/** What cannot be right in a file: of each kind the first message, how often, and where. */
export function problemsOf({ requests }: Analysis, { kind, skipped, skippedAt, cut, copies }: Pick<AnyFile, 'kind' | 'skipped' | 'skippedAt' | 'cut'> & { readonly copies: ReadonlySet<HarObservation> }): readonly FileProblem[] {
  const all = requests.filter(({ problems }) => problems.length > 0).flatMap(({ id, problems }) => problems.map(({ code, message }) => ({ code, message, place: placeOf(id) })));
  const kinds = [...groupBy(all, ({ code }) => code).values()].map((some) => ({ message: some[0]!.message, count: some.length, where: some.slice(0, MOST_PLACES).map(({ place }) => place) }));
  const others = skipped === 0 ? [] : [{ message: kind === 'har' ? 'It is no entry: it has no request with a URL. It was left out.' : 'It is no event. It was left out.', count: skipped, where: skippedAt.slice(0, MOST_PLACES).map((index) => `entry ${index + 1}`) }];
  const twice = copies.size === 0 ? [] : [{ message: 'It is a copy: all that was read of it another entry has as well. It was left out.', count: copies.size, where: [...copies].slice(0, MOST_PLACES).map(({ key }) => placeOf(key)) }];
  const early = cut === null ? [] : [{ message: `The file is ${cut}. What was whole of it was read.`, count: 1, where: ['at its end'] }];
  return [...early, ...others, ...twice, ...kinds].slice(0, MOST_KINDS);
}

/** What is missing of a file, or was left out of it: a clause for people; `null` where nothing is. */
export const lacksOf = ({ skipped, cut }: Pick<AnyFile, 'skipped' | 'cut'>): string | null => clauses(cut === null ? null : `the file is ${cut}; what was whole was read`, skipped === 0 ? null : leftOut(skipped));

export const leftOut = (skipped: number): string => `${count(skipped, 'element')} of the file's list ${skipped === 1 ? 'is' : 'are'} not of the kind of the others, and ${skipped === 1 ? 'was' : 'were'} left out`;

/** "entry 17" for the seventeenth element of `log.entries`. */
const placeOf = (id: string): string => id.replace(/^har:(\d+)$/, (_whole, index: string) => `entry ${Number(index) + 1}`);
