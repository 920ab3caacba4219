import { messageOf } from '../core/base/error.ts';
import { analyse, NOTHING_HEARD } from '../core/analysis/analyse.ts';
import { fail, ok, type Result } from '../core/base/result.ts';
import { createAnyReader, type AnyFile, type AnyReader } from '../core/capture/any-file.ts';
import { besideNetlog } from '../core/capture/beside.ts';
import type { AboutFile } from '../core/model/about.ts';
import type { HarObservation } from '../core/model/observation.ts';
import type { Analysis } from '../core/model/analysis.ts';
import { copiesIn } from './copies.ts';
import { problemsOf } from './file-problems.ts';
import { openFile, type FileLike } from './open-file.ts';
import type { ZipChoice } from './open-zip.ts';

/** One, or a NetLog and another of the same run. */
export type Files<File extends FileLike = FileLike> = readonly [File] | readonly [File, File];

export interface ReadFile {
  readonly analysis: Analysis;
  /** Elements of its list that are not what the list is of. */
  readonly skipped: number;
  /** Entries that are copies of others, and were left out. */
  readonly copies: number;
  readonly about: AboutFile;
  /** Where it ended too early, and what is missing: "cut off at …"; what was whole was read. */
  readonly cut: string | null;
}

export interface FileReader {
  /** Returns what was read from it: requests that are whole now. */
  add(text: string): readonly HarObservation[];
  /** see `AnyReader` */
  readonly seam: AnyReader['seam'];
  readonly join: AnyReader['join'];
  /** Also what was read last. @param endsEarly see `OpenedFile` */
  end(endsEarly?: boolean): Result<ReadFile & { readonly last: readonly HarObservation[] }>;
}

/**
 * The text of a file of any kind as it arrives, through the same core as a live recording.
 * @param raw whether the analysis keeps HAR entries as they came, which a complete export writes from
 * @param beside the other of two files of one run, read already
 */
export function createFileReader({ raw, beside = null }: { readonly raw: 'keep' | 'give-up'; readonly beside?: AnyFile | null }): FileReader {
  const file = createAnyReader({ raw });
  let count = 0;
  return {
    add(piece) {
      const some = file.add(piece);
      // Of two files, what is told of a request is known at the end.
      if (beside !== null) return [];
      count += some.length;
      return some;
    },
    seam() {
      const last = file.seam();
      count += last?.length ?? 0;
      return last;
    },
    join(part) {
      const joined = file.join(part);
      count += joined?.observations.length ?? 0;
      return joined;
    },
    end(endsEarly = false) {
      const alone = orCut(file.end(), endsEarly);
      if (!alone.ok) return alone;
      const read = beside === null ? alone : besideNetlog(alone.value, beside);
      if (!read.ok) return read;
      const { observations, pages, skipped, cut, wires, about } = read.value;
      const analysisOf = (har: readonly HarObservation[]): Analysis => ({ ...analyse({ ...NOTHING_HEARD, har }, pages, wires), ...(about.proxy !== null && { proxy: about.proxy }) });
      const all = analysisOf(observations);
      const copies = copiesIn(all.requests);
      const analysis = copies.size === 0 ? all : analysisOf(observations.filter((one) => !copies.has(one)));
      return ok({ analysis, skipped, copies: copies.size, cut, about: { ...about, problems: problemsOf(analysis, { ...read.value, copies }) }, last: observations.slice(count) });
    },
  };
}

/**
 * Whole files at once, for whoever has no panel to keep alive; in Node as in a worker.
 * What cannot be read is a sentence for people that says what and where.
 */
export async function readWholeFile([file, other]: Files, { raw }: { readonly raw: 'keep' | 'give-up' }): Promise<Result<ReadFile & { readonly choice: ZipChoice | null }>> {
  const beside = other === undefined ? null : await readAnyFile(other, raw);
  if (beside !== null && !beside.ok) return beside;
  try {
    const { choice, pieces, endsEarly } = await openFile(file);
    const reader = createFileReader({ raw, beside: beside?.value ?? null });
    for await (const { text } of pieces) reader.add(text);
    const read = reader.end(endsEarly());
    return read.ok ? ok({ ...read.value, choice }) : read;
  } catch (error) {
    return fail(messageOf(error));
  }
}

/** Of two files the one that is read first, and is not analysed by itself. */
export async function readAnyFile(file: FileLike, raw: 'keep' | 'give-up'): Promise<Result<AnyFile>> {
  try {
    const reader = createAnyReader({ raw });
    const { pieces, endsEarly } = await openFile(file);
    for await (const { text } of pieces) reader.add(text);
    return orCut(reader.end(), endsEarly());
  } catch (error) {
    return fail(messageOf(error));
  }
}

/** What ends early in its packing is rarely right up to there: that its text looks whole shows little of a log of lines. */
const orCut = (read: Result<AnyFile>, endsEarly: boolean): Result<AnyFile> =>
  read.ok && endsEarly ? ok({ ...read.value, cut: read.value.cut ?? 'cut off before its packing ends: whether anything is missing nobody can tell' }) : read;
