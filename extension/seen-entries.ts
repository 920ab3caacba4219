/**
 * The entries of one document, to be told and, if it must be, told again.
 * Their numbers begin at 0, go on for as long as the document lives, and are
 * part of their names in the panel (src/core/capture/resource-timing.ts).
 */
export interface SeenEntries {
  add(entries: readonly object[]): void;
  /** What was not taken yet, numbered from `first`. */
  take(): { readonly first: number; readonly entries: readonly object[] };
  /** Who takes next needs all that is kept. */
  rewind(): void;
  /** Nobody is left who will ask for them. */
  forget(): void;
  /** How many were let go before anybody took them. */
  lost(): number;
}

/** The page pays for what is kept. More than this may be told, one after the other. */
const LIMIT = 10_000;

export function createSeenEntries(): SeenEntries {
  let first = 0;
  let kept: object[] = [];
  /** Number of the next to be taken. */
  let next = 0;
  /** All below this were taken, once at least. */
  let taken = 0;
  let lost = 0;
  const letGo = (count: number): void => {
    kept.splice(0, count);
    first += count;
    next = Math.max(next, first);
  };
  return {
    add(entries) {
      for (const entry of entries) kept.push(entry);
      const over = kept.length - LIMIT;
      if (over <= 0) return;
      lost += Math.max(first + over - Math.max(taken, first), 0);
      letGo(over);
    },
    take() {
      const news = { first: next, entries: kept.slice(next - first) };
      next = first + kept.length;
      taken = next;
      return news;
    },
    rewind() {
      next = first;
    },
    forget() {
      letGo(kept.length);
      taken = first;
      lost = 0;
    },
    lost: () => lost,
  };
}
