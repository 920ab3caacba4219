/** Parses and analyses a file, or compares two, away from the page's thread. */
import { messageOf } from '../../core/base/error.ts';
import { exportFile } from '../../core/export/exporters.ts';
import { privacyOf } from '../../core/export/privacy.ts';
import { removedFrom } from '../../core/export/removed.ts';
import { lacksOf } from '../../files/file-problems.ts';
import { readWholeFile, type Files, type ReadFile } from '../../files/read-file.ts';
import { createComparing } from './comparing.ts';
import { readForPanel, type Say } from './read-for-panel.ts';
import { beSecond } from './second-reader.ts';
import type { Answer, Question } from './worker-messages.ts';

const say: Say = (answer, handOver = []) => postMessage(answer, { transfer: handOver });

/** Read again, since what the panel shows has given up the entries as they came. */
async function answerFrom(files: Files<Blob>, answer: (read: ReadFile) => Answer): Promise<void> {
  const read = await readWholeFile(files, { raw: 'keep' });
  if (!read.ok) return say({ answer: 'failed', error: read.error });
  say(answer(read.value));
}

const comparing = createComparing();

/** @param other the channel to the other worker, which comes with the first question */
async function workFor(question: Question, other: MessagePort | undefined): Promise<void> {
  switch (question.ask) {
    case 'read':
      return readForPanel(question.files, { say, second: other! });
    case 'help':
      return beSecond(other!);
    case 'removed':
      return answerFrom(question.files, ({ analysis }) => ({ answer: 'removed', removed: removedFrom(analysis) }));
    case 'export':
      return answerFrom(question.files, (read) => ({ answer: 'exported', file: exportFile(question.exporter, read.analysis, privacyOf(question.secrets), lacksOf(read)) }));
    case 'take':
      return comparing.take(question.side, question.part);
    case 'compare':
      return say({ answer: 'compared', comparison: comparing.compare(question.from, (share) => say({ answer: 'comparing', share })) });
  }
}

addEventListener('message', ({ data, ports: [other] }: MessageEvent<Question>) => {
  workFor(data, other).catch((error: unknown) => say({ answer: 'failed', error: messageOf(error) }));
});
