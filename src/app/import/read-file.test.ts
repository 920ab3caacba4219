import { describe, expect, it } from 'vitest';
import { harFile, chromiumEntry } from '../../core/test/har.ts';
import type { Result } from '../../core/base/result.ts';
import { createFileReader, type ReadFile } from './read-file.ts';

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

  it.each([
    ['', 'no JSON'],
    ['nonsense', 'no JSON'],
    ['[]', 'an empty list'],
    ['{"log":{}}', 'an object with `log`'],
    ['{"log":{"entries":5}}', 'an object with `log`'],
    ['{"a":1,"b":2}', 'an object with `a`, `b`'],
  ])('is refused in a sentence that says what it is: %s', (other, shape) => {
    const result = read(other);
    expect(result.ok ? null : result.error).toMatch(new RegExp(`^This is ${shape}\\. What can be read: HAR`));
  });
});
