import type { Unit } from '../insight/accounts/account.ts';
import { count, timeOf } from '../insight/words.ts';
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
  /** The same of the requests that are in both captures and used the network in both. */
  readonly inBoth: { readonly a: number | null; readonly b: number | null };
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
}

export type Verdict = 'better' | 'worse' | 'same' | 'none';

/** What both captures have of a figure's requests. */
export interface Both {
  readonly all: Sides<readonly Request[]>;
  /** Those that are in both. */
  readonly shared: Sides<readonly Request[]>;
  readonly window: Sides<Window>;
  readonly basis: Sides<Basis>;
  /** Why the two cannot be judged against each other; `null` where they can. */
  readonly incomparable: string | null;
}

export interface Sides<T> {
  readonly a: T;
  readonly b: T;
}

/** Whether connections are named by the browser, or some of them estimated. */
export type Basis = 'reported' | 'estimated';

export const each = <T, U>({ a, b }: Sides<T>, of: (side: T) => U): Sides<U> => ({ a: of(a), b: of(b) });

export const windowsOf = (analyses: Sides<Parameters<typeof windowOf>[0]>): Sides<Window> => each(analyses, windowOf);

/**
 * A figure's difference and what it says. A verdict is given only where the
 * difference holds whatever the hidden part is, shows in the requests that are
 * in both captures as well, and is more than chance.
 */
export function differenceOf(rule: FigureRule, { all, shared, window, basis, incomparable }: Both): Difference {
  const told = { a: rule.of(all.a, window.a), b: rule.of(all.b, window.b) };
  const inBoth = { a: rule.of(shared.a, window.a), b: rule.of(shared.b, window.b) };
  const other = otherBasis(rule, basis, window);
  const { verdict, note } = judge(rule, told, inBoth, other ?? incomparable);
  return {
    id: rule.id,
    name: rule.name,
    unit: rule.unit,
    ...each(told, ({ value, hidden }) => ({ value, hidden })),
    change: other === null ? changeOf(told) : null,
    inBoth: each(inBoth, ({ value }) => value),
    verdict,
    note: other ?? hiddenIn(told) ?? note,
  };
}

function changeOf({ a, b }: Sides<Bounds>): Change | null {
  const change = { least: b.least - a.most, most: b.most - a.least };
  return a.value !== null && b.value !== null && Number.isFinite(change.most - change.least) ? change : null;
}

function otherBasis({ isOfConnections, id }: FigureRule, basis: Sides<Basis>, window: Sides<Window>): string | null {
  if (isOfConnections && basis.a !== basis.b) return `${basis.a} in A, ${basis.b} in B`;
  if (id === 'held-up' && window.a.toLoad !== window.b.toLoad) return `${spanName(window.a)} in A, ${spanName(window.b)} in B`;
  return null;
}

const spanName = ({ toLoad }: Window): string => (toLoad ? 'until load' : 'of all that was recorded');

function hiddenIn(told: Sides<Bounds>): string | null {
  const parts = (['a', 'b'] as const).flatMap((side) => (isExact(told[side]) ? [] : [told[side].hidden === 0 ? `none in ${side.toUpperCase()}` : `hidden for ${count(told[side].hidden, 'request')} in ${side.toUpperCase()}`]));
  return parts.length === 0 ? null : parts.join(', ');
}

interface Judged {
  readonly verdict: Verdict;
  readonly note: string | null;
}

function judge(rule: FigureRule, told: Sides<Bounds>, shared: Sides<Bounds>, incomparable: string | null): Judged {
  if (isExact(told.a) && isExact(told.b) && told.a.value === told.b.value) return { verdict: 'same', note: null };
  if (rule.better === null) return { verdict: 'none', note: null };
  if (incomparable !== null) return { verdict: 'none', note: incomparable };
  const [direction, ofShared] = [directionOf(rule.unit, told), directionOf(rule.unit, shared)];
  if (direction === null) return { verdict: 'none', note: isExact(told.a) && isExact(told.b) ? `${chanceOf(rule.unit)}: no verdict` : null };
  if (direction !== ofShared) return { verdict: 'none', note: 'the requests in both do not show it: no verdict' };
  return { verdict: direction === rule.better ? 'better' : 'worse', note: null };
}

function directionOf(unit: Unit, { a, b }: Sides<Bounds>): 'less' | 'more' | null {
  if (b.least > a.most && b.least - a.most >= slack(unit, b.least)) return 'more';
  return a.least > b.most && a.least - b.most >= slack(unit, a.least) ? 'less' : null;
}

/**
 * Two loads of one page never take the same time, so one load each decides
 * nothing about small differences of times. Waits below 20 ms are noise of the
 * browser's own (core/analysis/held-up.ts); a fifth is this project's choice.
 * Counts have no such noise, and shares follow from counts.
 */
const LEAST_MS = 20;
const LEAST_PART = 0.2;

const slack = (unit: Unit, larger: number): number => (unit === 'ms' ? Math.max(LEAST_MS, LEAST_PART * larger) : 0);

const chanceOf = (unit: Unit): string => (unit === 'ms' ? `less than ${timeOf(LEAST_MS)} or ${LEAST_PART * 100}% apart may be chance` : 'too close');
