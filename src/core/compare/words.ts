import { percentText } from '../base/percent.ts';
import type { Unit } from '../insight/accounts/account.ts';
import { timeOf } from '../insight/words.ts';
import type { Change, Told, Verdict } from './difference.ts';
import type { FindingDifference } from './findings.ts';

/** How a length of time is written, ms; whoever shows it may have another way. */
type TimeText = (ms: number) => string;

/** "?" where no request tells, "~" where it depends on which connection some were, "–" where there is none or no time, "≥" where some do not tell: none of them is ever written as 0. */
export function valueText({ value, hidden, unsure }: Told, unit: Unit, time: TimeText = timeOf): string {
  if (value === null || (unit === 'ms' && value === 0)) return hidden > 0 ? '?' : '–';
  return `${unsure > 0 ? '~' : hidden > 0 && unit !== 'share' ? '≥ ' : ''}${amount(value, unit, time)}`;
}

/** With its sign; a share's difference is in points. */
export function changeText(change: Change | null, unit: Unit, time: TimeText = timeOf): string {
  if (change === null) return '?';
  const [least, most] = [signed(change.least, unit, time), signed(change.most, unit, time)];
  return least === most ? least : `${least} to ${most}`;
}

function signed(change: number, unit: Unit, time: TimeText): string {
  if (change === 0) return '±0';
  const size = unit === 'share' ? `${Math.round(Math.abs(change) * 1000) / 10} points` : amount(Math.abs(change), unit, time);
  // Too little to be written has no sign either.
  return size.startsWith('<') ? size : `${change < 0 ? '−' : '+'}${size}`;
}

const amount = (value: number, unit: Unit, time: TimeText): string => (unit === 'ms' ? time(value) : unit === 'share' ? percentText(value) : String(value));

export const verdictWord = (verdict: Verdict): string => ({ better: 'better', worse: 'worse', same: 'same', none: '' })[verdict];

export const findingWord = (state: FindingDifference['state']): string => ({ gone: 'gone', new: 'new', both: 'in both' })[state];
