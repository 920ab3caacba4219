import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { harFile, chromiumEntry, REUSED } from '../core/test/har.ts';
import { MOST_NESTED } from '../core/base/json-fault.ts';
import type { Result } from '../core/base/result.ts';
import { writeCapture } from '../core/export/capture.ts';
import { writeHar } from '../core/export/har.ts';
import { KEEPING } from '../core/export/privacy.ts';
import { writeReport } from '../core/export/report.ts';
import { writeSummary } from '../core/export/summary.ts';
import { mitmproxyEntry } from '../core/test/har-tools.ts';
import { fieldsOf } from '../core/base/unknown.ts';
import { analyseFile } from '../core/test/read.ts';
import { createFileReader, readWholeFile, type ReadFile } from './read-file.ts';

function read(text: string, raw: 'keep' | 'give-up' = 'give-up', size = text.length): Result<ReadFile> {
  const reader = createFileReader({ raw });
  for (let i = 0; i < text.length; i += size) reader.add(text.slice(i, i + size));
  return reader.end();
}

const WHOLE = { ...REUSED, blocked: 2, _blocked_queueing: 1, send: 1, wait: 10, receive: 3 };

describe('a file', () => {
  const text = JSON.stringify(harFile([chromiumEntry(), chromiumEntry({ at: 1 }), 'no entry']));

  it('is read and analysed', () => {
    const result = read(text);
    expect(result.ok && [result.value.analysis.requests.length, result.value.skipped]).toEqual([2, 1]);
  });

  it('keeps its entries as they came where they are wanted', () => {
    const rawOf = (result: Result<ReadFile>): unknown => result.ok && result.value.analysis.requests[0]!.observations[0]!;
    expect(rawOf(read(text, 'keep'))).toMatchObject({ raw: chromiumEntry() });
    expect(rawOf(read(text))).toMatchObject({ raw: null });
  });

  it('of a proxy says so, and so does each HAR that we write of it', () => {
    const named = (name: string): unknown => ({ log: { ...fieldsOf(harFile([mitmproxyEntry(), mitmproxyEntry({ at: 90 })]))!['log'] as object, creator: { name, version: '1' } } });
    const proxyIn = (file: unknown): unknown => {
      const result = read(JSON.stringify(file), 'keep');
      return result.ok && [result.value.about.proxy, result.value.analysis.proxy];
    };
    const result = read(JSON.stringify(named('mitmproxy')), 'keep');
    const analysis = result.ok ? result.value.analysis : analyseFile(harFile([]));
    for (const file of [named('mitmproxy'), writeHar(analysis), writeSummary(analysis), writeCapture(analysis, KEEPING)]) expect(proxyIn(file)).toEqual(['mitmproxy', 'mitmproxy']);
    expect(proxyIn(named('another'))).toEqual([null, undefined]);
    expect(writeReport(analysis, KEEPING)).toContain('those of a proxy (mitmproxy) to the servers');
  });

  it('says what it is, what is told in it, and what cannot be right', () => {
    const bad = chromiumEntry({ entry: { startedDateTime: '1969-12-31T23:59:59.000Z' } });
    const result = read(JSON.stringify(harFile([chromiumEntry(), 7, bad, bad, chromiumEntry({ id: null })])));
    expect(result.ok && result.value.about).toMatchObject({
      format: { id: 'chrome' },
      creator: 'any 1',
      counts: expect.arrayContaining([{ what: 'Entries', count: 4, of: null }, { what: 'With a connection id', count: 3, of: 4 }]) as unknown,
      problems: [
        { count: 1, where: ['entry 2'] },
        { message: expect.stringContaining('1969-12-31') as unknown, count: 2, where: ['entry 3', 'entry 4'] },
      ],
    });
  });

  const long = JSON.stringify(harFile(Array.from({ length: 60 }, (_, at) => chromiumEntry({ at, entry: { comment: 'x'.repeat(2000) } }))));
  it.each([
    ['empty', '', 'it ends early, at character 1.'],
    ['no JSON', 'nonsense', 'unexpected “n” at character 1.'],
    ['with entries twice', '{"log":{"entries":[{"time":1}],"entries":[]}}', 'it has more than one `log.entries`.'],
    ['cut in its head', long.slice(0, 40), 'it ends early, at character 41.'],
    ['cut in its first entry', long.slice(0, long.indexOf('"startedDateTime"') + 40), /^it ends early, at character [\d,]+\.$/],
    ['cut among its entries, and damaged', `${long.slice(0, 100_000)}\u0007${long.slice(100_001, -1000)}`, /^unexpected character U\+0007 at character 100,001, after entry \d\d\.$/],
    ['damaged among its entries', `${long.slice(0, 100_000)}\u0007${long.slice(100_001)}`, /^unexpected character U\+0007 at character 100,001, after entry \d\d\.$/],
    ['nested too deep', '['.repeat(2_000_000) + ']'.repeat(2_000_000), 'nested more than 1,000 deep at character 1,001.'],
    ['a short entry nested too deep', JSON.stringify(harFile([chromiumEntry({ entry: { deep: 0 } }), chromiumEntry()])).replace('"deep":0', `"deep":${'['.repeat(1001)}${']'.repeat(1001)}`), /^nested more than 1,000 deep at character [\d,]+\.$/],
    ['a short entry nested too deep after others', JSON.stringify(harFile([...Array.from({ length: 60 }, () => chromiumEntry()), chromiumEntry({ entry: { deep: 0 } }), chromiumEntry()])).replace('"deep":0', `"deep":${'{"a":'.repeat(1001)}1${'}'.repeat(1001)}`), /^nested more than 1,000 deep at character [\d,]+, after entry 60\.$/],
    ['an entry nested too deep', JSON.stringify(harFile([{ deep: 0 }])).replace('"deep":0', `"deep":${'['.repeat(600_000)}${']'.repeat(600_000)}`), /^nested more than 1,000 deep at character [\d,]+\.$/],
  ])('says what is wrong and where: %s', (_name, other, error) => {
    const result = read(other);
    expect(result).toEqual({ ok: false, error: typeof error === 'string' ? `Not a HAR file: ${error}` : (expect.stringMatching(new RegExp(`^Not a HAR file: ${error.source.slice(1)}`)) as unknown) });
  });

  it('as deep as it may be nested it can be exported as it came', () => {
    const deep = MOST_NESTED - 4;
    const text = JSON.stringify(harFile([chromiumEntry({ entry: { deep: 0 } })])).replace('"deep":0', `"deep":${'{"a":'.repeat(deep)}1${'}'.repeat(deep)}`);
    const file = JSON.parse(text) as unknown;
    expect(read(text)).toMatchObject({ ok: true });
    expect(JSON.stringify(writeCapture(analyseFile(file), KEEPING))).toContain('{"a":1}');
  });

  it('with copies of entries, has each once, and says so', () => {
    const some = [chromiumEntry(), chromiumEntry({ at: 50, timings: REUSED }), chromiumEntry({ at: 90, httpVersion: 'http/2.0', id: '59', timings: REUSED })];
    const countsOf = (entries: readonly unknown[]): unknown => {
      const result = read(JSON.stringify(harFile(entries)));
      return result.ok && [result.value.analysis.requests.length, result.value.analysis.connections.length, result.value.copies];
    };
    expect(countsOf(some)).toEqual([3, 2, 0]);
    expect(countsOf([...some, ...some, some[1]])).toEqual([3, 2, 4]);
    const result = read(JSON.stringify(harFile([...some, some[1], some[0]])));
    expect(result.ok && result.value.about.problems).toEqual([{ message: 'It is a copy: all that was read of it another entry has as well. It was left out.', count: 2, where: ['entry 5', 'entry 4'] }]);
  });

  it.each([
    ['in when they were', chromiumEntry(), chromiumEntry({ at: 1 })],
    ['in anything else', chromiumEntry(), chromiumEntry({ entry: { _priority: 'High' } })],
    ['not, but nobody tells when they were', chromiumEntry({ entry: { startedDateTime: 'soon' } }), chromiumEntry({ entry: { startedDateTime: 'soon' } })],
    ['not, but nobody tells on which connection', chromiumEntry({ id: null }), chromiumEntry({ id: null })],
    ['not, but are in whole milliseconds over HTTP/2', ...[0, 1].map(() => chromiumEntry({ httpVersion: 'http/2.0', timings: WHOLE }))],
  ])('with entries that differ %s, has both', (_name, ...two) => {
    const result = read(JSON.stringify(harFile(two)));
    expect(result.ok && [result.value.analysis.requests.length, result.value.copies]).toEqual([2, 0]);
  });

  it.each([
    ['among its entries', long.length - 1000, 59, 'whatever came after that entry is missing'],
    ['after its entries', long.length - 2, 60, 'what stands after its entries is missing'],
    ['soon', long.indexOf('"startedDateTime"', long.indexOf('"startedDateTime"') + 20), 1, 'whatever came after that entry is missing'],
  ])('is read as far as it goes, and says so: cut %s', (_name, at, entries, missing) => {
    const result = read(long.slice(0, at));
    const cut = `cut off at character ${(at + 1).toLocaleString('en')}, after entry ${entries}: ${missing}`;
    expect(result).toMatchObject({ ok: true, value: { cut, about: { problems: expect.arrayContaining([{ message: `The file is ${cut}. What was whole of it was read.`, count: 1, where: ['at its end'] }]) as unknown } } });
    expect(result.ok && result.value.analysis.requests.length).toBe(entries);
  });

  it('cut in its packing, is read as far as it goes, and says so also where its text looks whole', async () => {
    const packed = gzipSync(long);
    const cutOf = async (to: number): Promise<unknown> => {
      const result = await readWholeFile([new Blob([new Uint8Array(packed.subarray(0, to))])], { raw: 'give-up' });
      return result.ok ? [result.value.analysis.requests.length, result.value.cut] : result.error;
    };
    expect(await cutOf(packed.length)).toEqual([60, null]);
    expect(await cutOf(packed.length - 1)).toEqual([60, 'cut off before its packing ends: whether anything is missing nobody can tell']);
    expect(await cutOf(packed.length - 40)).toEqual([expect.any(Number), expect.stringMatching(/^cut off at character [\d,]+, after entry \d+: whatever came after that entry is missing$/)]);
  });

  it('cut anywhere after an entry, has the entries that are whole, in whatever pieces it comes', () => {
    const entries = [chromiumEntry(), chromiumEntry({ at: 1, entry: { _more: [{ a: '}]' }, { b: '\\"},{' }] } }), chromiumEntry({ at: 2 })].map((entry) => JSON.stringify(entry, null, 1));
    const head = '{"log":{"version":"1.2","creator":{"name":"any","version":"1"},"entries":[';
    const whole = `${head}${entries.join(' , ')}]},"more":{}}`;
    const ends = entries.map((_, i) => head.length + entries.slice(0, i + 1).join(' , ').length);
    for (let at = ends[0]!; at < whole.length; at += 3) {
      const result = read(whole.slice(0, at), 'give-up', at % 2 === 0 ? 97 : at);
      expect([at, result.ok && result.value.analysis.requests.length]).toEqual([at, ends.filter((end) => end <= at).length]);
    }
  });

  it.each([
    ['[]', 'an empty list'],
    ['{"log":{}}', 'an object with `log`'],
    ['{"log":{"entries":5}}', 'an object with `log`'],
    ['{"a":1,"b":2}', 'an object with `a`, `b`'],
    [`[${text},${text}]`, 'a list of 2 HARs: write each into a file of its own'],
    [JSON.stringify([chromiumEntry(), chromiumEntry()]), 'a list of 2 entries of a HAR, without what stands around them: write `{"log":{"entries":` before it and `}}` after it'],
    [JSON.stringify(fieldsOf(JSON.parse(text))!['log']), 'what stands under `log` in a HAR, without the object around it: write `{"log":` before it and `}` after it'],
  ])('is refused in a sentence that says what it is: %s', (other, shape) => {
    const result = read(other);
    expect(result.ok ? null : result.error).toContain(`This is ${shape}. What can be read: HAR`);
  });
});
