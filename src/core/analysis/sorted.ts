import { byStart } from './analyse.ts';
import type { Draft } from './draft.ts';

/** Takes drafts out of a list that is in order of start, and puts others in. What is new in a recording comes near its end: only that part moves. */
export function exchange(list: Draft[], gone: ReadonlySet<Draft>, come: readonly Draft[]): void {
  let first = list.length;
  for (const draft of gone) first = Math.min(first, placeOf(list, draft));
  for (const draft of come) first = Math.min(first, placeOf(list, draft));
  const rest = [...list.slice(first).filter((draft) => !gone.has(draft)), ...come].sort(byStart);
  list.length = first;
  for (const draft of rest) list.push(draft);
}

/** The first place whose draft does not come before this one. */
function placeOf(list: readonly Draft[], draft: Draft): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (byStart(list[middle]!, draft) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Drafts by a key of theirs, each list in order of start; `null` is in none. */
export interface SortedGroups {
  keys(): readonly string[];
  get(key: string): readonly Draft[];
  /** Returns the keys whose lists changed. */
  exchange(gone: ReadonlySet<Draft>, come: readonly Draft[]): ReadonlySet<string>;
}

export function sortedGroups(keyOf: (draft: Draft) => string | null): SortedGroups {
  const lists = new Map<string, Draft[]>();
  return {
    keys: () => [...lists.keys()],
    get: (key) => lists.get(key) ?? [],
    exchange(gone, come) {
      const moves = new Map<string, { readonly gone: Set<Draft>; readonly come: Draft[] }>();
      const moveOf = (draft: Draft): { readonly gone: Set<Draft>; readonly come: Draft[] } | null => {
        const key = keyOf(draft);
        if (key === null) return null;
        const move = moves.get(key) ?? { gone: new Set(), come: [] };
        moves.set(key, move);
        return move;
      };
      for (const draft of gone) moveOf(draft)?.gone.add(draft);
      for (const draft of come) moveOf(draft)?.come.push(draft);
      for (const [key, move] of moves) {
        const list = lists.get(key) ?? [];
        exchange(list, move.gone, move.come);
        if (list.length > 0) lists.set(key, list);
        else lists.delete(key);
      }
      return new Set(moves.keys());
    },
  };
}
