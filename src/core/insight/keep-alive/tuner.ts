import type { Analysis } from '../../model/analysis.ts';
import { nearestRank } from '../cost/percentile.ts';
import { browserOf, type Browser } from '../engine.ts';
import { figure, noFigure, type Figure } from '../figure.ts';
import { advertisedOn, type Advertised } from './advertised.ts';
import { browserLimits, isReusable, longestKept, withinReachMs, type BrowserLimit, type Reusable } from './browser-limits.ts';
import { idleGaps } from './gaps.ts';
import { histogramOf, type Bucket } from './histogram.ts';
import type { IdleGap, Judge } from './idle-gap.ts';
import { usualCaps, type CapCost } from './request-cap.ts';
import { reuseRate, type ReuseRate } from './reuse-rate.ts';

/** What the recording says about how long a server should keep this origin's idle connections. */
export interface KeepAliveTuning {
  readonly origin: string;
  /** From the first request to the last: no gap can be longer than this, and none that had not ended is counted. */
  readonly recordedMs: number;
  readonly gaps: readonly IdleGap[];
  readonly histogram: readonly Bucket[];
  readonly reuse: ReuseRate;
  readonly caps: readonly CapCost[];
  /** What browsers keep by themselves, of the protocols that this origin spoke. */
  readonly browsers: readonly BrowserLimit[];
  /** Those of the gaps that a server's timeout can bridge: all but lost ones that are longer than the browser keeps a connection. */
  readonly reachable: readonly IdleGap[];
  readonly recordedIn: Browser | null;
  readonly advertised: Advertised | null;
  readonly advice: Figure<KeepAliveAdvice, 'too-few-gaps'>;
}

export interface KeepAliveAdvice {
  /** The shortest usual timeout that bridges nearly all gaps that one can bridge. */
  readonly timeoutMs: number;
  /** Connections that were likely lost to idleness and would have been there. None: nothing to raise. */
  readonly saves: { readonly connections: number; /** An upper bound. */ readonly setupMs: number };
  /** It is as long as Chromium keeps connections: a longer one gains nothing there. */
  readonly isBrowserLimit: boolean;
  readonly confidence: 'low' | 'medium' | 'high';
  /** Gaps it rests on: those of a second and more. */
  readonly gaps: number;
  /** As long as nearly all of them are at most. */
  readonly nearlyAllMs: number;
}

/**
 * @param lossOf how surely idleness is why a request opened its connection, where
 *   somebody has judged that; else the gaps decide.
 * @returns `null` for an origin that is not in the recording or had no connection that can be reused.
 */
export function tuneKeepAlive(analysis: Analysis, origin: string, lossOf: Judge | null = null): KeepAliveTuning | null {
  const summary = analysis.origins.find((candidate) => candidate.origin === origin);
  const protocols = [...new Set((summary?.connections ?? []).map(({ protocol }) => protocol))].filter(isReusable);
  if (!summary || protocols.length === 0) return null;
  const gaps = idleGaps(analysis, summary, lossOf);
  const recordedIn = browserOf(analysis);
  const reachable = gaps.filter(({ outcome, ms, protocol }) => outcome === 'bridged' || ms < withinReachMs(recordedIn, protocol));
  return {
    origin,
    recordedMs: analysis.span === null ? 0 : analysis.span.end - analysis.span.start,
    gaps,
    histogram: histogramOf(gaps),
    reuse: reuseRate(summary, gaps, reachable),
    caps: usualCaps(summary.connections),
    browsers: [...new Set(protocols.flatMap(browserLimits))],
    reachable,
    recordedIn,
    advertised: advertisedOn(summary.connections, gaps),
    advice: adviceFrom(reachable, keptByBrowsers(protocols, gaps)),
  };
}

/** How long the most patient browser keeps connections untold, ms; no limit holds that a bridged gap of this recording exceeds. */
function keptByBrowsers(protocols: readonly Reusable[], gaps: readonly IdleGap[]): number {
  const refuted = gaps.some(({ outcome, protocol, ms, isSure }) => isSure && outcome === 'bridged' && ms >= longestKept(protocol));
  return refuted ? Infinity : Math.max(...protocols.map(longestKept));
}

/** `Keep-Alive: timeout` counts in seconds, and so do most settings: shorter gaps are bridged by any, and teach nothing. */
const SHORTEST_MS = 1000;

export const tellingGaps = (reachable: readonly IdleGap[]): readonly IdleGap[] => reachable.filter(({ ms }) => ms >= SHORTEST_MS);

/** Fewer are an anecdote. */
export const FEWEST_GAPS = 5;

/** Longer ones are rare, and each idle connection costs the server memory (and a process in Apache's prefork). */
export const NEARLY_ALL = 0.95;

/** The timer runs at the server, and a request under way when it fires is lost. */
export const MARGIN_MS = 1000;

/** Values that people set, s. */
const USUAL_S = [5, 10, 15, 20, 30, 45, 60, 75, 90, 120, 180, 240, 300, 600, 1200, 1800, 3600] as const;

function adviceFrom(reachable: readonly IdleGap[], limitMs: number): KeepAliveTuning['advice'] {
  const telling = tellingGaps(reachable);
  if (telling.length < FEWEST_GAPS) return noFigure('too-few-gaps');
  const nearlyAllMs = nearestRank(telling.map(({ ms }) => ms).sort((a, b) => a - b), NEARLY_ALL);
  const wantedMs = nearlyAllMs + MARGIN_MS;
  const usualMs = (USUAL_S.find((seconds) => seconds * 1000 >= wantedMs) ?? Math.ceil(wantedMs / 3_600_000) * 3600) * 1000;
  const timeoutMs = Math.min(usualMs, limitMs);
  const saved = telling.filter(({ outcome, ms }) => outcome === 'lost' && ms < timeoutMs);
  return figure({
    timeoutMs,
    saves: { connections: saved.length, setupMs: saved.reduce((sum, { setupMs }) => sum + (setupMs ?? 0), 0) },
    isBrowserLimit: timeoutMs >= limitMs,
    confidence: confidenceOf(telling),
    gaps: telling.length,
    nearlyAllMs,
  });
}

/**
 * How sure it is that the 95th percentile of all gaps to come lies within the
 * gaps seen: 1 − 0.95^n, the chance that the longest of n exceeds it (Wilks
 * 1941). 59 gaps make it 95 %, 30 make it 79 %.
 */
export const ENOUGH_GAPS = { high: 59, medium: 30 } as const;

/** What else than their number the confidence takes from the gaps; the worst of it. */
type Doubt = 'unsure' | 'guessed' | 'estimated' | 'inferred' | null;

/**
 * Which connection an HTTP/1 request of Firefox used is an estimate, and with it
 * each gap; that a pause lost a connection is a verdict, of which few are certain.
 */
export function doubtOf(gaps: readonly IdleGap[]): Doubt {
  if (!gaps.every(({ isSure }) => isSure)) return 'unsure';
  if (gaps.some(({ verdict }) => verdict === 'guess')) return 'guessed';
  if (!gaps.every(({ basis }) => basis === 'reported')) return 'estimated';
  return gaps.some(({ verdict }) => verdict === 'likely') ? 'inferred' : null;
}

/** It cannot be surer than what it rests on: one step down where that is estimated, medium at most where it is likely, the lowest where it is not sure or a guess. */
function confidenceOf(gaps: readonly IdleGap[]): KeepAliveAdvice['confidence'] {
  const doubt = doubtOf(gaps);
  const isMany = gaps.length >= ENOUGH_GAPS.high;
  if (doubt === 'unsure' || doubt === 'guessed') return 'low';
  if (doubt === 'estimated') return isMany ? 'medium' : 'low';
  if (isMany && doubt === null) return 'high';
  return gaps.length >= ENOUGH_GAPS.medium ? 'medium' : 'low';
}
