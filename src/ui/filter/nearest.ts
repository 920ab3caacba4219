/** The known word that was probably meant: one begins like the other, or they differ in two letters at most. */
export function nearest(word: string, known: readonly string[]): string | null {
  const wanted = word.toLowerCase();
  const begins = known.find((one) => wanted.length > 1 && (one.startsWith(wanted) || wanted.startsWith(one)));
  if (begins !== undefined) return begins;
  const ranked = known.map((one) => ({ one, away: distance(wanted, one) })).toSorted((a, b) => a.away - b.away);
  const [best] = ranked;
  return best !== undefined && best.away <= Math.min(2, wanted.length - 1) ? best.one : null;
}

/** Levenshtein distance, with swapped neighbours as two steps. */
function distance(a: string, b: string): number {
  let before = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 0; i < a.length; i++) {
    const row = [i + 1];
    for (let k = 0; k < b.length; k++) {
      const swap = (before[k] as number) + (a[i] === b[k] ? 0 : 1);
      row.push(Math.min(swap, (row[k] as number) + 1, (before[k + 1] as number) + 1));
    }
    before = row;
  }
  return before[b.length] as number;
}
