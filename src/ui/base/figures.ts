import type { Totals } from '../../core/model/analysis.ts';
import { isHiddenCount } from '../../core/model/network-use.ts';
import { percentText } from '../../core/base/percent.ts';
import type { TimeText } from '../../timeline/words.ts';

/** Hidden shows `?`, none shows an en dash, and neither is 0. */
export function msText(ms: number | null, time: TimeText): string {
  if (ms === null) return '?';
  return ms === 0 ? '–' : time(ms);
}

/** A sum of nothing but hidden parts is hidden, and not none. */
export const sumText = (ms: number, isHidden: boolean, time: TimeText): string => msText(ms === 0 && isHidden ? null : ms, time);


/** Of requests whose connection is known; where it is of none of those that used one, nobody knows. */
export const reuseText = ({ reuseRatio, unknown }: Totals): string => (reuseRatio === null && unknown > 0 ? '?' : percentText(reuseRatio));

const COUNT = new Intl.NumberFormat('en');
const COMPACT = new Intl.NumberFormat('en', { notation: 'compact', maximumSignificantDigits: 3 });

export const countText = (count: number): string => COUNT.format(count);

/** The same beside requests of which nobody tells whether they are counted in it: with them, none is not 0. */
export const countOr = (count: number, unknown: number, text: (count: number) => string = countText): string => (isHiddenCount(count, unknown) ? '?' : text(count));

/** For narrow columns: as exact as four characters allow. */
export const shortCount = (count: number): string => (count < 1000 ? String(count) : COMPACT.format(count));

export const plural = (count: number, word: string): string => `${countText(count)} ${word}${count === 1 ? '' : 's'}`;
