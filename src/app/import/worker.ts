/** Parses and analyses a file away from the page's thread. */
import { exportFile } from '../../core/export/exporters.ts';
import { pack } from './parcels.ts';
import { readFile } from './read-file.ts';
import type { Answer, Question } from './worker-messages.ts';

const say = (answer: Answer): void => postMessage(answer);

async function answer(question: Question): Promise<void> {
  say({ answer: 'stage', stage: 'read' });
  const read = readFile(await question.file.text(), (stage) => say({ answer: 'stage', stage }));
  if (!read.ok) return say({ answer: 'failed', error: read.error });
  const { analysis, skipped } = read.value;
  if (question.ask === 'export') return say({ answer: 'exported', file: exportFile(question.exporter, analysis) });
  for (const parcel of pack(analysis)) say({ answer: 'parcel', parcel });
  say({ answer: 'done', skipped });
}

addEventListener('message', ({ data }: MessageEvent<Question>) => {
  answer(data).catch((error: unknown) => say({ answer: 'failed', error: error instanceof Error ? error.message : String(error) }));
});
