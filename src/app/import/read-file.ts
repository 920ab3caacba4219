import { analyse, NOTHING_HEARD } from '../../core/analysis/analyse.ts';
import { fail, ok, type Result } from '../../core/base/result.ts';
import { createHarReader } from '../../core/capture/har.ts';
import { cutHarText } from '../../core/capture/har-text.ts';
import type { HarObservation } from '../../core/model/observation.ts';
import type { Analysis } from '../../core/model/analysis.ts';

export interface ReadFile {
  readonly analysis: Analysis;
  /** Elements of `log.entries` that are not entries. */
  readonly skipped: number;
}

export const NOT_A_HAR = 'Not a HAR file: expected `log.entries`.';

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
      const read = har.end(text.end());
      // One sentence for all that is no HAR file: where exactly it fails helps nobody who chose the wrong file.
      if (!read.ok) return fail(NOT_A_HAR);
      const { observations, pages, skipped } = read.value;
      return ok({ analysis: analyse({ ...NOTHING_HEARD, har: observations }, pages), skipped, last: observations.slice(count) });
    },
  };
}
