import { createFileReader } from '../../src/files/read-file.ts';

/** What is timed in a worker, as in Node: `JSON.parse` of a text, and the core that the panel's worker runs on it. */
export interface Order {
  readonly work: 'parse' | 'analyse';
  readonly text: string;
}

/** As many characters as the panel's worker reads at a time. */
const PIECE = 1 << 17;

const WORKS: Readonly<Record<Order['work'], (text: string) => unknown>> = {
  parse: (text) => JSON.parse(text) as unknown,
  analyse(text) {
    const reader = createFileReader({ raw: 'give-up' });
    for (let at = 0; at < text.length; at += PIECE) reader.add(text.slice(at, at + PIECE));
    return reader.end();
  },
};

addEventListener('message', ({ data: { work, text } }: MessageEvent<Order>) => {
  const begun = performance.now();
  const made = WORKS[work](text);
  const took = performance.now() - begun;
  postMessage(made === undefined ? null : took);
});
