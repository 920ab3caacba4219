import { pathOf } from '../words.ts';

export const fromTo = (least: string, most: string): string => (least === most ? least : `${least} to ${most}`);

/** A list for a sentence: "a, b and 4 more". */
export function listed(items: readonly string[]): string {
  const distinct = [...new Set(items)];
  const named = distinct.slice(0, MOST_NAMED);
  const rest = distinct.length - named.length;
  if (rest > 0) return `${named.join(', ')} and ${rest} more`;
  return named.length < 2 ? named.join('') : `${named.slice(0, -1).join(', ')} and ${named.at(-1)}`;
}

const MOST_NAMED = 3;

export const pathsOf = (requests: readonly { readonly url: string }[]): string => listed(requests.map(pathOf));
