/** Parses and analyses a file away from the page's thread. */
import { exportFile } from '../../core/export/exporters.ts';
import { privacyOf } from '../../core/export/privacy.ts';
import { removedFrom } from '../../core/export/removed.ts';
import type { Analysis } from '../../core/model/analysis.ts';
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

/** Read again, since what the panel shows has given up the entries as they came. */
async function answerFrom(file: Blob, answer: (analysis: Analysis) => Answer): Promise<void> {
  const read = await readWholeFile(file, { raw: 'keep' });
  if (!read.ok) return say({ answer: 'failed', error: read.error });
  say(answer(read.value.analysis));
}

function workFor(question: Question): Promise<void> {
  switch (question.ask) {
    case 'read':
      return readForPanel(question.file);
    case 'removed':
      return answerFrom(question.file, (analysis) => ({ answer: 'removed', removed: removedFrom(analysis) }));
    case 'export':
      return answerFrom(question.file, (analysis) => ({ answer: 'exported', file: exportFile(question.exporter, analysis, privacyOf(question.secrets)) }));
  }
}

addEventListener('message', ({ data }: MessageEvent<Question>) => {
  const work = workFor(data);
  work.catch((error: unknown) => say({ answer: 'failed', error: error instanceof Error ? error.message : String(error) }));
});
