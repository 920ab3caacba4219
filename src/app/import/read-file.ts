import { analyse, NOTHING_HEARD } from '../../core/analysis/analyse.ts';
import { fail, ok, type Result } from '../../core/base/result.ts';
import { createHarReader } from '../../core/capture/har.ts';
import { cutHarText } from '../../core/capture/har-text.ts';
import type { AboutFile } from '../../core/model/about.ts';
import type { HarObservation } from '../../core/model/observation.ts';
import type { Analysis } from '../../core/model/analysis.ts';
import { problemsOf } from './file-problems.ts';
import { openFile } from './open-file.ts';
import type { ZipChoice } from './open-zip.ts';

export interface ReadFile {
  readonly analysis: Analysis;
  /** Elements of `log.entries` that are not entries. */
  readonly skipped: number;
  readonly about: AboutFile;
}

export interface FileReader {
  /** Returns what was read from it: entries that are whole now. */
  add(text: string): readonly HarObservation[];
  /** Also what was read last. */
  end(): Result<ReadFile & { readonly last: readonly HarObservation[] }>;
}

/**
 * The text of a HAR file as it arrives, through the same core as a live recording.
 * @param raw whether the analysis keeps the entries as they came, which a complete export writes from
 */
export function createFileReader({ raw }: { readonly raw: 'keep' | 'give-up' }): FileReader {
  const text = cutHarText();
  const har = createHarReader({ raw });
  let count = 0;
  return {
    add(piece) {
      const some = har.add(text.add(piece));
      count += some.length;
      return some;
    },
    end() {
      const file = text.end();
      if (file === undefined) return fail(`Not a HAR file: ${text.fault()}`);
      const read = har.end(file);
      if (!read.ok) return read;
      const { observations, pages, skipped, about } = read.value;
      const analysis = analyse({ ...NOTHING_HEARD, har: observations }, pages);
      return ok({ analysis, skipped: skipped.length, about: { ...about, problems: problemsOf(analysis, skipped) }, last: observations.slice(count) });
    },
  };
}

/**
 * A whole file at once, for whoever has no panel to keep alive; in Node as in a worker.
 * What cannot be read is a sentence for people that says what and where.
 */
export async function readWholeFile(file: Blob, options: Parameters<typeof createFileReader>[0]): Promise<Result<ReadFile & { readonly choice: ZipChoice | null }>> {
  try {
    const { choice, pieces } = await openFile(file);
    const reader = createFileReader(options);
    for await (const { text } of pieces) reader.add(text);
    const read = reader.end();
    return read.ok ? ok({ ...read.value, choice }) : read;
  } catch (error) {
    return fail(error instanceof Error ? error.message : String(error));
  }
}
