import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { FileLike } from '../files/open-file.ts';

type Bytes = ReadableStream<Uint8Array<ArrayBuffer>>;

/** Read where and when it is asked for: `openAsBlob` of Node 20 warns that it is experimental. */
export async function fileOnDisk(name: string): Promise<FileLike> {
  const { size } = await stat(name);
  return {
    size,
    stream: () => Readable.toWeb(createReadStream(name)) as unknown as Bytes,
    slice: (start, end) => ({ arrayBuffer: () => bytesOf(name, start, Math.min(end, size)) }),
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
