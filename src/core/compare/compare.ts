import { sanitiseUrl } from '../base/sanitise.ts';
import { count, pathOf } from '../insight/words.ts';
import type { Analysis } from '../model/analysis.ts';
import { isWebSocket, PROTOCOLS, type Protocol } from '../model/protocol.ts';
import type { Opening, Request } from '../model/request.ts';
import { waitsFromNetwork } from '../model/longest-wait.ts';
import { runOfRequest } from '../model/run.ts';
import { differenceOf, each, windowsOf, type Basis, type Difference, type Sides } from './difference.ts';
import { usesNetwork } from '../model/network-use.ts';
import { FIGURES, ORIGIN_FIGURES } from './figures.ts';
import { compareFindings, type FindingDifference } from './findings.ts';
import { pairOrigins, type OriginPair } from './pair-origins.ts';
import { pairRequests, type PairedBy, type RequestPair } from './pair-requests.ts';

/** Two captures side by side; A is what was, B is what is now. Plain data, without secrets of URLs: it can be written as JSON as it is. */
export interface Comparison {
  readonly a: Capture;
  readonly b: Capture;
  /** Requests that are in both captures and used the network in both. */
  readonly shared: number;
  /** Why the two cannot be judged against each other; `null` where they can. */
  readonly incomparable: string | null;
  readonly totals: readonly Difference[];
  /** A's in A's order, then those that only B has. */
  readonly origins: readonly OriginDifference[];
  readonly findings: readonly FindingDifference[];
  /** Requests of both captures that came by their connections in another way, in A's order. */
  readonly openings: readonly OpeningDifference[];
}

export interface Capture {
  /** The first page, sanitised; `null` for a capture without pages, and where nobody tells its URL. */
  readonly page: string | null;
  /** Requests that used the network. */
  readonly requests: number;
  /** Of the browser, over which all figures are sums. */
  readonly runs: number;
  readonly basis: Basis;
  /** What is missing of it; `null` where nothing is. */
  readonly lacks: string | null;
}

export interface OriginDifference {
  /** As A names it, where A has it. */
  readonly origin: string;
  /** As B names it, where that is another: a server of one's own machine on another port. */
  readonly originInB: string | null;
  readonly only: 'a' | 'b' | null;
  readonly protocols: Sides<readonly Protocol[]>;
  /** Empty where only one capture has the origin: nobody counted zeros of what is not there. */
  readonly differences: readonly Difference[];
  /** Requests that used the network. */
  readonly requests: Sides<number>;
}

export interface OpeningDifference {
  readonly origin: string;
  /** Without query. */
  readonly path: string;
  readonly pairedBy: PairedBy;
  readonly a: OpeningTold;
  readonly b: OpeningTold;
}

interface OpeningTold {
  /** Id of the request. */
  readonly request: string;
  readonly opening: Opening;
  readonly basis: 'reported' | 'inferred' | 'hidden';
}

/** What a capture was read from, as far as it bears on verdicts. */
export interface ReadFrom {
  /** What is missing of the file, cut off or left out: where something is, what was read decides nothing. */
  readonly lacks: string | null;
}

/** From what the panel recorded itself. */
export const RECORDED: ReadFrom = { lacks: null };

export function compare(a: Analysis, b: Analysis, from: Sides<ReadFrom> = { a: RECORDED, b: RECORDED }): Comparison {
  const analyses = { a, b };
  const origins = pairOrigins(a.origins, b.origins);
  const pairs = new Map(origins.map((origin) => [origin, pairRequests(origin)]));
  const all = each(analyses, ({ requests }) => requests.filter(usesNetwork));
  const shared = [...pairs.values()].flatMap(sharedOf);
  const [window, basis, waitsLate] = [windowsOf(analyses), each(all, basisOf), each(all, (requests) => requests.some(waitsFromNetwork))];
  const lacking = whyLacking(from);
  const elsewhere = whyElsewhere(each(analyses, ({ proxy }) => proxy !== undefined));
  const incomparable = lacking ?? elsewhere ?? whyIncomparable(each(all, ({ length }) => length), shared.length);
  const isOne = isOneRecording(analyses);
  const unjudged = incomparable ?? (basis.a === basis.b ? null : `connections ${basis.a} in A, ${basis.b} in B`);
  return {
    a: captureOf(a, from.a),
    b: captureOf(b, from.b),
    shared: shared.length,
    incomparable,
    totals: FIGURES.map((rule) => differenceOf(rule, { all, shared: sidesOf(shared), window, basis, waitsLate, lacking, incomparable, isOne })).filter(isWorthARow),
    origins: origins.map((pair) => originDifference(pair, pairs.get(pair) ?? [])).filter(({ requests }) => requests.a + requests.b > 0),
    findings: compareFindings(analyses, origins, shared, unjudged),
    openings: [...pairs.values()].flat().filter(cameOtherwise).sort((one, other) => one.a.start - other.a.start).map(openingDifference),
  };

  function originDifference(pair: OriginPair, requests: readonly RequestPair[]): OriginDifference {
    const own = each({ a: pair.a, b: pair.b }, (summary) => (summary?.requests ?? []).filter(usesNetwork));
    const counts = each(own, ({ length }) => length);
    const inBoth = sharedOf(requests);
    const both = { all: own, shared: sidesOf(inBoth), window, basis: each(own, basisOf), waitsLate, lacking, incomparable: elsewhere ?? whyIncomparable(counts, inBoth.length), isOne };
    const only = counts.b === 0 ? 'a' : counts.a === 0 ? 'b' : null;
    const origin = (pair.a ?? pair.b)!.origin;
    return {
      origin,
      originInB: pair.b !== null && pair.b.origin !== origin ? pair.b.origin : null,
      only,
      protocols: each(own, protocolsOf),
      differences: only === null ? ORIGIN_FIGURES.map((rule) => differenceOf(rule, both)) : [],
      requests: counts,
    };
  }
}

/** Beyond this share of the larger capture, what is not in both could decide any figure: this project's choice. */
const LEAST_SHARED = 0.8;

function whyLacking(from: Sides<ReadFrom>): string | null {
  const sides = (['a', 'b'] as const).filter((side) => from[side].lacks !== null).map((side) => side.toUpperCase());
  return sides.length === 0 ? null : `${sides.join(' and ')} ${sides.length === 1 ? 'is' : 'are'} not whole: no verdict`;
}

/** A proxy keeps connections in its own way, whatever the browser behind it does. */
function whyElsewhere({ a, b }: Sides<boolean>): string | null {
  return a === b ? null : `the connections of ${a ? 'A' : 'B'} are a proxy's, those of ${a ? 'B' : 'A'} are not: no verdict`;
}

function whyIncomparable({ a, b }: Sides<number>, shared: number): string | null {
  const most = Math.max(a, b);
  if (most === 0) return 'no requests: no verdict';
  if (shared >= LEAST_SHARED * most) return null;
  if (Math.min(a, b) < LEAST_SHARED * most) return `${a > b ? 'fewer' : 'more'} requests, ${a} → ${b}: no verdict`;
  return `${shared === 0 ? `none of ${count(most, 'request')}` : `only ${count(shared, 'request')} of ${most}`} in both: no verdict`;
}

/** Told by its times: no two loads agree to the ms in all of them, and in what became of each request. */
const isOneRecording = ({ a, b }: Sides<Analysis>): boolean => a.requests.length > 0 && a.requests.length === b.requests.length && a.requests.every((request, i) => isTwin(request, b.requests[i]!));

const isTwin = (one: Request, other: Request): boolean =>
  one.url === other.url && one.start === other.start && one.end === other.end && one.connection === other.connection && one.origination.opening === other.origination.opening && one.origination.basis === other.origination.basis && one.setup === other.setup && one.stalled === other.stalled;

const sharedOf = (pairs: readonly RequestPair[]): readonly RequestPair[] => pairs.filter(({ a, b }) => usesNetwork(a) && usesNetwork(b));

const sidesOf = (pairs: readonly RequestPair[]): Sides<readonly Request[]> => ({ a: pairs.map(({ a }) => a), b: pairs.map(({ b }) => b) });

/** WebSockets have no id in any browser; that each has a connection of its own is certain all the same (RFC 6455 section 4.1). */
function basisOf(requests: readonly Request[]): Basis {
  if (requests.length > 0 && requests.every(({ origination, connection }) => origination.basis === 'hidden' && connection === null)) return 'hidden';
  return requests.some(({ origination, protocol }) => origination.basis === 'inferred' && origination.opening !== 'none' && !isWebSocket(protocol)) ? 'estimated' : 'reported';
}

function captureOf(analysis: Analysis, { lacks }: ReadFrom): Capture {
  const requests = analysis.requests.filter(usesNetwork);
  const [page] = analysis.pages;
  return { page: page === undefined || page.url === '' ? null : sanitiseUrl(page.url), requests: requests.length, runs: Math.max(new Set(requests.map(runOfRequest)).size, 1), basis: basisOf(requests), lacks };
}

/** What neither has, and what would be neither good nor bad if they had it, needs no row. */
const isWorthARow = ({ id, a, b }: Difference): boolean => FIGURES.some((rule) => rule.id === id && rule.better !== null) || Boolean(a.value) || Boolean(b.value);

const protocolsOf = (requests: readonly Request[]): readonly Protocol[] => PROTOCOLS.filter((protocol) => requests.some((request) => request.protocol === protocol));

const cameOtherwise = ({ a, b }: RequestPair): boolean => a.origination.opening !== b.origination.opening;

const openingDifference = ({ a, b, by }: RequestPair): OpeningDifference => ({ origin: a.origin, path: pathOf(a), pairedBy: by, ...each({ a, b }, openingTold) });

const openingTold = ({ id, origination: { opening, basis } }: Request): OpeningTold => ({ request: id, opening, basis });

/** Those that a request of A did not need and B's did, or the other way round: what a change made of reuse. */
export const openedInstead = ({ openings }: Comparison, from: Opening, to: Opening): readonly OpeningDifference[] => openings.filter(({ a, b }) => a.opening === from && b.opening === to);
