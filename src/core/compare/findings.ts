import { groupBy } from '../base/group.ts';
import { sanitiseText } from '../base/sanitise.ts';
import { failedRulesOf, findingsOf } from '../insight/findings/findings-of.ts';
import type { Confidence } from '../insight/findings/context.ts';
import type { Finding, Severity } from '../insight/findings/finding.ts';
import { count } from '../insight/words.ts';
import { lackOf } from '../insight/findings/needs.ts';
import { RULES } from '../insight/findings/rules.ts';
import type { Analysis } from '../model/analysis.ts';
import { isSettled } from '../model/candidates.ts';
import type { Request } from '../model/request.ts';
import { stallLength } from '../model/stall.ts';
import { each, type Sides, type Verdict } from './difference.ts';
import type { OriginPair } from './pair-origins.ts';
import type { RequestPair } from './pair-requests.ts';

/** What one rule found about one origin, or about several, in one capture or both. Plain data. */
export interface FindingDifference {
  readonly rule: string;
  readonly title: string;
  /** As A names it, where A has it; `null` where it is about several alike. */
  readonly origin: string | null;
  readonly state: 'gone' | 'new' | 'both';
  readonly a: FindingTold | null;
  readonly b: FindingTold | null;
  readonly verdict: Verdict;
  /** Why there is no verdict on what only one has. */
  readonly note: string | null;
}

export interface FindingTold {
  readonly severity: Severity;
  readonly confidence: Confidence;
  /** An upper bound, ms on the clock; `null` where none is known. */
  readonly savingMs: number | null;
  /** It may quote a tool's words: sanitised. */
  readonly evidence: readonly string[];
  /** Ids of the requests that show it. */
  readonly requests: readonly string[];
}

/**
 * The findings of both, the dearest of A first, then what only B has.
 * @param unjudged why nothing can be said of what only one of them has; `null` where it can
 */
export function compareFindings(analyses: Sides<Analysis>, origins: readonly OriginPair[], shared: readonly RequestPair[], unjudged: string | null): readonly FindingDifference[] {
  const inB = new Map(shared.map(({ a, b }) => [a.id, b]));
  const inA = new Map(shared.map(({ a, b }) => [b.id, a]));
  const nameInA = new Map(origins.flatMap(({ a, b }) => (a === null || b === null ? [] : [[b.origin, a.origin] as const])));
  const inBoth = new Set(nameInA.values());
  const failed = each(analyses, (analysis) => new Set(failedRulesOf(analysis).map(({ rule }) => rule)));
  const aboutOf = (finding: Finding, origin: string | null): string => `${finding.rule} ${origin ?? ''}`;
  const waiting = groupBy(findingsOf(analyses.b), (finding) => aboutOf(finding, originInA(finding, nameInA)));
  const alike = groupBy(findingsOf(analyses.a), (finding) => aboutOf(finding, finding.origin));
  const ofA = findingsOf(analyses.a).map((a) => difference(a, takePartner(a), a.origin));
  const onlyB = [...waiting.values()].flat().map((b) => difference(null, b, originInA(b, nameInA)));
  return [...ofA, ...onlyB];

  /** A rule may find several things about one origin: they are the same where they share requests, or are the only ones. */
  function takePartner(a: Finding): Finding | null {
    const about = aboutOf(a, a.origin);
    const candidates = waiting.get(about) ?? [];
    const partners = new Set(a.requests.flatMap((id) => inB.get(id)?.id ?? []));
    const sharedBy = ({ requests }: Finding): number => requests.filter((id) => partners.has(id)).length;
    const best = candidates.reduce<Finding | null>((most, one) => (most === null || sharedBy(one) > sharedBy(most) ? one : most), null);
    const areOnly = candidates.length === 1 && alike.get(about)!.length === 1;
    if (best === null || (!areOnly && sharedBy(best) === 0)) return null;
    waiting.set(about, candidates.filter((one) => one !== best));
    return best;
  }

  /** Why the rule could not have found it in the other: no such request tells there what it looks at. */
  function unseen({ rule, requests }: Finding, partners: ReadonlyMap<string, Request>, other: 'a' | 'b'): string | null {
    const needs = RULES.find(({ id }) => id === rule)?.needs ?? [];
    const { all } = lackOf(needs, { requests: requests.flatMap((id) => partners.get(id) ?? []), pages: analyses[other].pages });
    return all === null ? null : `in ${other.toUpperCase()} ${all}: no verdict`;
  }

  /** Which of both may have it, or miss it, because of where requests are taken to have been. */
  function unsettled(rule: string, origin: string | null): string | null {
    if (RULES.find(({ id }) => id === rule)?.restsOnLanes !== true) return null;
    const pair = origins.find(({ a, b }) => (a ?? b)!.origin === origin);
    const sides = (['a', 'b'] as const).filter((side) => pair?.[side]?.connections.every(isSettled) === false);
    return sides.length === 0 ? null : `on which connections some requests were is not sure in ${sides.map((side) => side.toUpperCase()).join(' and ')}: no verdict`;
  }

  function difference(a: Finding | null, b: Finding | null, origin: string | null): FindingDifference {
    const { rule, title } = (a ?? b)!;
    const state = a === null ? 'new' : b === null ? 'gone' : 'both';
    const isElsewhere = origin !== null && !inBoth.has(origin);
    const other = a === null ? 'a' : 'b';
    const partners = a === null ? inA : inB;
    const [found, name] = [(a ?? b)!, other.toUpperCase()];
    const note = state === 'both' ? null : failed[other].has(rule) ? `the rule failed in ${name}: no verdict` : isElsewhere ? `only ${a === null ? 'B' : 'A'} contacts ${origin}` : (unjudged ?? untold(found, partners, name) ?? unseen(found, partners, other) ?? unsettled(rule, origin) ?? stillThere(found, partners, name));
    const [toldA, toldB] = [a && toldOf(a), b && toldOf(b)];
    const verdict: Verdict = toldA !== null && toldB !== null ? (saysTheSame(toldA, toldB) ? 'same' : 'none') : note !== null ? 'none' : state === 'gone' ? 'better' : 'worse';
    return { rule, title, origin, state, a: toldA, b: toldB, verdict, note };
  }
}

/** Why the other capture may only not show what it has: most of the requests that show it here must be there, and tell how they came by their connections. */
function untold({ requests }: Finding, partners: ReadonlyMap<string, Request>, other: string): string | null {
  const telling = requests.filter((id) => partners.has(id) && partners.get(id)!.origination.basis !== 'hidden').length;
  return telling >= MOST * requests.length ? null : `${other} has, or tells of, ${telling} of ${count(requests.length, 'such request')}: no verdict`;
}

/** Of other requests, or as much of another size, it is in both, and not the same. */
const saysTheSame = (a: FindingTold, b: FindingTold): boolean => a.savingMs === b.savingMs && a.severity === b.severity && a.confidence === b.confidence && a.evidence.join() === b.evidence.join();

/** Thresholds are crossed by chance: what cost time here must cost none there, of most requests that show it. */
function stillThere({ requests, savingMs }: Finding, partners: ReadonlyMap<string, Request>, other: string): string | null {
  if (savingMs === null) return null;
  const costly = new Set(savingMs.claims.map(({ request }) => request));
  const pairs = requests.flatMap((id) => (costly.has(id) ? (partners.get(id) ?? []) : []));
  const still = pairs.filter(waits).length;
  return still <= (1 - MOST) * pairs.length ? null : `in ${other} ${still} of ${count(pairs.length, 'such request')} waited as well: no verdict`;
}

/** In setup, or stalled; also where nobody tells. */
const waits = (request: Request): boolean => request.setup !== 0 || request.stalled === null || stallLength(request) > 0;

/** As of whole captures (see `compare.ts`). */
const MOST = 0.8;

const originInA = ({ origin }: Finding, names: ReadonlyMap<string, string>): string | null => (origin === null ? null : (names.get(origin) ?? origin));

const toldOf = ({ severity, confidence, savingMs, evidence, requests }: Finding): FindingTold => ({ severity, confidence, savingMs: savingMs?.upTo ?? null, evidence: evidence.map((sentence) => sanitiseText(sentence)), requests });
