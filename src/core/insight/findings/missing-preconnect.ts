import type { Interval } from '../../analysis/held-up.ts';
import { groupBy } from '../../base/group.ts';
import { withoutFragment } from '../../base/url.ts';
import type { Analysis, Page } from '../../model/analysis.ts';
import { usesNetwork } from '../../model/network-use.ts';
import { lengthOf as phaseLength } from '../../model/phase.ts';
import { isSetupCut } from '../../model/setup-cut.ts';
import type { Logged } from '../../model/observation.ts';
import type { Request } from '../../model/request.ts';
import { poolsOf } from '../pool/pools.ts';
import { documentsOf } from '../protocols/documents.ts';
import { answeredAt } from '../protocols/moments.ts';
import { preconnectsOf } from '../protocols/preconnects.ts';
import { loggedOf } from '../protocols/logged.ts';
import { asAttribute, pathOf, timeOf } from '../words.ts';
import type { Context } from './context.ts';
import type { Fix } from './finding.ts';
import { connectionsOf, opened } from './openings.ts';
import { report, savingOver, type Rule } from './rule.ts';
import { lengthOf, setupOf, setupSooner } from './stretches.ts';

const about = {
  id: 'missing-preconnect',
  title: 'A connection that the page needs could have been opened sooner',
  severity: 'medium',
  needs: ['type', 'load'],
  threshold: {
    value: 50,
    unit: 'ms that a preconnect would save',
    reason: 'Below that the hint is not worth its line.',
    source: 'Lighthouse 12, core/audits/uses-rel-preconnect.js, IGNORE_THRESHOLD_IN_MS; Chrome DevTools, models/trace/insights/NetworkDependencyTree.ts, IGNORE_THRESHOLD_IN_MILLISECONDS',
  },
} as const;

/** A preconnect lives about 10 s unused; Lighthouse allows 5 more (uses-rel-preconnect.js, PRECONNECT_SOCKET_MAX_IDLE_IN_MS). */
const IN_TIME_MS = 15_000;
/** Each costs work; Chrome's DevTools warn of more (NetworkDependencyTree.ts, TOO_MANY_PRECONNECTS_THRESHOLD). */
const MOST_PRECONNECTS = 4;
/**
 * What a page is built from. Chrome's DevTools leave out images, fetches and event streams likewise (NetworkDependencyTree.ts,
 * nonCriticalResourceTypes). Resource Timing's `css` is what a style sheet names; its `link` is left out, because that is markup.
 */
const NEEDED_TYPES: ReadonlySet<string> = new Set(['stylesheet', 'script', 'font', 'css']);
/** Chromium gives these to what no picture waits for, an async script for one. */
const UNIMPORTANT: ReadonlySet<string> = new Set(['Low', 'VeryLow', 'Lowest']);

export const missingPreconnect: Rule = {
  ...about,
  find(context) {
    const { analysis } = context;
    let hinted: ReadonlySet<string> | undefined;
    const isHinted = (origin: string): boolean => (hinted ??= new Set(preconnectsOf(analysis.requests).map((hint) => hint.origin))).has(origin);
    const byPage = groupBy(analysis.requests, ({ page }) => page);
    const documents = documentsOf(analysis);
    return analysis.pages.flatMap((page) => {
      const document = documents.get(page.id);
      if (document === undefined) return [];
      return candidatesOf(context, page, document, byPage.get(page.id) ?? [])
        .filter(({ request }) => !isHinted(request.origin))
        .toSorted((a, b) => b.gainMs - a.gainMs)
        .slice(0, MOST_PRECONNECTS)
        .map(({ request, gained, gainMs }) => report(about, {
          origin: request.origin,
          confidence: isBegunAhead(request) || initiatorOf(request) === null ? 'guess' : 'likely',
          requests: [document.id, request.id],
          connections: connectionsOf([request]),
          evidence: [
            `${pathOf(request)} was the first to need ${request.origin}, ${timeOf(request.start - document.start)} into the page, and waited ${timeOf(lengthOf(setupOf(request)))} for its connection.`,
            `The page's own answer was there early enough to start connecting ${timeOf(gainMs)} sooner.`,
            ...(initiatorOf(request) === null ? ['Who named it is not told: where the page\'s own markup did, a preconnect beside that saves next to nothing.'] : []),
            isBegunAhead(request) ? `TCP took ${timeOf(tcpMs(request))} of that, and TLS ${timeOf(tlsMs(request))}: it may have been begun ahead, by a preconnect in the page's markup. No source tells of those.` : `Whether the page's markup${tellsLinks(document) ? '' : ', or a Link header of its answer,'} has a preconnect to it already is in no source.`,
          ],
          saving: savingOver([{ request: request.id, doing: 'in setup that could have been done before', over: gained }], analysis),
          fix: fixFor(analysis, request),
        }));
    });
  },
};

interface Candidate {
  readonly request: Request;
  readonly gained: readonly Interval[];
  readonly gainMs: number;
}

function candidatesOf(context: Context, page: Page, document: Request, requests: readonly Request[]): readonly Candidate[] {
  const known = answeredAt(document);
  if (known === null) return [];
  return [...groupBy(requests.filter(usesNetwork), ({ origin }) => origin).values()].flatMap(([request]) => {
    if (request === undefined || request.origin === document.origin || !isNeeded(context, page, document, request)) return [];
    const gained = setupSooner(request, known);
    const gainMs = lengthOf(gained);
    return gainMs >= about.threshold.value && request.start - (document.end ?? document.start) < IN_TIME_MS ? [{ request, gained, gainMs }] : [];
  });
}

function isNeeded({ analysis, why }: Context, { load }: Page, document: Request, request: Request): boolean {
  if (!opened(request) || !['first-contact', undefined].includes(why.get(request.id)?.reason)) return false;
  if (load === null || (request.end ?? Infinity) > load) return false;
  if (request.resourceType === null || !NEEDED_TYPES.has(request.resourceType) || UNIMPORTANT.has(request.priority ?? '') || isOutOfReach(analysis, request)) return false;
  // What the markup itself names, the browser connects for as soon as a hint beside it would have told it to.
  const initiator = initiatorOf(request);
  return !(initiator?.type === 'parser' && withoutFragment(initiator.url ?? '') === document.url);
}

/** Asked in a frame of another site: the page's own preconnect opens a connection of another partition. Firefox keeps such frames in the page's. */
const isOutOfReach = (analysis: Analysis, request: Request): boolean => {
  const { browser, ofRequest } = poolsOf(analysis);
  return browser !== 'firefox' && ofRequest(request).place.inCrossSiteFrame === true;
};

/** Chromium's `other` names nobody. */
function initiatorOf(request: Request): Logged['initiator'] {
  const initiator = loggedOf(request)?.initiator ?? null;
  return initiator?.type === 'other' ? null : initiator;
}

const tellsLinks = (document: Request): boolean => (loggedOf(document)?.answerHeaders ?? 'none') !== 'none';

const tcpMs = ({ phases }: Request): number => phaseLength(phases.tcp) ?? 0;
const tlsMs = ({ phases }: Request): number => phaseLength(phases.tls) ?? 0;

/** TCP takes one round trip, TLS one or two, and no handshake that was measured three (cost/round-trips.ts): where nearly nothing of TCP is left, that was done before anybody waited. */
const isBegunAhead = (request: Request): boolean => isSetupCut(request) || tcpMs(request) * MOST_OF_TLS < tlsMs(request);
const MOST_OF_TLS = 4;

function fixFor(analysis: Analysis, request: Request): Fix {
  const { credentials } = poolsOf(analysis).ofRequest(request);
  const needsCors = credentials?.pool === 'without';
  return {
    text: `Announce the origin in the head of the page${credentials?.sure === true || needsCors ? '' : '; add "crossorigin" if the request has no credentials'}. A handful of preconnects at most: each costs work.`,
    snippet: `<link rel="preconnect" href="${asAttribute(request.origin)}"${needsCors ? ' crossorigin' : ''}>`,
    language: 'html',
  };
}
