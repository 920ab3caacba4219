import type { Connection } from './connection.ts';
import type { HarDialect } from './observation.ts';
import type { Request } from './request.ts';
import { harOf } from './sources.ts';

/**
 * Which run of the browser an entry is of, in files of several: "run 2", "run
 * 1, repeat view". Each run starts a new browser, which numbers its connections
 * anew, so that one number names several. Tools tell it in the names of pages:
 * WebPageTest `page_<run>_<repeat>_<step>`, browsertime and sitespeed.io
 * `page_1`, `page_1-1`, `page_1-1-1`. `null` for the first, and where none is told.
 */
export function runOf(dialect: HarDialect, pageref: string | null): string | null {
  if (pageref === null) return null;
  if (dialect === 'sitespeed') {
    const again = /^page_\d+((?:-1)+)$/.exec(pageref)?.[1];
    return again === undefined ? null : `run ${again.length / 2 + 1}`;
  }
  // In 2012 WebPageTest wrote plain HAR.
  if (dialect !== 'webpagetest' && dialect !== 'generic') return null;
  const [, run, repeat] = OF_WEBPAGETEST.exec(pageref) ?? [];
  if (run === undefined || (run === '1' && repeat === '0')) return null;
  return `run ${run}${repeat === '0' ? '' : ', repeat view'}`;
}

/** Chrome HAR Capturer names pages by two numbers, too: the second is a random one, of many digits. */
const OF_WEBPAGETEST = /^page_(\d+)_([01])(?:_|$)/;

export const isPageOfWebPageTest = (pageref: string | null): boolean => pageref !== null && OF_WEBPAGETEST.test(pageref);

const OF = ' of ';

/** A number that is unique in its run, made unique in the file: "58", "58 of run 2". */
export const idInRun = (id: string, run: string | null): string => (run === null ? id : id + OF + run);

/** The same backwards. */
export const idWithoutRun = (id: string, run: string | null): string => (run !== null && id.endsWith(OF + run) ? id.slice(0, -(OF + run).length) : id);

/** An id that was given for the second time and more, made unique: "58 (2)", "58 (2) of run 3". */
export const timesGiven = (id: string, times: number): string => (times === 1 ? id : id.replace(/(?= of |$)/, ` (${times})`));

/** The id that another had before; `null` of what was given once. */
export function givenBefore(id: string): string | null {
  const first = id.replace(/ \(\d+\)(?= of |$)/, '');
  return first === id ? null : first;
}

/** The run that a request belongs to; `null` for the first, and where none is told. */
export const runOfRequest = (request: Request): string | null => harOf(request)?.run ?? null;

/** The number that the browser gave it; `null` where it is none. */
export function numberOfConnection({ basis }: Connection): number | null {
  const number = basis.kind === 'reported' ? /^\d{1,15}(?= of |$)/.exec(basis.key) : null;
  return number === null ? null : Number(number[0]);
}
