/** Parses and analyses a file away from the page's thread. */
import type { Result } from '../../core/base/result.ts';
import { createAnyReader, type AnyFile } from '../../core/capture/any-file.ts';
import { exportFile } from '../../core/export/exporters.ts';
import { buffersOf, createPacking, type Parcel } from './parcels.ts';
import { createFileReader } from './read-file.ts';
import type { Answer, Files, Question } from './worker-messages.ts';

const say = (answer: Answer, handOver: ArrayBuffer[] = []): void => postMessage(answer, { transfer: handOver });

const send = (parcels: Iterable<Parcel>): void => {
  for (const parcel of parcels) say({ answer: 'parcel', parcel }, buffersOf(parcel));
};

/** Nobody sees a smaller step. */
const LEAST_SHARE = 0.02;

async function readForPanel([file, other]: Files): Promise<void> {
  const packing = createPacking();
  const beside = await readBeside(other, 'give-up');
  if (beside !== null && !beside.ok) return say({ answer: 'failed', error: beside.error });
  const reader = createFileReader({ raw: 'give-up', beside: beside?.value ?? null });
  let told = 0;
  await eachPiece(file, (text, share) => {
    send(packing.heard(reader.add(text)));
    if (share < told + LEAST_SHARE) return;
    say({ answer: 'read', share });
    told = share;
  });
  const read = reader.end();
  if (!read.ok) return say({ answer: 'failed', error: read.error });
  send(packing.heard(read.value.last));
  send(packing.rest(read.value.analysis));
  say({ answer: 'done', skipped: read.value.skipped, cut: read.value.cut });
}

/** Of two files the second, as a whole, before the first. */
async function readBeside(file: Blob | undefined, raw: 'keep' | 'give-up'): Promise<Result<AnyFile> | null> {
  if (file === undefined) return null;
  const reader = createAnyReader({ raw });
  await eachPiece(file, (text) => reader.add(text));
  return reader.end();
}

async function exportAs(exporter: string, [file, other]: Files): Promise<void> {
  const beside = await readBeside(other, 'keep');
  if (beside !== null && !beside.ok) return say({ answer: 'failed', error: beside.error });
  const reader = createFileReader({ raw: 'keep', beside: beside?.value ?? null });
  await eachPiece(file, (text) => reader.add(text));
  const read = reader.end();
  if (!read.ok) return say({ answer: 'failed', error: read.error });
  say({ answer: 'exported', file: exportFile(exporter, read.value.analysis) });
}

/** Bytes that are decoded and parsed while they are in the processor's cache. */
const BITE = 1 << 17;

/** Works on the text bit by bit, while the browser fetches the next. `share` is how much of the file has come, 0..1. */
async function eachPiece(file: Blob, work: (text: string, share: number) => void): Promise<void> {
  const decoder = new TextDecoder();
  const pieces = file.stream().getReader();
  let bytes = 0;
  for (let piece = await pieces.read(); !piece.done; piece = await pieces.read()) {
    for (let at = 0; at < piece.value.length; at += BITE) {
      const bite = piece.value.subarray(at, at + BITE);
      bytes += bite.length;
      work(decoder.decode(bite, { stream: true }), bytes / file.size);
    }
  }
  work(decoder.decode(), 1);
}

addEventListener('message', ({ data }: MessageEvent<Question>) => {
  const work = data.ask === 'read' ? readForPanel(data.files) : exportAs(data.exporter, data.files);
  work.catch((error: unknown) => say({ answer: 'failed', error: error instanceof Error ? error.message : String(error) }));
});
