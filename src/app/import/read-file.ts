import { analyse, NOTHING_HEARD } from '../../core/analysis/analyse.ts';
import { fail, ok, type Result } from '../../core/base/result.ts';
import { readHar } from '../../core/capture/har.ts';
import type { Analysis } from '../../core/model/analysis.ts';

export interface ReadFile {
  readonly analysis: Analysis;
  /** Elements of `log.entries` that are not entries. */
  readonly skipped: number;
}

export const NOT_A_HAR = 'Not a HAR file: expected `log.entries`.';

/** The text of a HAR file, through the same core as a live recording. `step` hears of each stage as it begins. */
export function readFile(text: string, step: (stage: 'parse' | 'analyse') => void): Result<ReadFile> {
  step('parse');
  const parsed = parse(text);
  const read = parsed.ok ? readHar(parsed.value) : parsed;
  // One sentence for all that is no HAR file: where exactly it fails helps nobody who chose the wrong file.
  if (!read.ok) return fail(NOT_A_HAR);
  step('analyse');
  const { observations, pages, skipped } = read.value;
  return ok({ analysis: analyse({ ...NOTHING_HEARD, har: observations }, pages), skipped });
}

function parse(text: string): Result<unknown> {
  try {
    // Some tools write a byte order mark, which JSON does not allow.
    return ok(JSON.parse(text.replace(/^\uFEFF/, '')) as unknown);
  } catch {
    return fail(NOT_A_HAR);
  }
}
