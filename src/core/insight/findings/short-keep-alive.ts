import type { OriginSummary } from '../../model/analysis.ts';
import { isSerial } from '../../model/protocol.ts';
import type { Request } from '../../model/request.ts';
import { browserOf, isChromium, type Browser } from '../engine.ts';
import { browserLimits, isReusable, keptMs, longestKept, type BrowserLimit, type Reusable } from '../keep-alive/browser-limits.ts';
import { readKeepAlive, type KeepAliveHeader } from '../../model/keep-alive-header.ts';
import { count, timeOf } from '../words.ts';
import { asJudged } from './confidence.ts';
import type { Fix } from './finding.ts';
import { connectionsOf, idsOf, openedBecause } from './openings.ts';
import { pausesBefore } from './pauses.ts';
import { report, savingOver, type Rule } from './rule.ts';
import { rangeOf, setupsOf } from './stretches.ts';
import { serverFixes } from './whose.ts';
import { fromTo, pathsOf } from './words.ts';

const about = {
  id: 'short-keep-alive',
  title: 'Keep-alive ends before the next request comes',
  severity: 'medium',
  restsOnLanes: true,
  needs: ['protocol', 'headers'],
  threshold: {
    value: 2,
    unit: 'connections opened again after a pause',
    reason: 'A single pause says nothing of how often the page asks.',
    source: 'By definition: an interval needs two',
  },
} as const;

export const shortKeepAlive: Rule = {
  ...about,
  find(context) {
    const onServer = serverFixes(context.analysis);
    const browser = browserOf(context.analysis);
    return [...openedBecause(context, ['idle-timeout'])].flatMap(([summary, candidates]) => {
      const advertised = advertisedBy(summary);
      const pauses = pausesOf(summary, new Set(candidates)).filter(({ protocol, ms }) => ms < browserKeeps(browser, protocol, advertised));
      if (pauses.length < about.threshold.value) return [];
      const again = pauses.map(({ request }) => request);
      const saving = savingOver(setupsOf(again), context.analysis);
      const [least, most] = rangeOf(pauses.map(({ ms }) => ms));
      return [report(about, {
        origin: summary.origin,
        confidence: asJudged(context, again),
        requests: idsOf(again),
        connections: connectionsOf(again),
        evidence: [
          `${count(again.length, 'request')} came ${fromTo(timeOf(least), timeOf(most))} after the one before and had to open a connection again: ${pathsOf(again)}.`,
          sayingOf(advertised),
          ...(asJudged(context, again) === 'certain' ? [] : ['That the pause is why the connection was gone is likely, not certain: the browser does not report who closed it.']),
        ],
        saving,
        fix: onServer(summary.origin, fixFor(most, pauses.at(-1)!.protocol)),
      })];
    });
  },
};

interface Pause {
  readonly request: Request;
  readonly protocol: Reusable;
  readonly ms: number;
}

/** Before those of its requests that are candidates. */
const pausesOf = ({ requests }: OriginSummary, candidates: ReadonlySet<Request>): readonly Pause[] =>
  [...pausesBefore(requests)].flatMap(([request, ms]) => {
    const { protocol } = request;
    return candidates.has(request) && protocol !== null && isReusable(protocol) ? [{ request, protocol, ms }] : [];
  });

/** How long the browser of the recording keeps an idle connection itself, ms; no server can lengthen that. */
function browserKeeps(browser: Browser | null, protocol: Reusable, advertised: KeepAliveHeader | null): number {
  // Told a timeout, Firefox takes that; for no longer than the most patient browser keeps one is it asked of a server here.
  const tellsFirefox = !isChromium(browser) && advertised !== null && isSerial(protocol);
  return tellsFirefox ? longestKept(protocol) : (keptMs(browser ?? 'firefox', protocol) ?? Infinity);
}

/** The last that the server said of it. */
function advertisedBy({ requests }: OriginSummary): KeepAliveHeader | null {
  const header = readKeepAlive(requests.findLast(({ headers }) => headers['keep-alive'] !== undefined)?.headers['keep-alive']);
  return header?.timeoutMs === null ? null : header;
}

function sayingOf(advertised: KeepAliveHeader | null): string {
  if (advertised === null) return 'The server does not say how long it keeps idle connections (no Keep-Alive header).';
  const seconds = (advertised.timeoutMs ?? 0) / 1000;
  return `The server says that it keeps idle connections for ${seconds} s (Keep-Alive: timeout=${seconds}).`;
}

/** nginx's default. */
const USUAL_MS = 75_000;

/** The server's pause begins sooner than the browser's and ends later, by the way between them. */
const MARGIN_MS = 1000;

/** The usual, where that is long enough; else Firefox's own limit, and beyond that what is needed. */
function fixFor(longestPauseMs: number, protocol: Reusable): Fix {
  const neededMs = longestPauseMs + MARGIN_MS;
  const firefoxMs = keptMs('firefox', protocol) ?? 0;
  const seconds = Math.ceil((neededMs <= USUAL_MS ? USUAL_MS : Math.max(firefoxMs, neededMs)) / 1000);
  return {
    text: `Keep idle connections for longer than ${timeOf(longestPauseMs)}, and let every hop outlive the one in front of it (the application longer than the proxy). Browsers themselves close them: ${browserLimits(protocol).map(limitText).join(', ')}.`,
    snippet: isSerial(protocol) && seconds * 1000 > firefoxMs ? `keepalive_timeout ${seconds}s ${seconds}s;  # the second value is sent as Keep-Alive: timeout, and Firefox takes it` : `keepalive_timeout ${seconds}s;`,
    language: 'nginx',
  };
}

const limitText = ({ browser, keepsMs }: BrowserLimit): string => `${browser} ${keepsMs === null ? 'never by a timer' : `after ${keepsMs / 1000} s`}`;
