import { textOf } from '../base/unknown.ts';

/** The address of whoever answered; `null` where none is told. Firefox writes these where a proxy looked up the name. */
export function readAddress(value: unknown): string | null {
  const address = textOf(value);
  return address === undefined || address === '0.0.0.0' || address === '::' ? null : address;
}
