/** A figure of one capture, and between what it lies where some requests do not tell. */
export interface Bounds {
  /** Of those that tell, as the panel shows it; `null` where none does. */
  readonly value: number | null;
  readonly least: number;
  /** Infinity where nothing limits it. */
  readonly most: number;
  /** Requests that do not tell. */
  readonly hidden: number;
  /** Requests that may be on another connection, where the figure depends on that. */
  readonly unsure: number;
}

export const exactly = (value: number): Bounds => ({ value, least: value, most: value, hidden: 0, unsure: 0 });

/** A sum or count over requests, to which each of those that do not tell may add up to `each`. */
export function sumOf<T>(items: readonly T[], of: (item: T) => number | null, each: number): Bounds {
  let [sum, hidden] = [0, 0];
  for (const item of items) {
    const part = of(item);
    if (part === null) hidden += 1;
    else sum += part;
  }
  return { value: hidden > 0 && hidden === items.length ? null : sum, least: sum, most: hidden === 0 ? sum : sum + hidden * each, hidden, unsure: 0 };
}

export const isExact = ({ value, least, most }: Bounds): boolean => value !== null && least === most;
