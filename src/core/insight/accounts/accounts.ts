import { loadBegan } from '../../analysis/scope.ts';
import { indexById } from '../../base/group.ts';
import type { Analysis } from '../../model/analysis.ts';
import type { Connection } from '../../model/connection.ts';
import type { Request } from '../../model/request.ts';
import { coldWarm, FEWEST, type ColdWarm } from '../cost/cold-warm.ts';
import { roundTrips } from '../cost/round-trips.ts';
import { insightOf } from '../insight.ts';
import type { Account } from './account.ts';
import { coldWarmAccounts } from './cold-warm.ts';
import { costAccount } from './cost.ts';
import { heldUpAccount, type Window } from './held-up.ts';
import { earlierAccounts, openedAccount, protocolsAccount, requestsAccount, reuseAccount } from './openings.ts';
import { coalescingAccounts, h3Accounts } from './protocols.ts';
import { rttAccounts, tlsAccount } from './round-trips.ts';
import { setupAccounts } from './setup.ts';
import { slowStartAccount } from './slow-start.ts';
import { stalledAccounts } from './stalled.ts';
import { secondHopAccount, streamAccounts } from './streams.ts';

export interface Section {
  readonly title: string;
  readonly accounts: readonly Account[];
  /** What is left out, in a sentence. */
  readonly left: string | null;
}

/** The part of a recording that is accounted for. */
export interface Scope {
  readonly analysis: Analysis;
  /** `null`: all of it. */
  readonly origin: string | null;
  readonly requests: readonly Request[];
  readonly connections: readonly Connection[];
}

/** Of many origins or addresses, as many are listed. */
const MOST = 8;

/** Every figure of the scope but what it was held up, which depends on a stretch of time besides. */
export function accountsOf({ analysis, origin, requests, connections }: Scope): readonly Section[] {
  const { why, stalls } = insightOf(analysis);
  const trips = new Map(roundTrips(analysis).map((one) => [one.connection, one]));
  const byId = { requests: indexById(analysis.requests), connections: indexById(analysis.connections) };
  const isWanted = (...origins: readonly string[]): boolean => origin === null || origins.includes(origin);
  const setups = setupAccounts(requests, connections, why);
  const stalled = stalledAccounts(requests, stalls);
  const rtts = rttAccounts(connections, trips).toSorted((a, b) => b.inputs.length - a.inputs.length);
  return [
    {
      title: 'Cost',
      accounts: [
        requestsAccount(requests, connections),
        openedAccount(requests, (analysis.unused ?? []).filter((one) => isWanted(one.origin))),
        ...earlierAccounts(requests),
        reuseAccount(requests, connections),
        ...setups,
        ...stalled,
        costAccount(setups[0]!, stalled[0]),
        protocolsAccount(requests, connections),
      ],
      left: null,
    },
    ...coldWarmSections(coldWarm(analysis).filter((one) => isWanted(one.origin)), byId.requests),
    { title: 'Estimates', accounts: [...rtts.slice(0, MOST), tlsAccount(connections, trips), slowStartAccount(requests, trips)], left: leftOut(rtts.length - MOST, 'address', 'addresses') },
    { title: 'Protocols', accounts: [...coalescingAccounts(analysis, isWanted, byId), ...h3Accounts(analysis, isWanted, byId), ...streamAccounts(analysis, isWanted, byId.requests), secondHopAccount(requests)], left: null },
  ];
}

/** What the figure Held up is about: the requests that may have waited, and when. */
export interface HeldUpIn {
  readonly window: Window;
  readonly requests: readonly Request[];
}

/** The first is the figure that goes by that name. */
export const heldUpAccounts = (origin: string | null, windows: readonly HeldUpIn[]): readonly Account[] =>
  windows.map(({ window, requests }, i) => heldUpAccount(origin === null ? requests : requests.filter((request) => request.origin === origin), window, i === 0 ? undefined : `held-up ${i}`));

/** Every page up to its load event, if it had one. */
export const pagesToLoad = ({ pages, requests }: Analysis): readonly HeldUpIn[] =>
  pages.flatMap((page) => {
    const { id, url, start, load } = page;
    return load === null || load <= start ? [] : [{ window: { from: loadBegan(page, requests), to: load, name: `to load of ${url || id}` }, requests: requests.filter((request) => request.page === id) }];
  });

const numberOf = ({ cold, warm }: ColdWarm): number => Math.min(cold.total.n, warm.total.n);
const isEnough = ({ cold, warm }: ColdWarm): boolean => cold.total.n >= FEWEST || warm.total.n >= FEWEST;

/** Those with the most to compare; of a single one also that there is not enough. */
function coldWarmSections(all: readonly ColdWarm[], byId: ReadonlyMap<string, Request>): readonly Section[] {
  const enough = all.length === 1 ? all : all.filter(isEnough);
  const listed = enough.toSorted((a, b) => numberOf(b) - numberOf(a) || b.warm.total.n - a.warm.total.n).slice(0, MOST);
  const sections = listed.map((one): Section => ({ title: `Cold against warm: ${one.origin}, ${one.protocol}`, accounts: coldWarmAccounts(one, byId), left: null }));
  const left = [leftOut(enough.length - listed.length, 'origin', 'origins'), leftOut(all.length - enough.length, 'origin', 'origins', ` without enough data: fewer than ${FEWEST} of either`)].filter((text) => text !== null);
  return left.length === 0 ? sections : [...sections.slice(0, -1), { ...(sections.at(-1) ?? { title: 'Cold against warm', accounts: [] }), left: left.join('; ') }];
}

const leftOut = (n: number, one: string, many: string, why = ''): string | null => (n <= 0 ? null : `and ${n} more ${n === 1 ? one : many}${why}`);
