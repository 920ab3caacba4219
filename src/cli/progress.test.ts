import { expect, it } from 'vitest';
import { createProgress } from './progress.ts';

const terminal = (isTTY: boolean): { readonly out: NodeJS.WriteStream; readonly text: () => string } => {
  const written: string[] = [];
  return { out: { isTTY, write: (text: string) => written.push(text) > 0 } as unknown as NodeJS.WriteStream, text: () => written.join('') };
};

it('counts on a terminal, says what failed above the bar, and leaves nothing behind', () => {
  const { out, text } = terminal(true);
  const progress = createProgress(out, 4);
  progress.done(false);
  progress.say('b.har: no HAR');
  progress.done(true);
  progress.end();
  const lines = text().replaceAll('\u001B[K', '').split('\r');
  expect(lines).toEqual(['', `[${'-'.repeat(24)}] 0 of 4`, `[${'#'.repeat(6)}${'-'.repeat(18)}] 1 of 4`, 'b.har: no HAR\n', `[${'#'.repeat(6)}${'-'.repeat(18)}] 1 of 4`, `[${'#'.repeat(12)}${'-'.repeat(12)}] 2 of 4, 1 not readable`, '']);
});

it('writes only what failed where there is no terminal, and for one file', () => {
  for (const [isTTY, files] of [[false, 4], [true, 1]] as const) {
    const { out, text } = terminal(isTTY);
    const progress = createProgress(out, files);
    progress.say('a.har: no HAR');
    progress.done(true);
    progress.end();
    expect(text()).toBe('a.har: no HAR\n');
  }
});
