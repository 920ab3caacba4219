/** Parses and analyses a file, or compares two, away from the page's thread. */
import { exportFile } from '../../core/export/exporters.ts';
import { privacyOf } from '../../core/export/privacy.ts';
import { removedFrom } from '../../core/export/removed.ts';
import type { Analysis } from '../../core/model/analysis.ts';
import { openFile } from '../../files/open-file.ts';
import { createComparing } from './comparing.ts';
import { buffersOf, createPacking, type Parcel } from './parcels.ts';
import { createFileReader, readAnyFile, readWholeFile, type Files } from '../../files/read-file.ts';
import type { Answer, Question } from './worker-messages.ts';

const say = (answer: Answer, handOver: ArrayBuffer[] = []): void => postMessage(answer, { transfer: handOver });

const send = (parcels: Iterable<Parcel>): void => {
  for (const parcel of parcels) say({ answer: 'parcel', parcel }, buffersOf(parcel));
};

/** Nobody sees a smaller step. */
const LEAST_SHARE = 0.02;

async function readForPanel([file, other]: Files<Blob>): Promise<void> {
  const packing = createPacking();
  const beside = other === undefined ? null : await readAnyFile(other, 'give-up');
  if (beside !== null && !beside.ok) return say({ answer: 'failed', error: beside.error });
  const reader = createFileReader({ raw: 'give-up', beside: beside?.value ?? null });
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
  const { skipped, cut, about } = read.value;
  say({ answer: 'done', skipped, cut, about, choice });
}

/** Read again, since what the panel shows has given up the entries as they came. */
async function answerFrom(files: Files<Blob>, answer: (analysis: Analysis) => Answer): Promise<void> {
  const read = await readWholeFile(files, { raw: 'keep' });
  if (!read.ok) return say({ answer: 'failed', error: read.error });
  say(answer(read.value.analysis));
}

const comparing = createComparing();

async function workFor(question: Question): Promise<void> {
  switch (question.ask) {
    case 'read':
      return readForPanel(question.files);
    case 'removed':
      return answerFrom(question.files, (analysis) => ({ answer: 'removed', removed: removedFrom(analysis) }));
    case 'export':
      return answerFrom(question.files, (analysis) => ({ answer: 'exported', file: exportFile(question.exporter, analysis, privacyOf(question.secrets)) }));
    case 'take':
      return comparing.take(question.side, question.part);
    case 'compare':
      return say({ answer: 'compared', comparison: comparing.compare((share) => say({ answer: 'comparing', share })) });
  }
}

addEventListener('message', ({ data }: MessageEvent<Question>) => {
  workFor(data).catch((error: unknown) => say({ answer: 'failed', error: error instanceof Error ? error.message : String(error) }));
});
