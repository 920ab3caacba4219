import { createReadStream } from 'node:fs';
import { privacyOf, type Secrets } from '../core/export/privacy.ts';
import { isBroken, judge, type Budgets } from './budgets.ts';
import { readCapture, type Capture } from './read-capture.ts';
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

/** With the entries as they came, unless nothing is asked that needs them. */
export const open = (file: string, raw: 'keep' | 'give-up' = 'keep'): Promise<Capture> => readCapture(file === STDIN ? process.stdin : createReadStream(file), { raw });

const isOfFacts = (job: Job): boolean => job.kind === 'rows' && (job.of === 'origins' || job.of === 'connections');

/** Never throws: one bad file in a thousand spoils none of the others. */
export async function answer(job: Job, file: string): Promise<Answer> {
  try {
    const { analysis, skipped } = await open(file, isOfFacts(job) ? 'give-up' : 'keep');
    const rows = job.kind === 'check' ? judge(job.budgets, analysis) : rowsOf(job.of, analysis, privacyOf(job.secrets));
    return { file, rows, isBroken: job.kind === 'check' && rows.rows.some(isBroken), problem: skipped === 0 ? null : `${skipped} elements of log.entries are not entries` };
  } catch (error) {
    return { file, rows: null, isBroken: false, problem: error instanceof Error ? error.message : String(error) };
  }
}
