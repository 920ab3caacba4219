import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { isDynamicPattern } from 'tinyglobby';
import type { FileLike } from '../files/open-file.ts';

const NO_FILE = 'There is no such file';

type Bytes = ReadableStream<Uint8Array<ArrayBuffer>>;

/** Read where and when it is asked for: `openAsBlob` of Node 20 warns that it is experimental. */
export async function fileOnDisk(name: string): Promise<FileLike> {
  const file = await stat(name).catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'ENOENT' ? new Error(NO_FILE + (isDynamicPattern(name) ? ': one file is meant here, and patterns are not looked at.' : '.')) : error;
  });
  if (file.isDirectory()) throw new Error('This is a folder, and one file is meant.');
  // A pipe has no size, and comes once.
  return file.isFile() ? partOf(name, 0, file.size) : new Response(Readable.toWeb(createReadStream(name)) as unknown as Bytes).blob();
}

function partOf(name: string, from: number, to: number): FileLike {
  return {
    size: to - from,
    // Its `end` is the last byte, so that it cannot read none.
    stream: () => (to === from ? new Blob().stream() : (Readable.toWeb(createReadStream(name, { start: from, end: to - 1 })) as unknown as Bytes)),
    arrayBuffer: () => bytesOf(name, from, to),
    slice: (start, end) => partOf(name, Math.min(from + start, to), Math.max(Math.min(from + end, to), Math.min(from + start, to))),
  };
}

async function bytesOf(name: string, start: number, end: number): Promise<ArrayBuffer> {
  const file = await open(name);
  try {
    const bytes = new Uint8Array(Math.max(end - start, 0));
    const { bytesRead } = await file.read(bytes, 0, bytes.length, start);
    return bytes.buffer.slice(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** All of it: what comes through a pipe comes once, and a zip is read from its end. */
export const standardInput = (): Promise<FileLike> => new Response(Readable.toWeb(process.stdin) as unknown as Bytes).blob();
