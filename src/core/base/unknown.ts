/**
 * Readers for foreign data. Each returns the value when it has the shape, else
 * `undefined`: nothing is coerced, so "absent" and "0" never become the same.
 */
export type Fields = Readonly<Record<string, unknown>>;

export function fieldsOf(value: unknown): Fields | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined;
}

export function listOf(value: unknown): readonly unknown[] | undefined {
  return Array.isArray(value) ? (value as readonly unknown[]) : undefined;
}

/** A string that says something: the empty string is treated as absent. */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

export function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

/** A number that can be an amount. */
export function amountOf(value: unknown): number | undefined {
  const number = numberOf(value);
  return number !== undefined && number >= 0 ? number : undefined;
}

/** Those elements of a list that are objects. */
export const objectsOf = (value: unknown): readonly Fields[] =>
  (listOf(value) ?? []).flatMap((item): readonly Fields[] => {
    const fields = fieldsOf(item);
    return fields === undefined ? [] : [fields];
  });
