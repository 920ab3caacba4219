import type { Packer } from './packing.ts';

/** Most keys are a word that all have, and a number that counts: "har:17". */
export function packKey(to: Packer, key: string): void {
  const end = key.indexOf(':') + 1;
  const number = countIn(key, end);
  to.word(number === UNCOUNTED ? key : key.slice(0, end));
  to.code(number);
}

const UNCOUNTED = -1;

/** As it would be written again: without zeros before it. */
function countIn(key: string, from: number): number {
  if (key.length === from || key.length - from > MOST_DIGITS || (key.length - from > 1 && key[from] === '0')) return UNCOUNTED;
  let count = 0;
  for (let i = from; i < key.length; i++) {
    const digit = key.charCodeAt(i) - ZERO;
    if (digit < 0 || digit > 9) return UNCOUNTED;
    count = count * 10 + digit;
  }
  return count;
}

const ZERO = '0'.charCodeAt(0);
/** No more than a code holds. */
const MOST_DIGITS = 9;

/** @param first how many entries stand before those that it counts from */
export const keyOf = (word: string, number: number, first: number): string => (number === UNCOUNTED ? word : `${word}${first + number}`);
