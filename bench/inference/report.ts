import { placeUses } from '../../src/core/analysis/lanes/place-uses.ts';
import { RULES, type RuleName } from '../../src/core/analysis/lanes/rules.ts';
import { BASELINES } from './baselines.ts';
import { groupBy } from '../../src/core/base/group.ts';
import type { Analysis } from '../../src/core/model/analysis.ts';
import { candidatesOf, isSettled } from '../../src/core/model/candidates.ts';
import { isSurelyPlaced, requestsBetween } from '../../src/core/model/placing.ts';
import { isSerial } from '../../src/core/model/protocol.ts';
import type { Interval } from '../interval.ts';
import { percent, table } from '../markdown.ts';
import type { Subject } from './hidden.ts';
import { isOnRight, heldAgainstOdds, type HeldAgainstOdds, type Reached } from './odds.ts';
import type { Pool } from './pools.ts';
import { EVEN, twinsOf } from './twins.ts';
import { asShown, judge, type Judged, type Model, type Score, type TruthOf } from './judge.ts';

/** Loads, or files, that are judged together. */
export interface Group {
  readonly name: string;
  readonly isHeldOut: boolean;
  readonly subjects: readonly Subject[];
  /** Of HTTP/1; `null` where nobody knows which requests shared one. */
  readonly pools: { readonly ofLoads: readonly (readonly Pool[])[]; readonly rule: RuleName } | null;
}

interface Scored {
  readonly group: Group;
  readonly ours: readonly Score[];
  /** `null` like the group's pools. */
  readonly odds: HeldAgainstOdds | null;
}

/** What a page of prose has of it, as Markdown: of each held out group how much of HTTP/1, and of HTTP/2 and HTTP/3 under the same name, is told rightly. */
export function reportInShort({ groups, overTls }: { readonly groups: readonly Group[]; readonly overTls: readonly Group[] }): string {
  const multiplexedOf = new Map(overTls.map((group) => [group.name, rightOf(multiplexedReuses(scoresOf(group, asShown)))]));
  const rows = groups.filter(({ isHeldOut }) => isHeldOut).map((group) => {
    const reused = serialReuses(scoresOf(group, asShown));
    const sure = reused.filter(isSaidSurely);
    return [group.name, rightOf(reused), percent(sure.length, reused.length), rightOf(sure), multiplexedOf.get(group.name) ?? '–'];
  });
  return table(['requests that reused a connection; percent, and of how many', 'HTTP/1: on the right one', 'said to be at least 90 % sure', 'of these on the right one', 'HTTP/2 and HTTP/3: on the right one'], rows);
}

/** Markdown. */
export function report({ groups, late, overTls }: { readonly groups: readonly Group[]; readonly late: readonly Group[]; readonly overTls: readonly Group[] }, { versions, recorded, time }: { readonly versions: readonly string[]; readonly recorded: string; readonly time: string }): string {
  const scored = groups.map(withScores);
  const scoredLate = late.map(withScores);
  return [
    `Recorded on ${recorded} with ${versions.join(' and ')}, headless. "Right" is the share, in percent, and in brackets of how many.`,
    '## Which connection',
    models(scored),
    '## All of ours',
    figures(scored),
    '## Are nine of ten right where we say 90 %?',
    reliability(scored.filter(({ group }) => group.isHeldOut), placedOf),
    '## Two histories that are told alike',
    twins(groups),
    '## HTTP/2 and HTTP/3',
    ...multiplexed(overTls.map(withScores)),
    '## A panel that was opened after the load',
    models(scoredLate),
    figures(scoredLate),
    reliability(scoredLate, placedOf),
    time,
  ].join('\n\n');
}

const withScores = (group: Group): Scored => ({ group, ours: scoresOf(group, asShown), odds: group.pools === null ? null : heldAgainstOdds(group.pools.ofLoads, RULES[group.pools.rule]) });

const scoresOf = ({ subjects }: Group, model: Model): readonly Score[] => subjects.map(({ analysis, truthOf, ordinalOf }) => judge(analysis, truthOf, model, ordinalOf));

const serialReuses = (scores: readonly Score[]): readonly Judged[] => scores.flatMap(({ judged }) => judged.filter(({ serial, isFirst }) => serial && !isFirst));
const multiplexedReuses = (scores: readonly Score[]): readonly Judged[] => scores.flatMap(({ judged }) => judged.filter(({ serial, isFirst }) => !serial && !isFirst));
const isSaidSurely = ({ confidence }: Judged): boolean => confidence >= 0.9;
/** Those whose connection is inferred, the first of a connection that was opened unseen among them; who tells of a connect has rows of its own. */
const placedOf = (scores: readonly Score[]): readonly Judged[] => scores.flatMap(({ judged }) => judged.filter(({ serial, request }) => serial && request.origination.opening !== 'new'));
const openers = (scores: readonly Score[]): readonly Judged[] => scores.flatMap(({ judged }) => judged.filter(({ serial, request }) => serial && request.origination.opening === 'new'));
/** Of a connect that nobody else can have been given. */
const SURE = 0.95;
const rightOf = (judged: readonly Judged[]): string => percent(judged.filter(({ right }) => right).length, judged.length);

/** HTTP/1 requests that reused a connection: on the right one? */
function models(scored: readonly Scored[]): string {
  const rows = Object.entries(BASELINES).map(([name, model]) => [name, ...scored.map(({ group }) => rightOf(serialReuses(scoresOf(group, model))))]);
  return table(['HTTP/1 requests that reused a connection, on the right one', ...scored.map(({ group }) => group.name)], [['**histories of the pool (ours)**', ...scored.map(({ ours }) => rightOf(serialReuses(ours)))], ...rows]);
}

function figures(scored: readonly Scored[]): string {
  const rows: readonly (readonly [string, (scores: readonly Score[], all: Scored) => string])[] = [
    ['new told from not new', (_, { group }) => newOrNot(group)],
    ['HTTP/1, reused: right, as we say ourselves', (scores) => percent(serialReuses(scores).reduce((sure, { confidence }) => sure + confidence, 0), serialReuses(scores).length)],
    ['HTTP/1, reused: right, if told which are made without credentials', (_, { group }) => toldCredentials(group)],
    ['…and if 512 histories are followed (± 95 % interval from load to load)', (_, { odds }) => (odds === null ? '–' : within(odds.all, 'right'))],
    ['…as the odds of these histories say', (_, { odds }) => (odds === null ? '–' : within(odds.all, 'said'))],
    ['…the one less the other', (_, { odds }) => (odds === null ? '–' : points(odds.all.rightLessSaid, '+'))],
    ['…of the surest 80 %, as many histories: right', (_, { odds }) => (odds === null ? '–' : within(odds.surest, 'right'))],
    ['…as the odds of these say', (_, { odds }) => (odds === null ? '–' : within(odds.surest, 'said'))],
    ['HTTP/1, reused, at least 90 % sure: right', (scores) => rightOf(serialReuses(scores).filter(isSaidSurely))],
    ['…of all HTTP/1, reused', (scores) => percent(serialReuses(scores).filter(isSaidSurely).length, serialReuses(scores).length)],
    ['HTTP/1, less than 80 % sure: on one of those that it names', (_, { group }) => named(group)],
    ['connections whose number of requests is a range: the true one is in it', (_, { group }) => ranges(group)],
    ['HTTP/1, tells of a connect: on the connection that it opened, where we are sure', (scores) => rightOf(openers(scores).filter(({ confidence }) => confidence >= SURE))],
    ['…where we are not', (scores) => rightOf(openers(scores).filter(({ confidence }) => confidence < SURE))],
    ['pairs of requests, rightly told whether they share a connection', (scores) => percent(sum(scores, 'pairsRight'), sum(scores, 'pairs'))],
    ['origins with the right number of connections', (scores) => percent(sum(scores, 'originsRight'), sum(scores, 'origins'))],
  ];
  return table(['', ...scored.map(({ group }) => group.name)], rows.map(([name, cell]) => [name, ...scored.map((all) => cell(all.ours, all))]));
}

/** "−1.4 ± 2.9", "92.5 ± 3.4" */
const points = ({ mean, half }: Interval, plus = ''): string => `${mean < 0 ? '−' : plus}${(100 * Math.abs(mean)).toFixed(1)} ± ${(100 * half).toFixed(1)}`;
/** "92.5 ± 3.4 (1899)" */
const within = (reached: Reached, what: 'right' | 'said'): string => `${points(reached[what])} (${reached.count})`;

const sum = (scores: readonly Score[], what: 'pairs' | 'pairsRight' | 'origins' | 'originsRight'): number => scores.reduce((total, score) => total + score[what], 0);

/** Where the truth counts the requests of each connection: that it says "new" of the first of a connection that it opened, and of no other. */
function newOrNot({ subjects }: Group): string {
  let [right, all] = [0, 0];
  for (const { analysis, ordinalOf } of subjects) {
    if (ordinalOf === null) continue;
    for (const request of analysis.requests) {
      const ordinal = ordinalOf(request);
      const { opening } = request.origination;
      if (ordinal === undefined || opening === 'unknown' || opening === 'none') continue;
      all += 1;
      // A first request that opened nothing itself found what something else had opened.
      right += opening === 'new' ? (ordinal === 1 ? 1 : 0) : opening === 'reused' ? (ordinal > 1 ? 1 : 0) : 1;
    }
  }
  return percent(right, all);
}

/** Of those that are said to be on one of several connections: whether the true one is among them. */
function named({ subjects }: Group): string {
  let [right, all] = [0, 0];
  for (const { analysis, truthOf } of subjects) {
    const truths = truthsOf(analysis, truthOf);
    for (const request of analysis.requests) {
      if (isSurelyPlaced(request) || !isSerial(request.protocol) || truthOf(request) === undefined) continue;
      all += 1;
      right += candidatesOf(request).some((id) => truths.get(id) === truthOf(request)) ? 1 : 0;
    }
  }
  return percent(right, all);
}

/** A connection is the one that its first request was on. */
const truthsOf = ({ connections }: Analysis, truthOf: TruthOf): ReadonlyMap<string, string | undefined> => new Map(connections.map(({ id, requests }) => [id, truthOf(requests[0]!)]));

function ranges({ subjects }: Group): string {
  let [right, all] = [0, 0];
  for (const { analysis, truthOf } of subjects) {
    const counts = groupBy(analysis.requests, (request) => truthOf(request) ?? null);
    for (const connection of analysis.connections) {
      const truth = truthOf(connection.requests[0]!);
      if (isSettled(connection) || truth === undefined) continue;
      const { least, most } = requestsBetween(connection);
      const truly = counts.get(truth)!.length;
      all += 1;
      right += least <= truly && truly <= most ? 1 : 0;
    }
  }
  return percent(right, all);
}

const STEPS = [0, 0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99] as const;

/** Of loads over TLS: what may share a connection with others at the same time. */
function multiplexed(scored: readonly Scored[]): readonly string[] {
  const rows: readonly (readonly [string, (all: Scored) => string])[] = [
    ['reused a connection: on the right one', ({ ours }) => rightOf(multiplexedReuses(ours))],
    ['…as we say ourselves', ({ ours }) => percent(multiplexedReuses(ours).reduce((sure, { confidence }) => sure + confidence, 0), multiplexedReuses(ours).length)],
    ['new told from not new, HTTP/1 of these loads too', ({ group }) => newOrNot(group)],
    ['origins with the right number of connections, HTTP/1 too', ({ ours }) => percent(sum(ours, 'originsRight'), sum(ours, 'origins'))],
  ];
  return [table(['', ...scored.map(({ group }) => group.name)], rows.map(([name, cell]) => [name, ...scored.map(cell)])), reliability(scored, multiplexedReuses)];
}

function reliability(scored: readonly Scored[], placed: (scores: readonly Score[]) => readonly Judged[]): string {
  const rows = STEPS.map((from, step) => {
    const to = STEPS[step + 1] ?? Infinity;
    return [`${Math.round(from * 100)} to ${to === Infinity ? 100 : Math.round(to * 100)}`, ...scored.map(({ ours }) => {
      const own = placed(ours).filter(({ confidence }) => confidence >= from && confidence < to);
      return own.length === 0 ? '–' : `${((100 * own.reduce((total, { confidence }) => total + confidence, 0)) / own.length).toFixed(0)} → ${rightOf(own)}`;
    })];
  });
  return table(['said, %', ...scored.map(({ group }) => `${group.name}: said on average → right`)], rows);
}

/** Pairs of histories that are told alike: how sure can one be which of them it was, and is that true? */
function twins(groups: readonly Group[]): string {
  const all = groups.flatMap(({ name, pools }) => (pools === null ? [] : [{ name, twins: pools.ofLoads.flat().flatMap((pool) => twinsOf(pool, RULES[pools.rule])) }]));
  return table(['the likelier of two twins: said, %', ...all.map(({ name }) => `${name}: said on average → was true`)], ODDS.map((from, step) => {
    const to = ODDS[step + 1] ?? Infinity;
    return [`${Math.round(from * 100)} to ${to === Infinity ? 100 : Math.round(to * 100)}`, ...all.map((group) => {
      // Of exactly even ones there is no likelier.
      const own = group.twins.filter(({ other }) => Math.abs(other - 0.5) > EVEN).map(({ other }) => ({ said: Math.max(other, 1 - other), isTrue: other < 0.5 })).filter(({ said }) => said >= from && said < to);
      return own.length === 0 ? '–' : `${((100 * own.reduce((total, { said }) => total + said, 0)) / own.length).toFixed(0)} → ${percent(own.filter(({ isTrue }) => isTrue).length, own.length)}`;
    })];
  }));
}

const ODDS = [0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99] as const;

/** Told which requests are made without credentials: the share of those that reused a connection on the right one. */
function toldCredentials({ pools }: Group): string {
  if (pools === null) return '–';
  let [right, all] = [0, 0];
  for (const { uses, firsts } of pools.ofLoads.flat()) {
    placeUses(uses, RULES[pools.rule]).placed.forEach(({ first }, place) => {
      if (firsts[place] === place) return;
      all += 1;
      right += isOnRight(first, place, firsts) ? 1 : 0;
    });
  }
  return percent(right, all);
}
