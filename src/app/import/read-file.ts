import { analyse, NOTHING_HEARD } from '../../core/analysis/analyse.ts';
import { ok, type Result } from '../../core/base/result.ts';
import { createAnyReader, type AnyFile } from '../../core/capture/any-file.ts';
import { besideNetlog } from '../../core/capture/beside.ts';
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
    end() {
      const alone = file.end();
      if (!alone.ok) return alone;
      const read = beside === null ? alone : besideNetlog(alone.value, beside);
      if (!read.ok) return read;
      const { observations, pages, skipped, cut, wires } = read.value;
      return ok({ analysis: analyse({ ...NOTHING_HEARD, har: observations }, pages, wires), skipped, cut, last: observations.slice(count) });
    },
  };
}
