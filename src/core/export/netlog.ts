import { hostNameOf, originOf } from '../base/url.ts';
import type { Analysis } from '../model/analysis.ts';
import { outcomeOf, type ConnectionReport, type UnusedConnection, type UnusedOutcome } from '../model/connection.ts';
import { lengthOf, type Phase } from '../model/phase.ts';
import { roundMs } from './har-timings.ts';
import type { Privacy } from './privacy.ts';

/** What a NetLog tells of a connection. */
export interface SummaryNetlog {
  /** ISO 8601. */
  readonly openedAt: string;
  readonly openedFor: ConnectionReport['openedFor'];
  /** In Chromium's words. */
  readonly pool: string | null;
  readonly closed: { readonly at: string; readonly by: 'server' | 'browser' | null; readonly words: string } | null;
  readonly goAwayAt: string | null;
}

/** A connection, or an attempt at one, that no request used. */
export interface SummaryUnused {
  readonly id: string;
  readonly origin: string;
  readonly outcome: UnusedOutcome;
  readonly error: string | null;
  readonly protocol: string | null;
  readonly remoteAddress: string | null;
  readonly readyAt: string | null;
  readonly setup: { readonly dnsMs: number | null; readonly connectMs: number | null; readonly tlsMs: number | null };
  readonly netlog: SummaryNetlog;
}

/**
 * A NetLog is of the whole browser: of other tabs, and of what the browser does by
 * itself. Unless told to keep it, no file names a host that no request of the
 * recording went to.
 */
export interface NetlogWriter {
  report(report: ConnectionReport): SummaryNetlog;
  /** Those that are written; `null` where no NetLog was read. */
  readonly unused: readonly SummaryUnused[] | null;
  /** Those that are not: to hosts that no request went to. */
  readonly elsewhere: number;
}

export function netlogWriter(analysis: Analysis, privacy: Privacy): NetlogWriter {
  const { unused } = analysis;
  const isNamed = hostsOf(analysis, privacy);
  const report = ({ openedAt, openedFor, pool, closed, goAwayAt }: ConnectionReport): SummaryNetlog => ({
    openedAt: dateOf(openedAt),
    openedFor,
    pool: pool === null ? null : withoutOthers(pool, isNamed),
    closed: closed === null ? null : { at: dateOf(closed.at), by: closed.by, words: privacy.text(closed.words) },
    goAwayAt: goAwayAt === null ? null : dateOf(goAwayAt),
  });
  const written = (unused ?? []).filter(({ origin }) => isNamed(hostNameOf(origin)));
  return { report, unused: unused === undefined ? null : written.map((one) => unusedOf(one, report)), elsewhere: (unused ?? []).length - written.length };
}

/** A sentence of ours, which may quote the browser, a tool or a server, as files have it. */
export function sentenceWriter(analysis: Analysis, privacy: Privacy): (sentence: string) => string {
  // Only a log of the whole browser names pools, and in them the sites of others.
  if (analysis.unused === undefined) return privacy.text;
  const isNamed = hostsOf(analysis, privacy);
  return (sentence) => withoutOthers(privacy.text(sentence), isNamed);
}

type IsNamed = (host: string) => boolean;

function hostsOf({ origins, pages }: Analysis, { namesHost }: Privacy): IsNamed {
  const hosts = [...origins.map(({ origin }) => origin), ...pages.flatMap(({ url }) => originOf(url) ?? [])].map(hostNameOf);
  const known = new Set(hosts);
  // A partition is a site: the end of a host's name.
  return (host) => namesHost(host, known.has(host) || hosts.some((one) => one.endsWith(`.${host}`)));
}

const withoutOthers = (text: string, isNamed: IsNamed): string => text.replaceAll(/(\w+:\/\/)(\[[^\]\s]*\]|[^\s/:>`]+)/g, (all, scheme: string, host: string) => (isNamed(hostNameOf(scheme + host)) ? all : `${scheme}…`));

function unusedOf(connection: UnusedConnection, report: NetlogWriter['report']): SummaryUnused {
  const { id, origin, error, protocol, remoteAddress, readyAt, setup } = connection;
  const [tcp, tls] = [lengthIn(setup.tcp), lengthIn(setup.tls)];
  const isHidden = setup.tcp.state === 'hidden' || setup.tls.state === 'hidden';
  return {
    id,
    origin,
    outcome: outcomeOf(connection),
    error,
    protocol,
    remoteAddress,
    readyAt: readyAt === null ? null : dateOf(readyAt),
    setup: { dnsMs: lengthIn(setup.dns), connectMs: isHidden || (tcp === null && tls === null) ? null : (tcp ?? 0) + (tls ?? 0), tlsMs: tls },
    netlog: report(connection.report),
  };
}

/** `null` where it was skipped, too. */
const lengthIn = (phase: Phase): number | null => (phase.state === 'measured' ? roundMs(lengthOf(phase) ?? 0) : null);

const dateOf = (at: number): string => new Date(at).toISOString();
