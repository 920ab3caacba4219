import { messageOf } from '../core/base/error.ts';
import { fieldsOf } from '../core/base/unknown.ts';
import type { ZipChoice } from './open-zip.ts';
import { decoderOf } from './text-encoding.ts';

/**
 * A file that somebody chose, unpacked as it is read: plain text, gzip, or one
 * file of a zip. What its text says is not known here. Needs of the platform
 * only what a worker and Node 20 both have.
 */
export interface OpenedFile {
  /** Which file of an archive is read, and which are not; `null` for what is no archive. */
  readonly choice: ZipChoice | null;
  /** Its text, once. What is damaged throws an `Error` whose message is a sentence for people. */
  readonly pieces: AsyncIterable<Piece>;
  /** Once all pieces have come: its packing ended early, as a download does that was broken off, and what came until then is its text. */
  endsEarly(): boolean;
}

/** What is needed of a `Blob`, and what a file on a disk can be as well. */
export interface FileLike extends Pick<Blob, 'size' | 'arrayBuffer'> {
  stream(): ReadableStream<Uint8Array<ArrayBuffer>>;
  slice(start: number, end: number): FileLike;
}

interface Piece {
  readonly text: string;
  /** How much of the file has come with it, 0..1. */
  readonly share: number;
}

/** What a small file may unpack to: more than any capture has, less than fills a machine (a "decompression bomb"). */
export const MOST_UNPACKED_BYTES = 1 << 30;

/** The first bytes of packed files (gzip: RFC 1952 section 2.3.1; zip: APPNOTE section 4.3.7), also of those that cannot be read. */
const GZIP = [0x1f, 0x8b];
const ZIP = [0x50, 0x4b];
const OTHERS: readonly (readonly [name: string, bytes: readonly number[]])[] = [
  ['zstd', [0x28, 0xb5, 0x2f, 0xfd]],
  ['xz', [0xfd, 0x37, 0x7a, 0x58, 0x5a]],
  ['bzip2', [0x42, 0x5a, 0x68]],
  ['7z', [0x37, 0x7a, 0xbc, 0xaf]],
  ['RAR', [0x52, 0x61, 0x72, 0x21]],
];

/**
 * @param most bytes that a packed file may unpack to
 * @param before bytes of a plain file that stand before what is to be read
 */
export async function openFile(file: FileLike, most = MOST_UNPACKED_BYTES, before = 0): Promise<OpenedFile> {
  const first = new Uint8Array(await file.slice(0, 8).arrayBuffer());
  if (first.length === 0) throw new Error('The file is empty.');
  const starts = (bytes: readonly number[]): boolean => bytes.every((byte, i) => first[i] === byte);
  const other = OTHERS.find(([, bytes]) => starts(bytes));
  if (other !== undefined) throw new Error(`The file is packed as ${other[0]}. Only gzip and zip can be read: unpack it first.`);
  let endsEarly = false;
  const unpacked = (bytes: Bytes): Chunks => gunzip(bytes, () => (endsEarly = true));
  const opened = { choice: null, endsEarly: () => endsEarly };
  if (starts(ZIP)) {
    // Few files are, and the reader is as big as all that reads HAR.
    const { openZip } = await import('./open-zip.ts');
    const { choice, bytes, size, isGzip } = await openZip(file);
    let come = 0;
    const counted = bytes.pipeThrough(counting((count) => (come += count)));
    return { ...opened, choice, pieces: textOf(isGzip ? unpacked(counted) : chunksOf(counted), { share: () => come / size, most, packed: 'zip' }) };
  }
  if (!starts(GZIP)) return { ...opened, pieces: textOf(chunksOf(file.stream()), { share: (read) => read / (before + file.size), most: Infinity, packed: null, before }) };
  let come = 0;
  const counted = file.stream().pipeThrough(counting((count) => (come += count)));
  return { ...opened, pieces: textOf(unpacked(counted), { share: () => come / file.size, most, packed: 'gzip' }) };
}

type Bytes = ReadableStream<Uint8Array<ArrayBuffer>>;

/** Of chunks that come until something is wrong. */
type Chunks = AsyncGenerator<Uint8Array<ArrayBuffer>>;

/** One that ends early has what came until then; what is damaged may have been wrong before that is noticed, and is none. */
async function* gunzip(bytes: Bytes, endsEarly: () => void): Chunks {
  const { readable, writable } = new DecompressionStream('gzip');
  const writer = writable.getWriter();
  let isGiven = false;
  const give = async (): Promise<void> => {
    for await (const chunk of chunksOf(bytes)) await writer.write(chunk);
    // Waits until all that came of the others has been taken: an early end throws away what has not.
    await writer.write(new Uint8Array());
    isGiven = true;
    await writer.close();
  };
  // What goes wrong is heard by who reads.
  give().catch((error: unknown) => writer.abort(error).catch(() => undefined));
  let hasCome = false;
  try {
    for await (const chunk of chunksOf(readable)) {
      hasCome = true;
      yield chunk;
    }
  } catch (error) {
    // Node takes small chunks before it looks into them, and has a code for what is damaged.
    if (!hasCome || !isGiven || fieldsOf(error)?.['code'] === 'Z_DATA_ERROR') throw error;
    endsEarly();
  }
}

const counting = (count: (bytes: number) => void): TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>> =>
  new TransformStream({
    transform(bytes, controller) {
      count(bytes.length);
      controller.enqueue(bytes);
    },
  });

/** Bytes that are decoded and parsed while they are in the processor's cache. */
const BITE = 1 << 17;

interface Unpacking {
  readonly share: (unpackedBytes: number) => number;
  readonly most: number;
  readonly packed: 'gzip' | 'zip' | null;
  readonly before?: number;
}

async function* textOf(chunks: Chunks, { share, most, packed, before = 0 }: Unpacking): AsyncGenerator<Piece> {
  let decoder: TextDecoder | null = null;
  let unpacked = before;
  for await (const chunk of orSaying(chunks, (error) => unreadable(error, packed, unpacked))) {
    unpacked += chunk.length;
    if (unpacked > most) throw new Error(`The ${packed} file unpacks to more than ${Math.floor(most / 1e6)} MB, which no capture does. It was not read on.`);
    decoder ??= decoderOf(chunk);
    for (let at = 0; at < chunk.length; at += BITE) {
      yield { text: decoder.decode(chunk.subarray(at, at + BITE), { stream: true }), share: Math.min(share(unpacked - chunk.length + at), 1) };
    }
  }
  if (unpacked === before) throw new Error('The file is empty.');
  yield { text: decoder!.decode(), share: 1 };
}

async function* orSaying(chunks: Chunks, failed: (error: unknown) => Error): Chunks {
  try {
    yield* chunks;
  } catch (error) {
    throw failed(error);
  }
}

function unreadable(error: unknown, packed: Unpacking['packed'], unpacked: number): Error {
  const where = unpacked === 0 ? 'at its beginning' : `after ${unpacked.toLocaleString('en')} bytes of what it holds`;
  if (packed !== null) return new Error(`The ${packed} file is damaged or ends early, ${where}.`);
  return new Error(`The file could not be read on ${where}: ${messageOf(error)}`);
}

/** A stream's chunks; Chrome before 124 cannot iterate over one. */
async function* chunksOf(bytes: Bytes): Chunks {
  const reader = bytes.getReader();
  try {
    for (;;) {
      const next = await reader.read();
      if (next.done) return;
      if (next.value.length > 0) yield next.value;
    }
  } finally {
    // Whoever stops listening has no use for the rest; of a stream that failed there is none.
    reader.cancel().catch(() => undefined);
  }
}
