import type { Unit } from '../insight/accounts/account.ts';
import { clauses, count } from '../insight/words.ts';
import type { Request } from '../model/request.ts';
import { isExact, type Bounds } from './bounds.ts';
import { windowOf, type FigureId, type FigureRule, type Window } from './figures.ts';

/** One figure of both captures. Plain data. */
export interface Difference {
  readonly id: FigureId;
  readonly name: string;
  readonly unit: Unit;
  readonly a: Told;
  readonly b: Told;
  /** b − a, between what it lies where some requests do not tell; `null` where nothing limits it, or where the two are of another basis: `note` says so. */
  readonly change: Change | null;
  /** The same of the requests that are in both captures and used the network in both; `null` where the two are of another basis. */
  readonly inBoth: Sides<Told> | null;
  /** `none`: there is a difference, or may be one, and it says nothing. */
  readonly verdict: Verdict;
  /** Why there is no difference, or no verdict on it. */
  readonly note: string | null;
}

export interface Change {
  readonly least: number;
  readonly most: number;
}

export interface Told {
  /** `null` where no request tells. */
  readonly value: number | null;
  /** Requests that do not tell, and so are not in the value. */
  readonly hidden: number;
  /** Requests that may be on another connection than the value takes them to be. */
  readonly unsure: number;
}

export type Verdict = 'better' | 'worse' | 'same' | 'none';

/** What both captures have of a figure's requests. */
export interface Both {
  readonly all: Sides<readonly Request[]>;
  /** Those that are in both. */
  readonly shared: Sides<readonly Request[]>;
  readonly window: Sides<Window>;
  readonly basis: Sides<Basis>;
  /** Whether waits are counted from when the network stack had the request, and not from when the page asked. */
  readonly waitsLate: Sides<boolean>;
  /** Which of the two is not whole; `null` where both are. */
  readonly lacking: string | null;
  /** Why the two cannot be judged against each other; `null` where they can. */
  readonly incomparable: string | null;
  /** Both are one recording: what is hidden in it is the same, too. */
  readonly isOne: boolean;
}

export interface Sides<T> {
  readonly a: T;
  readonly b: T;
}

/** Whether connections are named by the browser, or some of them estimated, or nobody tells of any. */
export type Basis = 'reported' | 'estimated' | 'hidden';

export const each = <T, U>({ a, b }: Sides<T>, of: (side: T) => U): Sides<U> => ({ a: of(a), b: of(b) });

export const windowsOf = (analyses: Sides<Parameters<typeof windowOf>[0]>): Sides<Window> => each(analyses, windowOf);

/**
 * A figure's difference and what it says. A verdict is given only where the
 * difference holds whatever the hidden part is, shows in the requests that are
 * in both captures as well, and is more than chance.
 */
export function differenceOf(rule: FigureRule, { all, shared, window, basis, waitsLate, lacking, incomparable, isOne }: Both): Difference {
  const told = { a: rule.of(all.a, window.a), b: rule.of(all.b, window.b) };
  const areAllShared = shared.a.length === all.a.length && shared.b.length === all.b.length;
  const inBoth = areAllShared ? told : { a: rule.of(shared.a, window.a), b: rule.of(shared.b, window.b) };
  if (isOne && isAlike(told)) return { id: rule.id, name: rule.name, unit: rule.unit, ...each(told, asTold), change: { least: 0, most: 0 }, inBoth: each(inBoth, asTold), verdict: 'same', note: null };
  const other = otherBasis(rule, { basis, window, waitsLate });
  const { verdict, note } = lacking === null ? judge(rule, told, { inBoth, withChance: rule.withChance ? each(all, rule.withChance) : told }, other ?? incomparable) : { verdict: 'none' as const, note: lacking };
  return {
    id: rule.id,
    name: rule.name,
    unit: rule.unit,
    ...each(told, asTold),
    change: other === null ? changeOf(told) : null,
    inBoth: other === null ? each(inBoth, asTold) : null,
    verdict,
    note: other ?? clauses(hiddenIn(told), note),
  };
}

const isAlike = ({ a, b }: Sides<Bounds>): boolean => a.value === b.value && a.least === b.least && a.most === b.most && a.hidden === b.hidden && a.unsure === b.unsure;

const asTold = ({ value, hidden, unsure }: Bounds): Told => ({ value, hidden, unsure });

function changeOf({ a, b }: Sides<Bounds>): Change | null {
  const change = { least: b.least - a.most, most: b.most - a.least };
  return a.value !== null && b.value !== null && Number.isFinite(change.most - change.least) ? change : null;
}

function otherBasis({ isOfConnections, isOfWaits, id }: FigureRule, { basis, window, waitsLate }: Pick<Both, 'basis' | 'window' | 'waitsLate'>): string | null {
  if (isOfConnections && basis.a !== basis.b && basis.a !== 'hidden' && basis.b !== 'hidden') return `${basis.a} in A, ${basis.b} in B`;
  if (isOfWaits === true && waitsLate.a !== waitsLate.b) return `what requests waited before the network stack had them is not in ${waitsLate.a ? 'A' : 'B'}`;
  if (id === 'held-up' && window.a.toLoad !== window.b.toLoad) return `${spanName(window.a)} in A, ${spanName(window.b)} in B`;
  return null;
}

const spanName = ({ toLoad }: Window): string => (toLoad ? 'until load' : 'of all that was recorded');

function hiddenIn(told: Sides<Bounds>): string | null {
  const parts = (['a', 'b'] as const).flatMap((side) => whyInexact(told[side]).map((why) => `${why} in ${side.toUpperCase()}`));
  return parts.length === 0 ? null : parts.join(', ');
}

function whyInexact(told: Bounds): readonly string[] {
  if (isExact(told)) return [];
  const { hidden, unsure } = told;
  if (hidden === 0 && unsure === 0) return ['none'];
  return [...(hidden === 0 ? [] : [`hidden for ${count(hidden, 'request')}`]), ...(unsure === 0 ? [] : [`not sure for ${count(unsure, 'request')}`])];
}

interface Judged {
  readonly verdict: Verdict;
  readonly note: string | null;
}

/** Where a verdict must hold as well. */
interface Tests {
  readonly inBoth: Sides<Bounds>;
  readonly withChance: Sides<Bounds>;
}

function judge(rule: FigureRule, told: Sides<Bounds>, { inBoth, withChance }: Tests, incomparable: string | null): Judged {
  if (isExact(told.a) && isExact(told.b) && told.a.value === told.b.value) return { verdict: 'same', note: null };
  if (rule.better === null) return { verdict: 'none', note: null };
  if (incomparable !== null) return { verdict: 'none', note: incomparable };
  const direction = directionOf(rule.unit, told);
  if (direction === null) return { verdict: 'none', note: isExact(told.a) && isExact(told.b) ? `one load each, and less than ${LEAST_FACTOR} times or ${LEAST_MS} ms apart: may be chance` : null };
  if (direction !== directionOf(rule.unit, withChance)) return { verdict: 'none', note: 'not so where those count that were opened earlier: no verdict' };
  if (direction !== directionOf(rule.unit, inBoth)) return { verdict: 'none', note: 'the requests in both do not show it: no verdict' };
  return { verdict: direction === rule.better ? 'better' : 'worse', note: null };
}

function directionOf(unit: Unit, { a, b }: Sides<Bounds>): 'less' | 'more' | null {
  if (isApart(unit, a.most, b.least)) return 'more';
  return isApart(unit, b.most, a.least) ? 'less' : null;
}

/**
 * Each capture is one load, and times vary from load to load: a local page of
 * seven origins, loaded six times in Chromium 156 on a busy machine, spent 307
 * to 1756 ms in setup, up to 5.7 times as much; one of its origins 46 to 1455
 * ms, 31 times, and another was stalled for 0 or 82 ms. Twice the most that
 * was seen of whole pages decides; of single origins nothing does.
 */
const LEAST_FACTOR = 10;
/** A delay up to here is felt as none (Nielsen, "Response Times: The 3 Important Limits"), and that much came and went by itself. */
const LEAST_MS = 100;

const isApart = (unit: Unit, less: number, more: number): boolean => more > less && (unit !== 'ms' || (more - less >= LEAST_MS && more >= LEAST_FACTOR * less));
