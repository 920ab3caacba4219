import { createGunzip } from 'node:zlib';
import { Readable } from 'node:stream';
import { analyse, NOTHING_HEARD } from '../core/analysis/analyse.ts';
import { createHarReader } from '../core/capture/har.ts';
import { cutHarText } from '../core/capture/har-text.ts';
import type { Analysis } from '../core/model/analysis.ts';

export interface Capture {
  readonly analysis: Analysis;
  /** Elements of `log.entries` that are no entries. */
  readonly skipped: number;
}

/** RFC 1952 section 2.3.1. */
const isGzip = ([first, second]: Uint8Array): boolean => first === 0x1f && second === 0x8b;

/**
 * A capture from its bytes, plain or gzipped, as they come.
 * @param raw whether the analysis keeps the entries as they came, which verdicts and findings look into; they take most of the memory
 * @throws an error whose message is for people
 */
export async function readCapture(bytes: Readable, { raw }: { readonly raw: 'keep' | 'give-up' }): Promise<Capture> {
  const text = cutHarText();
  const har = createHarReader({ raw });
  for await (const piece of textOf(bytes)) har.add(text.add(piece));
  const read = har.end(text.end());
  if (!read.ok) throw new Error(read.error);
  const { observations, pages, skipped } = read.value;
  return { analysis: analyse({ ...NOTHING_HEARD, har: observations }, pages), skipped: skipped.length };
}

async function* textOf(bytes: Readable): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  for await (const piece of await unpacked(bytes)) yield decoder.decode(piece, { stream: true });
  yield decoder.decode();
}

async function unpacked(bytes: Readable): Promise<AsyncIterable<Uint8Array>> {
  const pieces = bytes[Symbol.asyncIterator]() as AsyncIterator<Uint8Array>;
  const first = await pieces.next();
  if (first.done) return Readable.from([]);
  const all = withFirst(first.value, pieces);
  if (!isGzip(first.value)) return all;
  const gunzip = createGunzip();
  const packed = Readable.from(all);
  // `pipe` does not carry a failure to read onward.
  packed.on('error', (error) => gunzip.destroy(error));
  return packed.pipe(gunzip);
}

async function* withFirst(first: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield first;
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
}
