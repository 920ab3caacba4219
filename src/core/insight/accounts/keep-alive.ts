import { indexById } from '../../base/group.ts';
import type { Analysis } from '../../model/analysis.ts';
import { isSerial } from '../../model/protocol.ts';
import { SLACK_MS, type MaxKept, type TimeoutKept } from '../keep-alive/advertised.ts';
import type { Bucket } from '../keep-alive/histogram.ts';
import { howSurelyLost, type IdleGap } from '../keep-alive/idle-gap.ts';
import { connectionsBeyond, type CapCost } from '../keep-alive/request-cap.ts';
import { doubtOf, ENOUGH_GAPS, FEWEST_GAPS, MARGIN_MS, NEARLY_ALL, tellingGaps, type KeepAliveAdvice, type KeepAliveTuning } from '../keep-alive/tuner.ts';
import { carried, count } from '../words.ts';
import { account, requestInput, type Account, type Said } from './account.ts';
import { gapInputs, gapsAccount, LENGTH, ONE, rateAccount, type Tuned } from './idle-gaps.ts';
import { percentText } from '../../base/percent.ts';

/** How each figure of a tuning is computed. */
export function keepAliveAccounts(tuning: KeepAliveTuning, analysis: Analysis, bucket: Bucket | null): readonly Account[] {
  const { advice, advertised } = tuning;
  const of: Tuned = { tuning, summary: analysis.origins.find(({ origin }) => origin === tuning.origin)!, labels: new Map(analysis.connections.map(({ id, label }) => [id, label])) };
  return [
    timeoutAccount(of),
    ...(advice.value === null ? [] : [keptAccount(of, advice.value)]),
    gapsAccount(of, bucket),
    ...(tuning.reuse.steps.length > 1 ? [rateAccount(of)] : []),
    ...(advertised?.timeout ? [advertisedAccount(of, advertised.request, advertised.connections, advertised.timeout)] : []),
    ...(advertised?.max ? [advertisedMaxAccount(of, advertised.max)] : []),
    ...tuning.caps.filter(({ connections }, i) => i === 0 || connections > 0).map((cap) => capAccount(of, cap)),
  ];
}

function timeoutAccount(of: Tuned): Account {
  const { reachable, advice: { value } } = of.tuning;
  const telling = tellingGaps(reachable);
  return account({
    key: 'timeout',
    definition: 'timeout',
    name: 'Recommended timeout',
    unit: 'ms',
    value: value?.timeoutMs ?? null,
    beside: value === null ? [] : [`${value.confidence} confidence, from ${count(value.gaps, 'gap')}`],
    formula: () => value === null ? [`${count(telling.length, 'gap')} of a second or more, fewer than ${FEWEST_GAPS}`] : timeoutFormula(telling, value),
    sum: null,
    inputs: () => gapInputs(of, telling, LENGTH).map((input) => ({ ...input, isMarked: input.amount === value?.nearlyAllMs })),
  });
}

function timeoutFormula(telling: readonly IdleGap[], { nearlyAllMs, timeoutMs, isBrowserLimit, confidence }: KeepAliveAdvice): Said {
  const n = telling.length;
  return [
    `no. ${Math.ceil(n * NEARLY_ALL)} of ${n} by length = `, nearlyAllMs, ' + ', MARGIN_MS, ' = ', nearlyAllMs + MARGIN_MS, isBrowserLimit ? '; Chromium keeps no longer than ' : '; the next usual value is ', timeoutMs,
    `. Confidence: 1 − ${NEARLY_ALL}^${n} = ${percentText(1 - NEARLY_ALL ** n)}, ${n >= ENOUGH_GAPS.high ? `${ENOUGH_GAPS.high} gaps or more` : n >= ENOUGH_GAPS.medium ? `${ENOUGH_GAPS.medium} gaps or more` : `fewer than ${ENOUGH_GAPS.medium} gaps`}${doubtWords(telling)}: ${confidence}`,
  ];
}

/** Why it is less than the number of gaps alone would make it. */
function doubtWords(telling: readonly IdleGap[]): string {
  const some = (is: (gap: IdleGap) => boolean): number => telling.filter(is).length;
  switch (doubtOf(telling)) {
    case 'unsure':
      return `, ${some(({ isSure }) => !isSure)} of them on a connection that is not sure`;
    case 'guessed':
      return `, that ${some(({ verdict }) => verdict === 'guess')} of them lost a connection is a guess`;
    case 'estimated':
      return ', connections estimated';
    case 'inferred':
      return `, that ${some(({ verdict }) => verdict === 'likely')} of them lost a connection is likely`;
    case null:
      return '';
  }
}

function keptAccount(of: Tuned, { saves, timeoutMs }: KeepAliveAdvice): Account {
  const lost = of.tuning.gaps.filter(({ outcome }) => outcome === 'lost');
  const kept = tellingGaps(of.tuning.reachable).filter(({ outcome, ms }) => outcome === 'lost' && ms < timeoutMs);
  return account({
    key: 'kept',
    definition: 'kept',
    name: `Connections ${howSurelyLost(kept)} kept by it`,
    unit: 'count',
    value: saves.connections,
    isEstimate: true,
    beside: saves.setupMs > 0 ? ['up to ', saves.setupMs, ' of setup'] : [],
    formula: () => [`${kept.length} of ${count(lost.length, 'gap')} ${howSurelyLost(lost)} lost are shorter than `, timeoutMs, '; their setups: ', saves.setupMs],
    inputs: () => gapInputs(of, kept, ONE),
  });
}

const verdictWords = (lost: string): Readonly<Record<TimeoutKept['verdict'], string>> => ({
  'kept-longer': 'a longer gap was bridged all the same',
  'closed-sooner': `a connection was ${lost} in a shorter gap`,
  'as-said': 'what happened agrees',
  untested: 'no gap came near it',
});

function advertisedAccount(of: Tuned, request: string, connections: number, { saidMs, verdict, longestBridgedMs, shortestLostMs }: TimeoutKept): Account {
  const deciding = [[longestBridgedMs, 'bridged'], [shortestLostMs, 'lost']].flatMap(([ms, outcome]) => of.tuning.gaps.filter((gap) => gap.ms === ms && gap.outcome === outcome && isSerial(gap.protocol)).slice(0, 1));
  const lost = `${howSurelyLost(deciding.filter(({ outcome }) => outcome === 'lost'))} lost`;
  return account({
    key: 'advertised',
    definition: 'advertised',
    name: 'Advertised timeout',
    unit: 'ms',
    value: saidMs,
    beside: [verdictWords(lost)[verdict]],
    formula: () => [`Keep-Alive: timeout=${saidMs / 1000} on ${count(connections, 'connection')}; longest gap bridged `, longestBridgedMs ?? 'none', `, shortest ${lost} `, shortestLostMs ?? 'none', '; less than ', SLACK_MS, ' beside it decides nothing'],
    sum: null,
    inputs: () => [
      ...of.summary.requests.filter(({ id }) => id === request).map((one) => requestInput(one, saidMs, 'ms', ['its answer said so'])),
      ...gapInputs(of, deciding, LENGTH),
    ],
  });
}

function advertisedMaxAccount({ summary: { requests, connections: all } }: Tuned, { said, connections, exceeded, usedUp }: MaxKept): Account {
  const estimated = all.some(({ protocol, basis }) => isSerial(protocol) && basis.kind === 'inferred') ? ', connections estimated' : '';
  const happened = exceeded.length > 0 ? 'a connection took more all the same' : usedUp.length > 0 ? 'a connection took just as many' : 'no connection came to it';
  return account({
    key: 'advertised-max',
    definition: 'advertised-max',
    name: 'Advertised limit on requests',
    unit: 'count',
    value: said,
    beside: [happened + estimated],
    formula: () => [`Keep-Alive: max=${said} at most, on ${count(connections, 'connection')}: ${exceeded.length} took more, ${usedUp.length} just as many, ${connections - exceeded.length - usedUp.length} fewer${estimated}`],
    sum: null,
    inputs: () => {
      const byId = indexById(requests);
      return [...exceeded, ...usedUp].flatMap(({ request: id, allowed, came }) => {
        const request = byId.get(id);
        return request === undefined ? [] : [requestInput(request, came, 'count', [`came after its answer, which allowed ${allowed}`])];
      });
    },
  });
}

function capAccount({ summary: { origin, connections: all } }: Tuned, { requests: cap, protocols, connections, source }: CapCost): Account {
  const reusable = all.filter(({ protocol }) => protocols.some((one) => one === protocol));
  return account({
    key: `request-cap ${cap}`,
    definition: 'request-cap',
    name: `With at most ${cap.toLocaleString('en')} requests each`,
    unit: 'count',
    value: connections,
    isEstimate: true,
    beside: [connections === 1 ? 'more connection' : 'more connections'],
    formula: () => [`sum of ⌈requests ÷ ${cap}⌉ − 1 over ${count(reusable.length, 'connection')}, of which the fullest carried ${reusable.reduce((most, { requests }) => Math.max(most, requests.length), 0)}. The servers that set it unasked: ${source}`],
    // By a request of this origin: the connection may be called after another.
    inputs: () => reusable.filter(({ requests }) => requests.length > cap).map((connection) => requestInput(connection.requests.find((one) => one.origin === origin)!, connectionsBeyond([connection], cap), 'count', [`the first on ${connection.label}, which carried ${carried(connection)}`])),
  });
}
