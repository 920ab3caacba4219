/** Parses and analyses a file away from the page's thread. */
import { exportFile } from '../../core/export/exporters.ts';
import { buffersOf, pack } from './parcels.ts';
import { createFileReader, type ReadFile } from './read-file.ts';
import type { Result } from '../../core/base/result.ts';
import type { Answer, Question } from './worker-messages.ts';

const say = (answer: Answer, handOver: ArrayBuffer[] = []): void => postMessage(answer, { transfer: handOver });

async function answer(question: Question): Promise<void> {
  const read = await readBlob(question.file, question.ask === 'export' ? 'keep' : 'give-up');
  if (!read.ok) return say({ answer: 'failed', error: read.error });
  const { analysis, skipped } = read.value;
  if (question.ask === 'export') return say({ answer: 'exported', file: exportFile(question.exporter, analysis) });
  for (const parcel of pack(analysis)) say({ answer: 'parcel', parcel }, buffersOf(parcel));
  say({ answer: 'done', skipped });
}

/** Parses each piece while the browser fetches the next. */
async function readBlob(file: Blob, raw: 'keep' | 'give-up'): Promise<Result<ReadFile>> {
  const reader = createFileReader({ raw });
  const decoder = new TextDecoder();
  const pieces = file.stream().getReader();
  let bytes = 0;
  let told = 0;
  for (let piece = await pieces.read(); !piece.done; piece = await pieces.read()) {
    reader.add(decoder.decode(piece.value, { stream: true }));
    bytes += piece.value.length;
    const share = bytes / file.size;
    if (share < told + LEAST_SHARE) continue;
    say({ answer: 'read', share });
    told = share;
  }
  reader.add(decoder.decode());
  return reader.end();
}

/** Nobody sees a smaller step. */
const LEAST_SHARE = 0.01;

addEventListener('message', ({ data }: MessageEvent<Question>) => {
  answer(data).catch((error: unknown) => say({ answer: 'failed', error: error instanceof Error ? error.message : String(error) }));
});
