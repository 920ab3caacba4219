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
  /** What was written since the last time. */
  take(): Packed;
}

/** The word at place 0, so that no word needs a test of its own. */
export const firstWords = (): (string | null)[] => [null];

export function createPacker(): Packer {
  const places = new Map<string, number>();
  let numbers: number[] = [];
  let codes: number[] = [];
  let fresh: string[] = [];
  return {
    number: (value) => void numbers.push(value ?? Number.NaN),
    code: (value) => void codes.push(value),
    word(value) {
      let place = value === null ? 0 : places.get(value);
      if (place === undefined) {
        place = places.size + 1;
        places.set(value!, place);
        fresh.push(value!);
      }
      codes.push(place);
    },
    take() {
      const packed = { numbers: Float64Array.from(numbers), codes: Int32Array.from(codes), words: fresh };
      [numbers, codes, fresh] = [[], [], []];
      return packed;
    },
  };
}

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
