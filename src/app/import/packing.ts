/**
 * How an analysis crosses from the worker to the page: as numbers in two
 * arrays that are handed over without a copy, and each text once. Cloning the
 * objects themselves took as long as parsing the file.
 */
export interface Packed {
  /** Times, lengths and sizes; NaN is `null`. */
  readonly numbers: Float64Array<ArrayBuffer>;
  /** Counts, and places in the list of words. */
  readonly codes: Int32Array<ArrayBuffer>;
  /** Words that no parcel before had; they follow those. */
  readonly words: readonly string[];
}

export interface Packer {
  number(value: number | null): void;
  code(value: number): void;
  word(value: string | null): void;
  /** A word that is unlike any other: it is not sought among them. */
  ownWord(value: string): void;
  /** What was written since the last time. */
  take(): Packed;
}

/** The word at place 0, so that no word needs a test of its own. */
export const firstWords = (): (string | null)[] => [null];

export function createPacker(): Packer {
  const places = new Map<string, number>();
  let count = 0;
  let numbers = new Float64Array(ROOM);
  let numberCount = 0;
  let codes = new Int32Array(ROOM);
  let codeCount = 0;
  let fresh: string[] = [];
  const code = (value: number): void => {
    if (codeCount === codes.length) {
      const more = new Int32Array(2 * codeCount);
      more.set(codes);
      codes = more;
    }
    codes[codeCount++] = value;
  };
  const added = (word: string): number => {
    fresh.push(word);
    return (count += 1);
  };
  return {
    number(value) {
      if (numberCount === numbers.length) {
        const more = new Float64Array(2 * numberCount);
        more.set(numbers);
        numbers = more;
      }
      numbers[numberCount++] = value ?? Number.NaN;
    },
    code,
    word(value) {
      let place = value === null ? 0 : places.get(value);
      if (place === undefined) places.set(value!, (place = added(value!)));
      code(place);
    },
    ownWord: (value) => code(added(value)),
    take() {
      const packed = { numbers: numbers.slice(0, numberCount), codes: codes.slice(0, codeCount), words: fresh };
      [numberCount, codeCount, fresh] = [0, 0, []];
      return packed;
    },
  };
}

/** Numbers and codes, to begin with. */
const ROOM = 1024;

/** Reads in the order of writing. */
export interface Unpacker {
  number(): number | null;
  code(): number;
  word(): string | null;
  hasMore(): boolean;
}

export function createUnpacker({ numbers, codes }: Packed, words: readonly (string | null)[]): Unpacker {
  let number = 0;
  let code = 0;
  return {
    number() {
      const value = numbers[number++]!;
      return Number.isNaN(value) ? null : value;
    },
    code: () => codes[code++]!,
    word: () => words[codes[code++]!]!,
    hasMore: () => code < codes.length,
  };
}

export function listFrom<T>(length: number, next: () => T): readonly T[] {
  const items: T[] = [];
  for (let i = 0; i < length; i++) items.push(next());
  return items;
}
