import { describe, expect, it } from 'vitest';
import { harFile, chromiumEntry } from '../../core/test/har.ts';
import type { Result } from '../../core/base/result.ts';
import { createFileReader, NOT_A_HAR, type ReadFile } from './read-file.ts';

function read(text: string, raw: 'keep' | 'give-up' = 'give-up'): Result<ReadFile> {
  const reader = createFileReader({ raw });
  reader.add(text);
  return reader.end();
}

describe('a file', () => {
  const text = JSON.stringify(harFile([chromiumEntry(), chromiumEntry(), 'no entry']));

  it('is read and analysed', () => {
    const result = read(text);
    expect(result.ok && [result.value.analysis.requests.length, result.value.skipped]).toEqual([2, 1]);
  });

  it('keeps its entries as they came where they are wanted', () => {
    const rawOf = (result: Result<ReadFile>): unknown => result.ok && result.value.analysis.requests[0]!.observations[0]!;
    expect(rawOf(read(text, 'keep'))).toMatchObject({ raw: chromiumEntry() });
    expect(rawOf(read(text))).toMatchObject({ raw: null });
  });

  it.each(['', 'nonsense', '[]', '{"log":{}}', '{"log":{"entries":5}}', '{"traceEvents":[]}'])('is refused in one sentence when it is no HAR: %s', (other) => {
    expect(read(other)).toEqual({ ok: false, error: NOT_A_HAR });
  });
});
