import { instantOf } from '../base/date.ts';
import { later, type Instant } from '../base/units.ts';
import { amountOf, fieldsOf, listOf, textOf, type Fields } from '../base/unknown.ts';
import { isLocalUrl, withoutFragment } from '../base/url.ts';
import { isHarDialect, isNoConnection, NO_PAGE, type ConnectSign, type HarDialect, type HarObservation, type NoConnection } from '../model/observation.ts';
import { hidden, measured, SKIPPED, type Phase, type Phases } from '../model/phase.ts';
import { webSocketOf, type Protocol } from '../model/protocol.ts';
import type { Problem } from '../model/problem.ts';
import { idWithoutRun } from '../model/run.ts';
import { addressIn, partsOf, type EntryContext } from './har-entry.ts';
import { bodySize, transferSize } from './har-sizes.ts';
import { readLengths, saneLength } from './har-timings.ts';
import { readAnswered } from './headers.ts';
import { readLogged } from './logged.ts';
import { readProtocol } from './protocol.ts';

/** We wrote it ourselves (docs/summary.md). */
export function isOwnEntry(value: unknown): boolean {
  const entry = fieldsOf(value);
  return entry !== undefined && '_opening' in entry && '_basis' in entry;
}

/**
 * Reads an element of `log.entries` that we wrote, by the letter: what others
 * mean by their numbers was found out when it was read for the first time.
 * `null` where it is no entry at all.
 */
export function readOwnEntry(value: unknown, context: EntryContext): HarObservation | null {
  const parts = partsOf(value);
  if (parts === null) return null;
  const { entry, request, url } = parts;

  const problems: Problem[] = [];
  const response = fieldsOf(entry['response']) ?? {};
  const timings = fieldsOf(entry['timings']) ?? {};
  const dialect = dialectIn(entry);
  const date = instantOf(entry['startedDateTime']);
  const start = date ?? context.fallbackStart;
  const dated = date !== null && !isUntold(entry, 'startedDateTime');
  const isOpen = context.open || entry['_open'] === true;
  const noConnection = absenceIn(entry, { url, dated });
  const protocol = webSocketOf(url) ?? readProtocol(response['httpVersion']);
  const run = textOf(entry['_run']) ?? null;
  const { headers, allows } = readAnswered(response['headers']);
  if ((listOf(entry['_problems']) ?? []).length > 0) problems.push({ code: 'written-with-problems', message: 'The HAR that this was read from names problems of the entry that it was written from.' });

  return {
    source: 'har',
    dialect,
    dated,
    key: context.key,
    url: withoutFragment(url),
    start,
    end: isOpen ? null : later(start, saneLength(entry['_duration']) ?? saneLength(entry['time']) ?? 0),
    method: textOf(request['method']) ?? '',
    status: isUntold(response, 'status') ? null : (amountOf(response['status']) ?? 0),
    protocol,
    ...readPhases(timings, { start, isOpen, protocol }, problems),
    queued: amountOf(timings['_blocked_queueing']) ?? null,
    proxied: amountOf(timings['_blocked_proxy']) ?? null,
    reportedConnection: noConnection === null ? connectionIn(entry, run) : null,
    noConnection,
    remoteAddress: addressIn(entry),
    isProxyAddress: entry['_proxyAddress'] === true,
    resourceType: textOf(entry['_resourceType']) ?? null,
    priority: textOf(entry['_priority']) ?? null,
    error: textOf(entry['_error']) ?? null,
    transferSize: transferSize(response, dialect),
    bodySize: bodySize(response, dialect),
    pageref: textOf(entry['pageref']) ?? NO_PAGE,
    run,
    redirectTo: textOf(response['redirectURL']) ?? null,
    headers,
    asked: context.readAsked(request['headers'], allows),
    logged: readLogged(entry, request, response),
    problems,
    raw: context.raw === 'keep' ? value : null,
  };
}

/** Whose entry it was; before we wrote that, a number of Chromium's told it. */
const dialectIn = ({ _source: source, _connectionId: id }: Fields): HarDialect => (isHarDialect(source) ? source : textOf(id) === undefined ? 'generic' : 'chromium');

/** Of the numbers that stand there nevertheless. */
const isUntold = (of: Fields, name: string): boolean => (listOf(of['_hidden']) ?? []).includes(name);

/** What was inferred is inferred anew, but for what only the date told that was none. */
function absenceIn({ _noConnection: written, _basis: basis }: Fields, { url, dated }: { readonly url: string; readonly dated: boolean }): NoConnection | null {
  if (isNoConnection(written) && (basis === 'reported' || !dated)) return written;
  return isLocalUrl(url) ? 'local' : null;
}

/** "~1" is an estimate; any other is an id, also one that looks like a port. We write it as it is shown, which is unique in the file. */
function connectionIn({ connection }: Fields, run: string | null): string | null {
  const id = textOf(connection);
  return id === undefined || id.startsWith('~') ? null : idWithoutRun(id, run);
}

/**
 * One after the other, from the start on: a length, −1 for what did not
 * happen, missing for what nobody told. Where a connect was a sign that the
 * request opened its connection, all of it is told.
 */
function readPhases(timings: Fields, { start, isOpen, protocol }: { readonly start: Instant; readonly isOpen: boolean; readonly protocol: Protocol | null }, problems: Problem[]): { readonly phases: Phases; readonly connect: ConnectSign } {
  const { blocked, dns, connect, ssl, send, wait, receive } = readLengths(timings, problems);
  const untold = hidden(isOpen ? 'unfinished' : 'not-reported');
  let at = start;
  const next = (length: number | undefined): Phase => {
    if (length === undefined) return untold;
    if (length < 0) return SKIPPED;
    const from = at;
    at = later(at, length);
    return measured(from, at);
  };
  const told = (name: string, length: number | undefined): Phase => (isUntold(timings, name) ? untold : next(length));
  return {
    phases: {
      stalled: next(blocked),
      dns: next(dns),
      // QUIC's transport and TLS handshakes are one exchange (RFC 9001 section 3).
      tcp: told('connect', protocol === 'h3' && ssl !== undefined ? -1 : transportOf(connect, ssl)),
      tls: next(ssl),
      send: told('send', send),
      wait: told('wait', wait),
      receive: told('receive', receive),
    },
    connect: connect === undefined ? 'silent' : connect < 0 ? 'earlier' : ssl === undefined || isUntold(timings, 'connect') ? 'silent' : 'opened',
  };
}

/** HAR's `connect` has `ssl` in it. */
const transportOf = (connect: number | undefined, ssl: number | undefined): number | undefined => (connect === undefined || connect < 0 ? connect : Math.max(connect - Math.max(ssl ?? 0, 0), 0));
