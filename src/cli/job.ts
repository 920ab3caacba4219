import { messageOf } from '../core/base/error.ts';
import { privacyOf, type Secrets } from '../core/export/privacy.ts';
import { isBroken, judge, type Budgets } from './budgets.ts';
import { clauses, count } from '../core/insight/words.ts';
import { lacksOf } from '../files/file-problems.ts';
import type { ZipChoice } from '../files/open-zip.ts';
import { readWholeFile, type ReadFile } from '../files/read-file.ts';
import { fileOnDisk, standardInput } from './file-on-disk.ts';
import { rowsOf, type RowKind, type Rows } from './rows.ts';

/** What is wanted of each file. */
export type Job =
  | { readonly kind: 'rows'; readonly of: RowKind; readonly secrets: Secrets }
  | { readonly kind: 'check'; readonly budgets: Budgets };

/** What became of one file; it crosses between threads. */
export interface Answer {
  readonly file: string;
  /** `null`: it could not be read, and `problem` says why. */
  readonly rows: Rows | null;
  readonly isBroken: boolean;
  /** For people; also of a file that was read but for parts of it. */
  readonly problem: string | null;
}

export const STDIN = '-';

export interface OpenedFile extends ReadFile {
  /** Which file of an archive it is. */
  readonly choice: ZipChoice | null;
}

/**
 * With the entries as they came, unless nothing is asked that needs them.
 * @throws an error whose message is for people
 */
export async function open(file: string, raw: 'keep' | 'give-up' = 'keep'): Promise<OpenedFile> {
  const read = await readWholeFile([await (file === STDIN ? standardInput() : fileOnDisk(file))], { raw });
  if (!read.ok) throw new Error(read.error);
  return read.value;
}

const isOfFacts = (job: Job): boolean => job.kind === 'rows' && (job.of === 'origins' || job.of === 'connections');

/** Never throws: one bad file in a thousand spoils none of the others. */
export async function answer(job: Job, file: string): Promise<Answer> {
  try {
    const read = await open(file, isOfFacts(job) ? 'give-up' : 'keep');
    const { analysis } = read;
    const rows = job.kind === 'check' ? judge(job.budgets, read) : rowsOf(job.of, analysis, privacyOf(job.secrets));
    return { file, rows, isBroken: job.kind === 'check' && rows.rows.some(isBroken), problem: problemOf(read) };
  } catch (error) {
    return { file, rows: null, isBroken: false, problem: messageOf(error) };
  }
}

/** What people should know of a file that was read; `null` where all of it was. */
export const problemOf = ({ choice, ...read }: OpenedFile): string | null => clauses(lacksOf(read), read.copies === 0 ? null : `${count(read.copies, 'entry', 'entries')} ${read.copies === 1 ? 'is a copy' : 'are copies'} of others, and ${read.copies === 1 ? 'was' : 'were'} left out`, choice === null || choice.others.length === 0 ? null : `of the ${choice.others.length + 1} files in it that may be captures, “${choice.name}” was read`);
