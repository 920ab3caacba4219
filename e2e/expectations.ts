import type { ExportedEntry } from '../src/core/export/har-entry.ts';
import type { BrowserName } from './browsers/driver.ts';
import { wrongFindings } from './findings.ts';
import { describe, faultsOf } from './oracle.ts';
import type { StoryRun } from './run-story.ts';
import type { OriginName } from './site/addresses.ts';
import type { Site } from './site/site.ts';
import type { NoConnection, Story, StoryExpectation } from './site/story.ts';
import { wrongVerdicts } from './verdicts.ts';

/** Everything that is not as the servers saw it, or not as the story says. */
export const shortcomings = (run: StoryRun, story: Story, site: Site, browser: BrowserName): readonly string[] => [
  ...faultsOf(run, story, browser),
  ...unmet(run, story, site, browser),
  ...wrongVerdicts(run, story, site, browser),
  ...wrongFindings(run, story, browser),
  ...(COUNTED.has(story.id) ? wrongCounts(run) : []),
];

/** Stories whose number of connections per origin every browser must tell exactly, but for what it says itself that it is not sure of. */
const COUNTED = new Set(['keep-alive', 'parallel', 'close', 'http10', 'idle-timeout', 'max-requests', 'h1-tls', 'h2', 'h2-coalesced', 'h3', 'goaway', 'good', 'late-images', 'sent-on']);

/** What a story is about, beyond the comparison that every story gets. Returns what is not as the story says. */
function unmet(run: StoryRun, story: Story, site: Site, browser: BrowserName): readonly string[] {
  const expect = story.expect ?? {};
  const shown = pathFinder(run);
  return [
    ...(expect.sockets ?? []).flatMap((expected) => wrongSockets(run, expected)),
    ...(expect.stalled ?? []).flatMap(({ path, count, ms, by, only = browser }) => {
      if (only !== browser) return [];
      const waited = shown(path).filter((entry) => (entry._stalled ?? 0) >= ms);
      const wrong = waited.flatMap(({ _stalledBy }) => _stalledBy ?? []).filter(({ why }) => !by.includes(why) && !(browser === 'firefox' && why === 'unknown'));
      return [
        ...(waited.length >= count ? [] : [`${waited.length} of ${path} stalled for ${ms} ms or more, expected ${count}`]),
        ...wrong.map(({ why, evidence }) => `something of ${path} is said to have waited for ${why}, expected ${by.join(' or ')}: ${evidence.join(' ')}`),
      ];
    }),
    ...(expect.noConnection ?? []).flatMap(({ path, count, why, only = browser }) => {
      if (only !== browser) return [];
      const absent = shown(path).filter((entry) => entry._opening === 'none' && REASONS[browser][why].includes(entry._noConnection ?? '')).length;
      return absent === count ? [] : [`${absent} of ${path} used no connection because of ${why}, expected ${count}: ${shown(path).map(describe).join('; ')}`];
    }),
    ...(expect.stillOpen ?? []).flatMap(({ path }) => (shown(path).some((entry) => entry._open) ? [] : [`nothing of ${path} is shown as open`])),
    ...(expect.protocol ?? []).flatMap(({ origin, protocol }) => (ofOrigin(run, site, origin).some((entry) => entry.request.httpVersion === protocol) ? [] : [`nothing of ${origin} is shown over ${protocol}`])),
    ...(expect.coalesced ?? []).flatMap(([one, other]) => (lanes(run, site, one).some((lane) => lanes(run, site, other).includes(lane)) ? [] : [`${one} and ${other} share no lane`])),
    ...(browser === 'chromium' ? exactOnly(expect, shown) : []),
  ];
}

/** Facts that only a browser that names its connections gives. */
function exactOnly(expect: StoryExpectation, shown: (path: string) => readonly ExportedEntry[]): readonly string[] {
  return [
    ...(expect.openedEarlier ?? []).flatMap(({ path }) => (shown(path)[0]?._opening === 'opened-earlier' ? [] : [`the first of ${path} is not shown as opened earlier`])),
    ...(expect.apart ?? []).flatMap(([one, other]) => {
      const lanesOf = (path: string): readonly (string | undefined)[] => shown(path).map((entry) => entry._connection);
      return lanesOf(one).some((lane) => lane !== undefined && lanesOf(other).includes(lane)) ? [`${one} and ${other} share a lane`] : [];
    }),
  ];
}

/**
 * Firefox's HAR says "not from the network"; which cache it was only webRequest
 * may tell. A picture that it asked for over https by itself it may have under
 * its first address in its memory of images, and log so (1 of 20 runs).
 */
const REASONS: Readonly<Record<BrowserName, Readonly<Record<NoConnection, readonly string[]>>>> = {
  chromium: { 'memory-cache': ['memory-cache'], 'disk-cache': ['disk-cache'], 'service-worker': ['service-worker'], refused: ['failed'], 'unknown-host': ['failed'], 'own-redirect': ['local'], blocked: ['blocked'] },
  firefox: { 'memory-cache': ['memory-cache', 'cache-or-service-worker'], 'disk-cache': ['disk-cache', 'cache-or-service-worker'], 'service-worker': ['service-worker', 'cache-or-service-worker'], refused: ['failed'], 'unknown-host': ['failed'], 'own-redirect': ['local', 'memory-cache'], blocked: ['blocked'] },
};

function wrongSockets({ truth }: StoryRun, { server, min, max }: NonNullable<StoryExpectation['sockets']>[number]): readonly string[] {
  const used = new Set(truth.requests.filter((seen) => seen.server === server).map(({ connection }) => connection)).size;
  return used >= min && used <= max ? [] : [`the server ${server} saw ${used} sockets, the story is about ${min} to ${max}`];
}

const pathFinder =
  ({ summary }: StoryRun) =>
  (path: string): readonly ExportedEntry[] =>
    summary.log.entries.filter(({ request }) => request.url.replace(/^\w+:\/\/[^/]+/, '').startsWith(path));

const ofOrigin = ({ summary }: StoryRun, site: Site, origin: OriginName): readonly ExportedEntry[] => summary.log.entries.filter(({ request }) => request.url.startsWith(`${site.origins[origin]}/`));

const lanes = (run: StoryRun, site: Site, origin: OriginName): readonly string[] => ofOrigin(run, site, origin).flatMap(({ _connection }) => _connection ?? []);

/** Origins whose number of connections differs from what the servers saw. */
function wrongCounts({ summary, truth }: StoryRun): readonly string[] {
  return summary.log._origins.flatMap(({ origin, connections }) => {
    const seen = new Set(truth.requests.filter(({ url }) => url.startsWith(`${origin}/`)).map(({ connection }) => connection)).size;
    const unsure = summary.log.entries.filter((entry) => entry.request.url.startsWith(`${origin}/`) && (entry._connectionConfidence ?? 1) < SURE).length;
    return Math.abs(seen - connections) <= unsure || seen === 0 ? [] : [`${origin} is shown with ${connections} connections, the server saw ${seen}`];
  });
}

const SURE = 0.9;

