import { LATE_END_MS, LATEST_END_MS } from '../../model/late-end.ts';
import { SLOTS } from '../../model/slots.ts';
import { sameAddress, SURELY_IDLE_MS, type PoolLane } from './pool.ts';
import type { BrowserRule } from './rules.ts';
import type { Use } from './use.ts';

/** What one use may have done, and how likely that is. `lane` is a place in the pool; -1: a connection of its own. */
export interface Choice {
  readonly lane: number;
  readonly likelihood: number;
  /** A connection that was made for it, and that it did not use, is there too, for whoever comes next. */
  readonly leavesOne?: true;
}

export interface Circumstances {
  readonly rule: BrowserRule;
  /** When the pool was used before. */
  readonly previousAt: number;
  /** How soon a request is ready to be sent after it was asked for, as a rule, ms. */
  readonly readyMs: number;
}

/** The connections of a pool that the use may have had: all else is ruled out, or so much less likely that it is given up. */
export function choicesOf(pool: readonly PoolLane[], use: Use, circumstances: Circumstances): readonly Choice[] {
  const choices = lanesFor(pool, use, circumstances);
  const { spare } = use;
  return spare === 0 ? choices : choices.flatMap((choice): readonly Choice[] => [{ ...choice, likelihood: choice.likelihood * (1 - spare) }, { ...choice, likelihood: choice.likelihood * spare, leavesOne: true }]);
}

function lanesFor(pool: readonly PoolLane[], use: Use, { previousAt, readyMs, rule }: Circumstances): readonly Choice[] {
  const alike = pool.reduce((count, { anonymous }) => count + Number(anonymous === use.anonymous), 0);
  // HTTP/1 has an answer before the next is asked; where there can be no other connection, that was told late.
  const hasAnswered = ({ answeredAt }: PoolLane): boolean => alike >= SLOTS || answeredAt === null || use.at >= answeredAt - LATE_END_MS;
  const idle = pool.map((lane) => (canCarry(lane, use) && hasAnswered(lane) ? idleProbability(use.at - lane.freeAt, rule) * (use.asked > lane.shunnedAt ? SHUNNED : 1) : 0));
  if (use.opened) return openings(pool, idle, use, besideFull(alike));

  // One that waits is sent when a connection becomes free: if that seems to be in the same millisecond, it was.
  const free = idle.map((p, index) => (p > 0 && use.at >= pool[index]!.freeAt ? 1 : p));
  const likely = placesWhere(free, (p) => p >= FAINT);
  const unseen = unseenProbability(alike, use.at - previousAt);
  const waited = waitedProbability(firstFreeOf(pool, idle), use, readyMs, rule);
  const total = Math.max(idle.reduce((sum, p) => sum + p, 0), 1);
  const passesOverUrgent = rule.urgentLast && !use.urgent;
  // Each is held against each: what all that needs of them lies side by side, and where times alone decide they are not asked for more.
  const isByTime = !rule.urgentLast && !rule.largestFirst;
  const freedAt = likely.map((place) => pool[place]!.freeAt);
  const notIdle = likely.map((place) => 1 - idle[place]!);
  const notFree = likely.map((place) => 1 - free[place]!);
  const likelihoodOf = (index: number): number => {
    const lane = pool[index]!;
    const own = idle[index]!;
    let [byRule, byTurn] = [own * (passesOverUrgent && lane.urgent ? 1 - unseen : 1), free[index]!];
    const least = (1 - rule.trust) * (own / total) * NOTHING_BESIDE;
    // What is left of both only becomes less, and at last is lost beside what is added to it below: of hundreds of connections most end here soon.
    for (let i = 0; i < likely.length && byRule + byTurn > least; i++) {
      if (likely[i] === index) continue;
      const earlierMs = lane.freeAt - freedAt[i]!;
      if (isByTime && Math.abs(earlierMs) >= rule.tieMs) {
        if (earlierMs > 0) byTurn *= notFree[i]!;
        if (earlierMs > 0 === (rule.idleFirst === 'longest')) byRule *= notIdle[i]!;
      } else {
        const other = pool[likely[i]!]!;
        byRule *= 1 - idle[likely[i]!]! * aheadProbability(other, lane, rule, passesOverUrgent);
        byTurn *= 1 - free[likely[i]!]! * freedFirst(other, lane, rule);
      }
    }
    const chosen = waited * byTurn + (1 - waited) * byRule;
    return (rule.trust * chosen + (1 - rule.trust) * (own / total)) * headersAgree(lane, use);
  };
  const choices = likely.map((lane): Choice => ({ lane, likelihood: likelihoodOf(lane) }));
  // None is likelier than it is that its connection is free.
  const faint = FAINT * mostOf(choices);
  for (const lane of placesWhere(free, (p) => p > faint && p < FAINT)) choices.push({ lane, likelihood: likelihoodOf(lane) });
  const none = idle.reduce((product, p, index) => (passesOverUrgent && pool[index]!.urgent ? product : product * (1 - p)), unseen);
  choices.push({ lane: -1, likelihood: Math.max(none, choices.length === 0 ? IMPOSSIBLE : 0) });
  const least = FAINT * mostOf(choices);
  return choices.filter(({ likelihood }) => likelihood > least);
}

/**
 * However many were idle: it did open one. It may have been sent on another.
 * @param seventh how likely there is one more
 */
function openings(pool: readonly PoolLane[], idle: readonly number[], { at, elsewhere }: Use, seventh: number): readonly Choice[] {
  const own = Math.max(idle.reduce((product, p) => product * (1 - p * (1 - OPENS_BESIDE_IDLE)), seventh), IMPOSSIBLE);
  const freed = elsewhere === 0 ? [] : placesWhere(idle, (p) => p > 0).filter((place) => isJustFree(at - pool[place]!.freeAt));
  if (freed.length === 0) return [{ lane: -1, likelihood: own }];
  return [{ lane: -1, likelihood: own * (1 - elsewhere) }, ...freed.map((lane): Choice => ({ lane, likelihood: elsewhere / freed.length, leavesOne: true }))];
}

/** Whether one that became free so long before a request was sent, ms, may have been given to it in that moment: of 98 that were sent on another, on 120 loads, 89. */
export const isJustFree = (sinceMs: number): boolean => sinceMs > -FREED_AFTER_MS && sinceMs < FREED_BEFORE_MS;
const FREED_BEFORE_MS = 2.5;
const FREED_AFTER_MS = 0.5;

/** Added to a number, so much of it, or less, changes no digit of it: a double has 53 bits. */
const NOTHING_BESIDE = 2 ** -54;

/** One that is so much less likely than the likeliest is given up. */
const FAINT = 0.005;

const mostOf = (choices: readonly Choice[]): number => choices.reduce((most, { likelihood }) => Math.max(most, likelihood), 0);

function placesWhere(all: readonly number[], holds: (p: number) => boolean): readonly number[] {
  const places: number[] = [];
  for (let place = 0; place < all.length; place++) if (holds(all[place]!)) places.push(place);
  return places;
}

/** `Infinity`: none is idle. */
const firstFreeOf = (pool: readonly PoolLane[], idle: readonly number[]): number => idle.reduce((first, p, index) => (p > 0 ? Math.min(first, pool[index]!.freeAt) : first), Infinity);

/** How likely a connection is still there that was not taken although it was idle. */
const SHUNNED = 0.2;
/** How often a browser opens one although another seems idle. */
const OPENS_BESIDE_IDLE = 0.02;
/** How often a connection that nobody saw being opened is there. */
const UNSEEN = 0.1;
/** Seldom since the last use, if that was less than a connect ago, ms. */
const UNSEEN_MS = 30;
const UNSEEN_LATE = 0.7;
/** There is no seventh beside six. */
const besideFull = (seen: number): number => (seen >= SLOTS ? SEVENTH : 1);
const SEVENTH = 0.001;
const IMPOSSIBLE = 1e-9;
/** How often a response is said to end after its connection carried the next request, by more than the rule expects. */
const LATE_END = 0.004;

const canCarry = (lane: PoolLane, use: Use): boolean => lane.anonymous === use.anonymous && sameAddress(lane, use) && use.at - lane.freeAt < lane.keptMs;

/** That a connection whose answer is said to have ended so long ago was idle when one was chosen, which is a little before the request is seen to be sent. */
function idleProbability(sinceMs: number, { idleAtEnd, settledMs, lateMs }: BrowserRule): number {
  if (sinceMs >= SURELY_IDLE_MS) return 1;
  if (sinceMs < -LATEST_END_MS) return 0;
  if (sinceMs >= 0) return 1 - (1 - idleAtEnd) * Math.exp(-sinceMs / settledMs);
  return Math.max(idleAtEnd * Math.exp(sinceMs / lateMs), LATE_END * (1 + sinceMs / (2 * LATEST_END_MS)));
}

/** That there is one which nothing tells of; it cannot have come since the last use if that was just now. */
const unseenProbability = (seen: number, sinceMs: number): number => UNSEEN * (1 - UNSEEN_LATE * Math.exp(-Math.max(sinceMs, 0) / UNSEEN_MS)) * besideFull(seen);

/**
 * That it was in the queue when the first of these became free, and so has
 * that one, whichever the browser likes best: then it was sent soon after
 * that. Else it was ready later, soon after the page had asked for it.
 */
function waitedProbability(firstFree: number, use: Use, readyMs: number, { servedMs }: BrowserRule): number {
  if (firstFree === Infinity || firstFree <= use.asked) return 0;
  const [sinceFree, sinceAsked] = [Math.max(use.at - firstFree, 0) / servedMs, (use.at - use.asked) / readyMs];
  return 1 / (1 + (Math.exp(sinceFree - sinceAsked) * servedMs) / readyMs);
}

/**
 * How soon these were ready, as a rule: those that opened a connection waited
 * for nothing else. A busy machine takes ten times as long as an idle one.
 */
export function readyAfter(uses: readonly Use[]): number {
  const waits = uses.filter(({ opened }) => opened).map(({ at, asked }) => at - asked).sort((a, b) => a - b);
  return waits.length === 0 ? READY_MS : Math.min(Math.max(waits[waits.length >> 1]!, SOONEST_MS), LATEST_MS);
}
const READY_MS = 40;
const SOONEST_MS = 10;
const LATEST_MS = 500;

/** That `a` became free before `b`, as far as clocks of 1 ms and the order of events tell. */
function freedFirst(a: PoolLane, b: PoolLane, { tieMs }: BrowserRule): number {
  const earlierMs = b.freeAt - a.freeAt;
  if (earlierMs >= tieMs) return 1;
  if (earlierMs <= -tieMs) return 0;
  if (a.freeOrder !== null && b.freeOrder !== null) return a.freeOrder < b.freeOrder ? TOLD_IN_ORDER : 1 - TOLD_IN_ORDER;
  return 0.5 + earlierMs / (2 * tieMs);
}

/** That the browser takes `a` before `b`; which of two became idle first, clocks of 1 ms may not tell. */
function aheadProbability(a: PoolLane, b: PoolLane, rule: BrowserRule, passesOverUrgent: boolean): number {
  if (passesOverUrgent && a.urgent !== b.urgent) return a.urgent ? 0 : 1;
  if (rule.largestFirst && a.mostBytes !== b.mostBytes) return a.mostBytes > b.mostBytes ? 1 : 0;
  return rule.idleFirst === 'longest' ? freedFirst(a, b, rule) : freedFirst(b, a, rule);
}
/** 30 of 30 pairs in Firefox 153. */
const TOLD_IN_ORDER = 0.97;

/** Apache counts down by one on each connection, Node repeats the same number. */
const headersAgree = (lane: PoolLane, use: Use): number => (lane.usesLeft === null || use.usesLeft === null || use.usesLeft === lane.usesLeft - 1 || use.usesLeft === lane.usesLeft ? 1 : MISCOUNTED);
const MISCOUNTED = 0.001;
