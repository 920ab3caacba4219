/** Parses and analyses a file away from the page's thread. */
import { exportFile } from '../../core/export/exporters.ts';
import { openFile } from './open-file.ts';
import { buffersOf, createPacking, type Parcel } from './parcels.ts';
import { createFileReader, readWholeFile } from './read-file.ts';
import type { Answer, Question } from './worker-messages.ts';

const say = (answer: Answer, handOver: ArrayBuffer[] = []): void => postMessage(answer, { transfer: handOver });

const send = (parcels: Iterable<Parcel>): void => {
  for (const parcel of parcels) say({ answer: 'parcel', parcel }, buffersOf(parcel));
};

/** Nobody sees a smaller step. */
const LEAST_SHARE = 0.02;

async function readForPanel(file: Blob): Promise<void> {
  const packing = createPacking();
  const reader = createFileReader({ raw: 'give-up' });
  let told = 0;
  const { choice, pieces } = await openFile(file);
  for await (const { text, share } of pieces) {
    send(packing.heard(reader.add(text)));
    if (share < told + LEAST_SHARE) continue;
    say({ answer: 'read', share });
    told = share;
  }
  const read = reader.end();
  if (!read.ok) return say({ answer: 'failed', error: read.error });
  send(packing.heard(read.value.last));
  send(packing.rest(read.value.analysis));
  const { skipped, about } = read.value;
  say({ answer: 'done', skipped, about, choice });
}

async function exportAs(exporter: string, file: Blob): Promise<void> {
  const read = await readWholeFile(file, { raw: 'keep' });
  if (!read.ok) return say({ answer: 'failed', error: read.error });
  say({ answer: 'exported', file: exportFile(exporter, read.value.analysis) });
}

addEventListener('message', ({ data }: MessageEvent<Question>) => {
  const work = data.ask === 'read' ? readForPanel(data.file) : exportAs(data.exporter, data.file);
  work.catch((error: unknown) => say({ answer: 'failed', error: error instanceof Error ? error.message : String(error) }));
});
