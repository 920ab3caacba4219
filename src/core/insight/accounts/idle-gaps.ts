import { indexById } from '../../base/group.ts';
import type { OriginSummary } from '../../model/analysis.ts';
import type { Bucket } from '../keep-alive/histogram.ts';
import { howSurelyLost, type IdleGap } from '../keep-alive/idle-gap.ts';
import { stepAt } from '../keep-alive/reuse-rate.ts';
import type { KeepAliveTuning } from '../keep-alive/tuner.ts';
import { timeOf } from '../words.ts';
import { account, joined, requestInput, type Account, type Input, type Said, type Unit } from './account.ts';
import { percentText } from '../../base/percent.ts';

export interface Tuned {
  readonly tuning: KeepAliveTuning;
  /** Of its origin. */
  readonly summary: OriginSummary;
  /** Of connections, by id. */
  readonly labels: ReadonlyMap<string, string>;
}

/** The request that ended a gap, and what is known of the gap; so much of it as is counted. */
export function gapInputs({ summary, labels }: Tuned, gaps: readonly IdleGap[], [amountOf, unit]: readonly [(gap: IdleGap) => number, Unit]): readonly Input[] {
  const byId = indexById(summary.requests);
  return gaps.toSorted((a, b) => b.ms - a.ms).map((gap) => {
    const { connection, outcome, ms, setupMs, isSure } = gap;
    const end: Said = outcome === 'bridged' ? ['bridged'] : [`${howSurelyLost([gap])} lost`, ...(setupMs === null ? [] : [', setup ', setupMs])];
    return requestInput(byId.get(gap.request)!, amountOf(gap), unit, [`${labels.get(connection)} idle for `, ms, ': ', ...end, ...(isSure ? [] : ['; which requests it carried is not sure'])]);
  });
}

export const LENGTH = [({ ms }: IdleGap) => ms, 'ms'] as const;
export const ONE = [() => 1, 'count'] as const;

/** All of them, or those of one bar of the histogram. */
export function gapsAccount(of: Tuned, bucket: Bucket | null): Account {
  const { gaps: all, recordedMs, reachable, recordedIn } = of.tuning;
  const outOfReach = all.length - reachable.length;
  const gaps = bucket === null ? all : all.filter(({ ms }) => ms >= bucket.fromMs && ms < bucket.toMs);
  const lost = gaps.filter(({ outcome }) => outcome === 'lost');
  return account({
    key: 'idle-gaps',
    definition: 'idle-gaps',
    name: bucket === null ? 'Idle gaps' : `Idle gaps, ${timeOf(bucket.fromMs)} ${bucket.toMs === Infinity ? 'and more' : `to ${timeOf(bucket.toMs)}`}`,
    unit: 'count',
    value: gaps.length,
    beside: ['in ', recordedMs, ...unsureOf(gaps)],
    formula: () => [`bridged ${gaps.length - lost.length} + ${howSurelyLost(lost)} lost ${lost.length} = ${gaps.length}`, ...(bucket === null && outOfReach > 0 ? [`; ${outOfReach} of them longer than ${recordedIn === 'firefox' ? 'Firefox' : 'Chromium'} keeps a connection`] : [])],
    sum: null,
    inputs: () => gapInputs(of, gaps, LENGTH),
  });
}

const unsureOf = (gaps: readonly IdleGap[]): Said => {
  const unsure = gaps.filter(({ isSure }) => !isSure).length;
  return unsure === 0 ? [] : [`, ${unsure} of them not sure`];
};

/** With the best timeout; the formula has the others. */
export function rateAccount(of: Tuned): Account {
  const { gaps, reachable, reuse, histogram } = of.tuning;
  const endedGap = new Set(gaps.filter(({ outcome }) => outcome === 'bridged').map(({ request }) => request));
  const atOnce = of.summary.requests.filter(({ id, origination }) => origination.opening === 'reused' && !endedGap.has(id));
  const { rate, bridged } = reuse.steps.at(-1)!;
  const steps = histogram.filter(({ toMs }) => toMs < Infinity).map(({ toMs }) => ({ toMs, step: stepAt(reuse, toMs) })).filter(({ step }, i, all) => step.bridged !== (all[i - 1]?.step.bridged ?? 0));
  return account({
    key: 'reuse-rate',
    definition: 'reuse-rate',
    name: 'Reuse, were every gap bridged',
    unit: 'share',
    value: rate,
    isEstimate: true,
    beside: [`${percentText(reuse.steps[0]!.rate ?? 0)} if closed as soon as idle`],
    formula: () => joined([[`closed as soon as idle: ${atOnce.length} ÷ ${reuse.requests} = ${percentText(reuse.steps[0]!.rate ?? 0)}`], ...steps.map(({ toMs, step }): Said => [`kept for ${timeOf(toMs)}: (${atOnce.length} + ${step.bridged}) ÷ ${reuse.requests} = ${percentText(step.rate ?? 0)}`])], '; '),
    sum: atOnce.length + bridged,
    inputs: () => [...gapInputs(of, reachable, ONE), ...atOnce.map((request) => requestInput(request, 1, 'count', ['reused without a pause']))],
  });
}
