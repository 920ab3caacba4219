import { RECORDED, type Comparison, type ReadFrom } from '../../core/compare/compare.ts';
import type { Analysis } from '../../core/model/analysis.ts';
import { ask, type Job } from './ask-worker.ts';
import type { ShownFile } from './imports.ts';
import type { Question } from './worker-messages.ts';

/** One of the two that are compared: a file, as it arrived from its worker and with what is known of it, or what the panel recorded itself. */
export type ComparedSide = Pick<ShownFile, 'parcels' | 'lacks' | 'about'> | { readonly analysis: Analysis };

/** How much of the work is to hand both over. */
const HANDED_OVER = 0.2;

/** Findings of two big captures and the pairing of their requests take seconds: the panel's own thread has none to spare. */
export function compareInWorker({ a, b }: { readonly a: ComparedSide; readonly b: ComparedSide }, progress: (share: number) => void): Job<Comparison> {
  const parts = [...partsOf('a', a), ...partsOf('b', b)];
  const posted = (count: number): void => progress((HANDED_OVER * count) / (parts.length + 1));
  return ask<Comparison>([...parts, { ask: 'compare', from: { a: readFrom(a), b: readFrom(b) } }], (answer, done) => {
    if (answer.answer === 'comparing') progress(HANDED_OVER + (1 - HANDED_OVER) * answer.share);
    else if (answer.answer === 'compared') done(answer.comparison);
  }, posted);
}

const readFrom = (source: ComparedSide): ReadFrom => ('analysis' in source ? RECORDED : { lacks: source.lacks });

function partsOf(side: 'a' | 'b', source: ComparedSide): readonly Question[] {
  if ('analysis' in source) return [{ ask: 'take', side, part: { kind: 'whole', analysis: source.analysis } }];
  return source.parcels.map((parcel) => ({ ask: 'take', side, part: parcel }));
}
