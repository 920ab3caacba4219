import { requestsBetween } from '../../core/model/placing.ts';
import type { Fold } from '../../timeline/fold.ts';
import { pickUsing } from '../../timeline/group.ts';
import { remember } from '../../timeline/remember.ts';
import type { RowOf } from '../../timeline/rows.ts';

type Between = ReturnType<typeof requestsBetween>;

/**
 * How many requests a row has, and how many of them are shown; `null` where
 * that is all. Its other figures are always those of the whole origin or
 * connection: a filter changes what is drawn, and no fact.
 */
export function requestsOfRow(row: RowOf<'origin' | 'fold' | 'lane'>): { readonly all: Between; readonly shown: Between | null } {
  if (row.kind === 'lane') {
    const { requests, possible } = row.connection;
    const isWhole = row.requests.length === requests.length && row.possible.length === possible.length;
    return { all: requestsBetween(row.connection), shown: isWhole ? null : requestsBetween(row) };
  }
  const all = row.kind === 'origin' ? pickUsing(row.origin.requests, null).length : usingOf(row.fold);
  return { all: exactly(all), shown: row.requests.length === all ? null : exactly(row.requests.length) };
}

const exactly = (count: number): Between => ({ least: count, most: count });

const usingOf = remember(({ origins }: Fold): number => origins.reduce((sum, { requests }) => sum + pickUsing(requests, null).length, 0));
