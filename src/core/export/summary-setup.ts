import { isAvoidable } from '../insight/accounts/avoidable.ts';
import { setupLedger, type SetupCost, type Spent } from '../insight/cost/ledger.ts';
import { insightOf } from '../insight/insight.ts';
import type { Analysis } from '../model/analysis.ts';
import { roundMs } from './har-timings.ts';
import type { Privacy } from './privacy.ts';

/** What setups cost: in all, by page and origin, and one by one. */
export interface SummarySetup {
  readonly total: SummarySetupCost;
  /** `null`: requests that belong to no page. */
  readonly pages: readonly ({ readonly page: string | null } & SummarySetupCost)[];
  readonly origins: readonly ({ readonly origin: string } & SummarySetupCost)[];
  readonly connections: readonly SummaryConnectionSetup[];
  /** Of requests that were carried by another connection than they set up, or by one that nobody names. */
  readonly beside: SummarySetupCost;
  /** Connections whose setup nobody tells. */
  readonly unseen: number;
}

interface SummarySetupCost {
  /** How many had a setup of their own. */
  readonly requests: number;
  readonly dns: Spent;
  readonly tcp: Spent;
  readonly tls: Spent;
  readonly all: Spent;
  /** At most. */
  readonly avoidable: Spent & { readonly requests: number };
}

interface SummaryConnectionSetup {
  /** `id` of `_connections`. */
  readonly connection: string;
  /** Of the request that opened it. */
  readonly origin: string;
  /** Number of the entry that opened it. */
  readonly entry: number;
  readonly dnsMs: number;
  readonly tcpMs: number;
  readonly tlsMs: number;
  readonly totalMs: number;
  readonly isAvoidable: boolean;
}

/** As the tab Cost counts it. */
export function summariseSetup(analysis: Analysis, { pageId }: Pick<Privacy, 'pageId'>): SummarySetup {
  const { why } = insightOf(analysis);
  const ledger = setupLedger(analysis, ({ id }) => isAvoidable(why.get(id)));
  const entries = new Map(analysis.requests.map(({ id }, entry) => [id, entry]));
  return {
    total: costOf(ledger.total),
    pages: ledger.pages.map(({ page, cost }) => ({ page: page === null ? null : pageId(page), ...costOf(cost) })),
    origins: ledger.origins.map(({ origin, cost }) => ({ origin, ...costOf(cost) })),
    connections: ledger.connections.map(({ connection, origin, request, dnsMs, tcpMs, tlsMs, totalMs, isAvoidable: avoidable }) => ({
      connection,
      origin,
      entry: entries.get(request)!,
      dnsMs: roundMs(dnsMs),
      tcpMs: roundMs(tcpMs),
      tlsMs: roundMs(tlsMs),
      totalMs: roundMs(totalMs),
      isAvoidable: avoidable,
    })),
    beside: costOf(ledger.beside),
    unseen: ledger.unseen,
  };
}

const costOf = ({ requests, dns, tcp, tls, all, avoidable }: SetupCost): SummarySetupCost => ({
  requests,
  dns: spent(dns),
  tcp: spent(tcp),
  tls: spent(tls),
  all: spent(all),
  avoidable: { requests: avoidable.requests, ...spent(avoidable) },
});

const spent = ({ sumMs, clockMs }: Spent): Spent => ({ sumMs: roundMs(sumMs), clockMs: roundMs(clockMs) });
