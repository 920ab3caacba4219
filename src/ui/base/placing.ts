import { candidatesOf } from '../../core/model/candidates.ts';
import type { Connection } from '../../core/model/connection.ts';
import { isSurelyPlaced, requestsBetween } from '../../core/model/placing.ts';
import type { Request } from '../../core/model/request.ts';
import { percentText } from '../../core/base/percent.ts';
import { countText, plural } from './figures.ts';

interface Between {
  readonly least: number;
  readonly most: number;
}

/** "4–6", or "5" where both are one. */
export function rangeText({ least, most }: Between, text: (value: number) => string = countText): string {
  const [first, last] = [text(least), text(most)];
  return first === last ? last : `${first}–${last}`;
}

const pluralBetween = (between: Between, word: string): string => (between.least === between.most ? plural(between.most, word) : `${rangeText(between)} ${word}s`);

/** "#58", "~3 (likely, 87%)", "one of ~3 (60%), ~5", "~3 (60%) or another": on which connection it was, and how surely. Estimated ones are called by their ids. */
export function placeText(request: Request, connection: Connection): string {
  const { placing } = request;
  if (placing === null) return connection.label;
  const sure = percentText(placing.confidence);
  if (isSurelyPlaced(request)) return `${connection.label} (likely, ${sure})`;
  const [first, ...others] = candidatesOf(request);
  return others.length === 0 ? `${first} (${sure}) or another` : `one of ${[`${first} (${sure})`, ...others].join(', ')}`;
}

/** "60% sure"; nothing where that is not in doubt. */
export const doubtText = (request: Request): string => (isSurelyPlaced(request) ? '' : `${percentText(request.placing!.confidence)} sure`);

/** How many requests a lane carried, of those that are shown. */
export const carriedText = (lane: Pick<Connection, 'requests' | 'possible'>): string => pluralBetween(requestsBetween(lane), 'request');
