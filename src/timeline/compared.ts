import type { Analysis, OriginSummary } from '../core/model/analysis.ts';
import { pickUsing } from './group.ts';
import { hostOf, originNames } from './origin-names.ts';
import { HEIGHTS, lanesOfOrigin, type Row } from './rows.ts';

/** One origin as two recordings know it, or one of them. */
export interface OriginOfBoth {
  readonly a: OriginSummary | null;
  readonly b: OriginSummary | null;
}

export type Side = 'a' | 'b';

/** A line on screen: the name of an origin, or one recording's row below it. */
export type ComparedLine =
  | { readonly kind: 'head'; readonly id: string; readonly height: number; readonly origin: OriginOfBoth; /** Unlike that of every other in the list. */ readonly name: string; readonly open: boolean }
  | { readonly kind: 'row'; readonly id: string; readonly height: number; readonly side: Side; readonly row: Row; readonly isFirst: boolean };

/** The rows of one recording, and where each begins; one more than there are rows, the last is the height of all lines. */
interface SideRows {
  readonly rows: readonly Row[];
  readonly tops: Float64Array;
}

export interface Compared {
  readonly lines: readonly ComparedLine[];
  readonly a: SideRows;
  readonly b: SideRows;
}

/** Per origin the rows of A, and below them those of B, so that what they did at one place lies together. */
export function comparedRows(origins: readonly OriginOfBoth[], analyses: Readonly<Record<Side, Analysis>>, isOpen: (id: string) => boolean): Compared {
  const nameOf = originNames(origins.map(originOf));
  const lines = origins.flatMap((origin): ComparedLine[] => {
    const id = headId(origin);
    const open = isOpen(id);
    const of = (side: Side): ComparedLine[] => rowsOfSide(origin[side], analyses[side], open).map((row, i) => ({ kind: 'row', id: `${side}:${row.id}`, height: row.height, side, row, isFirst: i === 0 }));
    return [{ kind: 'head', id, height: HEIGHTS.origin, origin, name: nameOf(originOf(origin)), open }, ...of('a'), ...of('b')];
  });
  return { lines, a: sideRows(lines, 'a'), b: sideRows(lines, 'b') };
}

const originOf = ({ a, b }: OriginOfBoth): string => (a ?? b)?.origin ?? '';

export const headId = (origin: OriginOfBoth): string => `both:${originOf(origin)}`;

function rowsOfSide(origin: OriginSummary | null, analysis: Analysis, open: boolean): readonly Row[] {
  if (origin === null) return [];
  const requests = pickUsing(origin.requests, null);
  if (requests.length === 0) return [];
  return open ? lanesOfOrigin(analysis, origin) : [{ kind: 'origin', id: `origin:${origin.origin}`, height: HEIGHTS.origin, origin, name: hostOf(origin.origin), open: false, requests }];
}

function sideRows(lines: readonly ComparedLine[], side: Side): SideRows {
  const rows: Row[] = [];
  const tops: number[] = [];
  let top = 0;
  for (const line of lines) {
    if (line.kind === 'row' && line.side === side) {
      rows.push(line.row);
      tops.push(top);
    }
    top += line.height;
  }
  return { rows, tops: Float64Array.from([...tops, top]) };
}
