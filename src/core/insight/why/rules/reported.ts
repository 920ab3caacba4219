import type { Connection, ConnectionReport } from '../../../model/connection.ts';
import { isSerial } from '../../../model/protocol.ts';
import { CLOCK_MS } from '../../clock.ts';
import { SHORTEST_TIMEOUT_MS } from '../../keep-alive/lost-gaps.ts';
import { poolNameOf, type PoolName } from '../../pool/named.ts';
import { timeOf } from '../../words.ts';
import type { Case } from '../case.ts';
import type { Other } from '../other.ts';
import type { Confidence, Found, Reason, Rule } from '../verdict.ts';

/*
 * Where a NetLog was read, the browser itself says who opened a connection,
 * which pool it belongs to and how it ended: facts that decide, and that the
 * rules after these only infer.
 */

/** It was there before the request came. */
export const inAdvance: readonly Rule[] = [
  {
    reason: 'speculative',
    check({ isNew, connection, at, otherProtocol }) {
      const report = connection?.report;
      // HTTP/3 is raced against the TCP that was there: why it is used from now on is another rule's.
      if (isNew || report === undefined || report.openedFor === null || (report.openedFor === 'race' && otherProtocol.length > 0)) return null;
      const opened = `The browser opened ${connection!.label} ${timeOf(at - report.openedAt)} before`;
      const { firstUsedAt } = report;
      if (firstUsedAt !== null && at - firstUsedAt > SAME_MOMENT_MS) return { confidence: 'certain', evidence: [`${opened}, and first used it ${timeOf(at - firstUsedAt)} before, for a request that is not of this recording: of another tab, an earlier page, or its own (NetLog).`], fix: null };
      return { confidence: 'certain', evidence: [`${opened} ${OPENED_FOR[report.openedFor]} (NetLog).`], fix: null };
    },
  },
];

/**
 * What a NetLog and a HAR say of one moment lies less than this apart: at most
 * 3.3 ms of 808 connections that had no earlier user (the recorded loads of
 * docs/verdicts.md). The rest is for long recordings: HAR's dates are of the
 * wall clock, which may be corrected by 0.5 ms a second meanwhile (adjtimex),
 * and the two are set by the middle of all requests: that is for 100 s from there.
 */
const SAME_MOMENT_MS = 50;

const OPENED_FOR: Readonly<Record<NonNullable<ConnectionReport['openedFor']>, string>> = {
  preconnect: 'as a preconnect: for nobody yet, because a page asked for it or because the browser expected to need it',
  request: 'for another request, which did not use it',
  backup: 'as a second attempt, because the first took long',
  race: 'beside an attempt over TCP, for a request that did not use it',
};

/** Of all that were there none was in its pool, and none of its pool was lost. */
export const byPool: readonly Rule[] = [
  { reason: 'credentials', check: (one) => apart(one, (own, other) => own.key === other.key && own.mode !== other.mode) },
  { reason: 'partition', check: (one) => apart(one, (own, other) => own.key !== other.key) },
];

function apart(one: Case, differs: (own: PoolName, other: PoolName) => boolean): Found | null {
  const own = one.connection === null ? null : poolNameOf(one.connection);
  if (!one.isNew || own === null) return null;
  // One of its own pool that was lost is what it replaces; that others are apart explains nothing then.
  if (one.closed.some(({ connection }) => isOf(own, connection))) return null;
  const there = one.others.filter(({ state }) => state !== 'closed').map((other) => ({ other, pool: poolNameOf(other.connection) }));
  const [first] = there;
  if (first?.pool == null || !there.every(({ pool }) => pool !== null && differs(own, pool))) return null;
  return {
    confidence: 'certain',
    evidence: [`It belongs to the pool \`${one.connection!.report!.pool}\`; ${first.other.connection.label} belongs to \`${first.other.connection.report!.pool}\` (NetLog).`],
    fix: null,
  };
}

const isOne = (own: PoolName, other: PoolName): boolean => own.key === other.key && own.mode === other.mode;

function isOf(own: PoolName, connection: Connection): boolean {
  const its = poolNameOf(connection);
  return its !== null && isOne(own, its);
}

/** The one that it could have used was lost, and the log says how. */
export const lostAsReported: readonly Rule[] = [
  lost('drained', ({ goAwayAt }, at) => (goAwayAt !== null && goAwayAt <= at ? `got GOAWAY ${timeOf(at - goAwayAt)} before: the server took no more requests on it` : null), 'Look for a reload, a deployment, a limit of requests or of age on the server or its proxy (nginx `keepalive_requests` and `keepalive_time`, Envoy `max_connection_duration`).'),
  lost('idle-timeout', ({ closed }) => (closed?.words === 'Idle time limit expired' ? 'was closed by the browser, which keeps an idle connection no longer' : null), null),
  lost('idle-timeout', ({ closed }, at, other) => (closed?.by === 'server' && other.idleMs >= SHORTEST_TIMEOUT_MS && !endedWithRequest(other, at) ? `was closed by the server while it was idle ("${closed.words}")` : null), 'Let the server keep idle connections for longer than the pauses between requests.'),
  lost('server-close', ({ closed }) => (closed?.by === 'server' ? `was closed by the server ("${closed.words}")` : null), 'Let the server keep idle connections for longer than the pauses between requests.'),
];

/** @param fix what helps against an end in idleness */
function lost(reason: Reason, said: (report: ConnectionReport, at: number, other: Other) => string | null, fix: string | null): Rule {
  return {
    reason,
    check(one) {
      const { at, isNew } = one;
      const ofItsPool = (others: readonly Other[]): readonly Other[] => others.filter((other) => mayBeOne(one, other));
      const [free, taken, closed] = [ofItsPool(one.free), ofItsPool(one.taken), ofItsPool(one.closed)];
      // What is there and takes requests leaves the question open; one request at a time, and in use, it takes none.
      if (!isNew || taken.some(({ connection }) => !isSerial(connection.protocol)) || !free.every((other) => isDraining(other, at))) return null;
      const other = free[0] ?? closed.find(({ connection }) => connection.closed?.reason === 'reported');
      const words = other?.connection.report === undefined ? null : said(other.connection.report, at, other);
      if (other === undefined || words === null) return null;
      const used = other.idleMs > 0 ? ` Its last request had ended ${timeOf(other.idleMs)} before.` : '';
      return { confidence: sure(one, other), evidence: [`${other.connection.label} ${words} (NetLog).${used}`], fix: endedWithRequest(other, at) ? null : fix, spends: other.connection.id };
    },
  };
}

/** In the middle of an answer, or with it: no idleness ended it. */
const endedWithRequest = ({ connection: { report }, idleMs }: Other, at: number): boolean => report?.closed != null && report.closed.at <= at - idleMs + CLOCK_MS;

/** By what the log says they are not of two pools. */
function mayBeOne({ connection }: Case, other: Other): boolean {
  const [own, its] = [connection === null ? null : poolNameOf(connection), poolNameOf(other.connection)];
  return own === null || its === null || isOne(own, its);
}

const isDraining = ({ connection: { report } }: Other, at: number): boolean => report?.goAwayAt != null && report.goAwayAt <= at;

const sure = ({ connection }: Case, other: Other): Confidence => (connection?.report?.pool != null && connection.report.pool === other.connection.report?.pool ? 'certain' : 'likely');
