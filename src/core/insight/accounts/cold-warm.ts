import type { Request } from '../../model/request.ts';
import { FEWEST, type ColdWarm, type Distribution } from '../cost/cold-warm.ts';
import { account, requestInput, type Account, type Said } from './account.ts';

const ROWS = [
  ['TTFB, new', ({ cold }: ColdWarm) => cold.firstByte],
  ['TTFB, reused', ({ warm }: ColdWarm) => warm.firstByte],
  ['Total, new', ({ cold }: ColdWarm) => cold.total],
  ['Total, reused', ({ warm }: ColdWarm) => warm.total],
] as const;

/** Requests on new connections beside requests on reused ones, of one origin and protocol. */
export const coldWarmAccounts = (one: ColdWarm, byId: ReadonlyMap<string, Request>): readonly Account[] =>
  ROWS.map(([name, of]) => timesAccount(`cold-warm ${one.protocol} ${one.origin} ${name}`, name, of(one), byId));

function timesAccount(key: string, name: string, { n, percentiles, times }: Distribution, byId: ReadonlyMap<string, Request>): Account {
  const named = percentiles === null ? [] : ([['p50', percentiles.p50], ['p95', percentiles.p95], ['p99', percentiles.p99]] as const);
  const rank = (ms: number): number => times.findLastIndex((time) => time.ms === ms) + 1;
  return account({
    key,
    definition: 'cold-warm',
    name,
    unit: 'ms',
    value: percentiles?.p50.ms ?? null,
    beside: percentiles === null ? [`not enough data · n ${n}`] : ['p50 · p95 ', percentiles.p95.ms, ' · p99 ', percentiles.p99.ms, ` · n ${n}`],
    formula: () => percentiles === null ? [`not enough data: n ${n}, fewer than ${FEWEST}`] : named.flatMap(([percentile, { ms }], i): Said => [`${i === 0 ? '' : '; '}${percentile} = no. ${rank(ms)} of ${n} by length = `, ms]),
    sum: null,
    inputs: () => times.map(({ ms, request }) => {
      const marks = named.filter(([, ranked]) => ranked.request === request).map(([percentile]) => percentile);
      return { ...requestInput(byId.get(request)!, ms, 'ms', [marks.join(', ')]), isMarked: marks.length > 0 };
    }),
  });
}
