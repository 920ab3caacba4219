import type { Connection } from './connection.ts';
import type { Request } from './request.ts';

/** How surely a request is on the connection that it is shown on, where no browser names it. */
export interface Placing {
  /** 0..1: of those that say 0.9, about nine of ten are right (docs/inference-measured.md has the table). */
  readonly confidence: number;
  /** Ids of the connections that it may be on instead, the likeliest first; what is hardly possible is left out. Where nobody can tell which, there are none. */
  readonly others: readonly string[];
}

/** Less sure than this, a request is likely on "one of these connections", and figures of each of them are ranges. */
export const SURE_FROM = 0.8;

/** An other connection is named from here on. */
export const POSSIBLE_FROM = 0.02;

/** Whether it is told to be on its connection, and not only on one of several. */
export const isSurelyPlaced = ({ placing }: Request): boolean => placing === null || placing.confidence >= SURE_FROM;

/** How many requests a connection carried: those that surely are on it, and all that may be. */
export function requestsBetween({ requests, possible }: Pick<Connection, 'requests' | 'possible'>): { readonly least: number; readonly most: number } {
  const sure = requests.filter(isSurelyPlaced).length;
  return { least: sure, most: requests.length + possible.filter((request) => !isSurelyPlaced(request)).length };
}
