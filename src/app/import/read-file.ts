import { analyse, NOTHING_HEARD } from '../../core/analysis/analyse.ts';
import { ok, type Result } from '../../core/base/result.ts';
import { createAnyReader } from '../../core/capture/any-file.ts';
import type { HarObservation } from '../../core/model/observation.ts';
import type { Analysis } from '../../core/model/analysis.ts';

export interface ReadFile {
  readonly analysis: Analysis;
  /** Elements of its list that are not what the list is of. */
  readonly skipped: number;
  /** It ended too early; what was whole was read. */
  readonly cut: boolean;
}

export interface FileReader {
  /** Returns what was read from it: requests that are whole now. */
  add(text: string): readonly HarObservation[];
  /** Also what was read last. */
  end(): Result<ReadFile & { readonly last: readonly HarObservation[] }>;
}

/**
 * The text of a file of any kind as it arrives, through the same core as a live recording.
 * @param raw whether the analysis keeps HAR entries as they came, which a complete export writes from
 */
export function createFileReader({ raw }: { readonly raw: 'keep' | 'give-up' }): FileReader {
  const file = createAnyReader({ raw });
  let count = 0;
  return {
    add(piece) {
      const some = file.add(piece);
      count += some.length;
      return some;
    },
    end() {
      const read = file.end();
      if (!read.ok) return read;
      const { observations, pages, skipped, cut, wires } = read.value;
      return ok({ analysis: analyse({ ...NOTHING_HEARD, har: observations }, pages, wires), skipped, cut, last: observations.slice(count) });
    },
  };
}
