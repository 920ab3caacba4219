import { groupBy, indexById } from '../../base/group.ts';
import type { Analysis, OriginSummary } from '../../model/analysis.ts';
import type { Connection } from '../../model/connection.ts';
import type { Request } from '../../model/request.ts';
import { isSetupCut, LONGEST_CUT_MS } from '../../model/setup-cut.ts';
import { isChromium } from '../engine.ts';
import { once } from '../once.ts';
import { apartnessOf, poolsOf, type Pools } from '../pool/pools.ts';
import { documentsOf } from '../protocols/documents.ts';
import { preconnectsOf, type Preconnect } from '../protocols/preconnects.ts';
import { sentAtOf, usesOf, type Uses } from '../uses.ts';
import { groupsOf } from './case.ts';
import { decide } from './decide.ts';
import { isElder } from './elder.ts';
import { environmentOf, type Environment } from './environment.ts';
import { historyOf } from './history.ts';
import { nearby } from './nearby.ts';
import { isAlike } from './other.ts';
import { runsOf } from './runs.ts';
import { shareables } from './shareable.ts';
import type { WhyNew } from './verdict.ts';

export type { Confidence, Considered, Reason, WhyNew } from './verdict.ts';

/**
 * Why each request that opened a connection, or was the first on one that was
 * opened before it, did not use one that was there. By request id.
 *
 * Per origin, in order of time: each opening is a case (`case.ts`), which the
 * rules look at in their order (`rules.ts`). A connection that was lost
 * explains one later opening, its replacement; the next is then explained by
 * something else.
 */
export function whyNew(analysis: Analysis): ReadonlyMap<string, WhyNew> {
  const world = worldOf(analysis);
  const verdicts = new Map<string, WhyNew>();
  for (const summary of analysis.origins) {
    const openings = summary.requests.filter(isOpening);
    if (openings.length > 0) judge(summary, openings, world, verdicts);
  }
  return verdicts;
}

const isOpening = ({ origination: { opening } }: Request): boolean => opening === 'new' || opening === 'opened-earlier';

/** Nobody saw since when it was being opened. */
const isBegunUnseen = ({ basis, requests: [first] }: Connection): boolean => basis.kind === 'reported' && first !== undefined && (first.origination.opening === 'opened-earlier' || isSetupCut(first));

/** Of a connection that was first asked for later: whether it may have been there, or in the making. */
function mayHaveBeenThere({ connection: { report, openedAt }, since }: Uses, at: number): boolean {
  if (since <= at) return false;
  return report === undefined ? openedAt === null || since - at <= LONGEST_CUT_MS : report.openedAt <= at;
}

interface World {
  readonly pages: Analysis['pages'];
  readonly pools: Pools;
  connectionOf(request: Request): Connection | null;
  readonly environment: Environment;
  hintFor(origin: string, at: number): Preconnect | null;
  readonly shareable: ReturnType<typeof shareables>;
  runStart(at: number): number;
  documentOf(request: Request): Request | null;
}

function worldOf(analysis: Analysis): World {
  const byId = indexById(analysis.connections);
  const pools = poolsOf(analysis);
  const documents = documentsOf(analysis);
  const hints = once(() => groupBy(preconnectsOf(analysis.requests), ({ origin }) => origin));
  return {
    pages: analysis.pages,
    pools,
    connectionOf: ({ connection }) => (connection === null ? null : (byId.get(connection) ?? null)),
    environment: environmentOf(analysis, usesOf),
    hintFor: (origin, at) => hints().get(origin)?.findLast((hint) => hint.at <= at) ?? null,
    shareable: shareables(analysis, usesOf, pools),
    runStart: runsOf(analysis),
    documentOf: ({ page }) => (page === null ? null : (documents.get(page) ?? null)),
  };
}

function judge(summary: OriginSummary, openings: readonly Request[], world: World, verdicts: Map<string, WhyNew>): void {
  const { pools } = world;
  const history = historyOf(summary, world.pages, usesOf);
  const around = nearby(summary.connections.map(usesOf));
  const untold = summary.connections.filter(isBegunUnseen).map(usesOf);
  const inOrder = openings.map((request) => ({ request, at: sentAtOf(request) })).sort((a, b) => a.at - b.at);
  for (const { request, at } of inOrder) {
    const connection = world.connectionOf(request);
    // Where no other connection was, nobody asks for the pool.
    const pool = once(() => (connection === null ? pools.ofRequest(request) : pools.ofConnection(connection)));
    const asking = { asked: request.start, at, pool, browser: pools.browser };
    const start = world.runStart(at);
    const before = around.at(asking, connection, (uses) => pools.ofConnection(uses.connection));
    const others = before.filter(({ uses }) => uses.since >= start);
    const protocol = connection?.protocol ?? request.protocol;
    const { strangers, free, taken, closed, otherProtocol } = groupsOf(others, protocol);
    const { why, spends } = decide({
      request,
      connection,
      protocol,
      at,
      isNew: request.origination.opening === 'new',
      browser: pools.browser,
      pool,
      others,
      strangers,
      free,
      taken,
      closed,
      otherProtocol,
      unnamed: history.unnamedBetween(start, request.start),
      history,
      environment: world.environment,
      shareable: others.length === 0 ? world.shareable(request, asking, connection) : [],
      hint: () => world.hintFor(request.origin, at),
      perhapsThere: () => untold.find((uses) => mayHaveBeenThere(uses, at) && uses.connection.origins[0] === request.origin && world.runStart(uses.since) === start && !isAlike(apartnessOf(pool(), pools.ofConnection(uses.connection), pools.browser))) ?? null,
      elder: () => (connection === null || !isChromium(pools.browser) ? null : (summary.connections.map(usesOf).find((uses) => uses.since > at && isElder(uses.connection, connection) && world.runStart(uses.since) === start) ?? null)),
      isAfterRestart: others.length < before.length,
      document: world.documentOf(request),
      isOfFirstPage: request.page !== null && request.page === world.pages[0]?.id,
    });
    verdicts.set(request.id, why);
    if (spends !== null) around.spend(spends, at);
    if (connection !== null) around.add(usesOf(connection));
  }
}
