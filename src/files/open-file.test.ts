import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { zipOf as zip } from './test/zip.ts';
import { openFile, type OpenedFile } from './open-file.ts';

const TEXT = JSON.stringify({ log: { entries: [{ note: 'é😀', filler: 'x'.repeat(300_000) }] } });

async function read(file: Blob, most?: number): Promise<{ readonly text: string; readonly shares: readonly number[]; readonly choice: OpenedFile['choice'] }> {
  const { pieces, choice } = await openFile(file, most);
  let text = '';
  const shares: number[] = [];
  for await (const piece of pieces) {
    text += piece.text;
    shares.push(piece.share);
  }
  return { text, shares, choice };
}

const gzip = (text: string): Blob => new Blob([gzipSync(text)]);
const utf16 = (text: string, order: 'le' | 'be', mark: boolean): Blob => {
  const bytes = Buffer.from((mark ? '\ufeff' : '') + text, 'utf16le');
  return new Blob([new Uint8Array(order === 'be' ? bytes.swap16() : bytes)]);
};
const damaged = async (file: Blob, from: number, to = file.size): Promise<Blob> => new Blob([file.slice(0, from), new Uint8Array(Math.max(to - from, 0)).fill(0x55), file.slice(to)]);

describe('a file is opened', () => {
  it.each([
    ['plain', () => new Blob([TEXT])],
    ['plain, with a mark', () => new Blob(['\ufeff', TEXT])],
    ['gzip', () => gzip(TEXT)],
    ['gzip, with a mark in it', () => gzip(`\ufeff${TEXT}`)],
    ['UTF-16, little end first', () => utf16(TEXT, 'le', true)],
    ['UTF-16, big end first', () => utf16(TEXT, 'be', true)],
    ['UTF-16 without a mark', () => utf16(TEXT, 'le', false)],
    ['UTF-16 without a mark, big end first', () => utf16(TEXT, 'be', false)],
    ['zip', () => zip({ 'a.har': TEXT })],
    ['zip, stored', () => zip({ 'a.har': TEXT }, { level: 0 })],
    ['zip, sizes after the data', () => zip({ 'a.har': TEXT }, { dataDescriptor: true })],
    ['zip, for more than 4 GB', () => zip({ 'a.har': TEXT }, { zip64: true })],
  ])('%s', async (_name, make) => {
    const { text, shares } = await read(await make());
    expect(text).toBe(TEXT);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect(shares.at(-1)).toBe(1);
    expect(Math.max(...shares)).toBeLessThanOrEqual(1);
  });

  it('of a zip the biggest HAR, and which ones are not', async () => {
    const archive = await zip({ 'readme.txt': 'x'.repeat(9000), 'runs/1.har': '{"a":1}', 'runs/2.har': '{"a":22}', 'big.json': 'y'.repeat(9000), '__MACOSX/runs/._2.har': 'z'.repeat(9000), 'picture.png': 'p' });
    expect(await read(archive)).toMatchObject({ text: '{"a":22}', choice: { name: 'runs/2.har', others: ['runs/1.har', 'big.json'] } });
    const logs = await zip({ 'chromedriver.log': '[1]', 'other.txt': '[]', 'picture.png': 'p' });
    expect(await read(logs)).toMatchObject({ text: '[1]', choice: { name: 'chromedriver.log', others: ['other.txt'] } });
  });

  it.each(['../a.har', '/a.har', 'C:\\a.har', 'a|`<b>`\n.har'])('of a zip one of any name: %j', async (name) => {
    expect(await read(await zip({ [name]: TEXT }))).toMatchObject({ text: TEXT, choice: { name } });
  });

  it('a gzip in a zip', async () => {
    expect((await read(await zip({ 'a.har.gz': new Uint8Array(gzipSync(TEXT)) }))).text).toBe(TEXT);
  });
});

describe('of a gzip that ends early, what came until then is read, and it says so', () => {
  /** Hardly shorter when packed. */
  const noise = Buffer.from(Uint32Array.from({ length: 200_000 }, (_, i) => Math.imul(i, 2654435761)).buffer).toString('hex');
  it.each([
    ['of many chunks', noise, 0.9],
    ['of one', '[1,2,3,4,5]', 0.7],
    ['that lacks only its check sum', noise, 1],
  ])('%s', async (_name, text, share) => {
    const whole = gzip(text);
    const { pieces, endsEarly } = await openFile(whole.slice(0, Math.min(Math.floor(whole.size * share), whole.size - 4)));
    let read = '';
    for await (const piece of pieces) read += piece.text;
    expect([endsEarly(), text.startsWith(read), read.length > text.length * (share - 0.2)]).toEqual([true, true, true]);
  });

  it('a whole one does not', async () => {
    const { pieces, endsEarly } = await openFile(gzip(noise));
    for await (const { share } of pieces) expect(share).toBeGreaterThan(0);
    expect(endsEarly()).toBe(false);
  });

  it('also in a zip', async () => {
    const { pieces, endsEarly } = await openFile(await zip({ 'a.har.gz': new Uint8Array(gzipSync(noise)).slice(0, -9) }));
    let read = '';
    for await (const piece of pieces) read += piece.text;
    expect([endsEarly(), noise.startsWith(read), read.length > 0]).toEqual([true, true, true]);
  });
});

describe('a file that cannot be read says what is wrong and where', () => {
  it.each([
    ['empty', () => new Blob([]), 'The file is empty.'],
    ['empty, packed', () => gzip(''), 'The file is empty.'],
    ['binary', () => new Blob([new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13])]), 'The file is no text: it begins with the bytes 89 50 4e 47 0d 0a 1a 0a.'],
    ['packed otherwise', () => new Blob([new Uint8Array([0x28, 0xb5, 0x2f, 0xfd, 0])]), 'The file is packed as zstd. Only gzip and zip can be read: unpack it first.'],
    ['gzip that ends before anything comes of it', () => gzip(TEXT).slice(0, 12), 'The gzip file is damaged or ends early, at its beginning.'],
    ['gzip, damaged at its end', () => damaged(gzip(TEXT), gzip(TEXT).size - 6, gzip(TEXT).size - 5), /^The gzip file is damaged or ends early, after [\d,]+ bytes of what it holds\.$/],
    ['gzip with more behind it', async () => new Blob([gzip(TEXT), 'more']), /^The gzip file is damaged or ends early, after/],
    ['gzip, damaged', async () => damaged(gzip(TEXT), 30, 60), /^The gzip file is damaged or ends early/],
    ['zip that ends early', async () => (await zip({ 'a.har': TEXT })).slice(0, 200), 'The zip file is damaged or ends early: its directory, which stands at its end, cannot be read.'],
    ['zip, damaged', async () => damaged(await zip({ 'a.har': TEXT }), 60, 90), /^The zip file is damaged or ends early/],
    ['zip without a capture', () => zip({ 'a.png': TEXT, 'b/': '' }), /^The zip file has no capture in it: none of its [12] entries is named/],
    ['empty zip', () => zip({}), 'The zip file has no capture in it: none of its 0 entries is named .har or .json, or, as a log, .txt, .log, .jsonl or .ndjson.'],
    ['encrypted zip', () => zip({ 'a.har': TEXT }, { password: 'secret' }), '“a.har” in the zip file is encrypted: unpack it first.'],
  ])('%s', async (_name, make, message) => {
    await expect(read(await make())).rejects.toThrow(message);
  });

  it.each([
    ['gzip', () => gzip('[1,'.repeat(1_000_000))],
    ['zip', () => zip({ 'a.har': '[1,'.repeat(1_000_000) })],
  ])('a small %s that unpacks to too much is not read on', async (packed, make) => {
    await expect(read(await make(), 2_000_000)).rejects.toThrow(`The ${packed} file unpacks to more than 2 MB, which no capture does. It was not read on.`);
    expect((await read(await make(), 3_000_000)).text).toHaveLength(3_000_000);
  });
});
