import type { Asked } from '../../core/model/observation.ts';
import { keysIn, type HeardTable } from './packed-request.ts';
import { firstWords } from './packing.ts';
import type { HeardParcel } from './parcels.ts';

/** What one packer packed, in the order in which it did. */
export interface HeardTables {
  add(parcel: HeardParcel): HeardTable;
  /** Those that any parcel of this packer brings. */
  readonly allWords: (string | null)[];
}

export function createHeardTables(): HeardTables {
  const allWords = firstWords();
  const allAsked: Asked[] = [];
  return {
    allWords,
    add({ numbers, codes, words, asked, problems, messages, first }) {
      for (const word of words) allWords.push(word);
      for (const one of asked) allAsked.push(one);
      return { numbers, codes, allWords, allAsked, problems: new Map(problems), messages: new Map(messages), keys: keysIn(codes, allWords, first) };
    },
  };
}
