import { listOf } from '../base/unknown.ts';
import { CONNECTION_HEADERS, type ConnectionHeaders } from '../model/observation.ts';

/** Takes the wanted headers out of a list. */
export type HeaderPicker = (list: unknown, take: (name: string, value: string) => void) => void;

/**
 * Picks the headers of these names, in whatever case they are written, from
 * `[{ name, value }]`, the shape that HAR and webRequest share. Most are not
 * wanted, and their length alone tells so.
 */
export function headerPicker(names: readonly string[]): HeaderPicker {
  const byLength: string[][] = [];
  for (const name of names) (byLength[name.length] ??= []).push(name);
  return (list, take) => {
    for (const item of listOf(list) ?? []) {
      const { name, value } = (item ?? NOTHING) as Readonly<Record<string, unknown>>;
      if (typeof name !== 'string' || typeof value !== 'string') continue;
      const possible = byLength[name.length];
      const found = possible?.includes(name) ? name : possible?.find((one) => one === name.toLowerCase());
      if (found !== undefined) take(found, value);
    }
  };
}

const NOTHING = {};
const pick = headerPicker(CONNECTION_HEADERS);
const NONE: ConnectionHeaders = {};

/** The headers that speak of connections. Repeated fields are joined as RFC 9110 section 5.3 allows. */
export function readHeaders(list: unknown): ConnectionHeaders {
  let found: Record<string, string> | undefined;
  pick(list, (name, value) => {
    found ??= {};
    found[name] = name in found ? `${found[name]}, ${value}` : value;
  });
  return found ?? NONE;
}
