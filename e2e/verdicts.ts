import type { ExportedEntry } from '../src/core/export/har-entry.ts';
import type { BrowserName } from './browsers/driver.ts';
import type { StoryRun } from './run-story.ts';
import type { Truth } from './site/log.ts';
import type { Site } from './site/site.ts';
import type { ExpectedWhy, Story } from './site/story.ts';

/**
 * Verdicts other than the story says. Where the browser names its connections
 * all must be right; without names, "unknown" is as good, as it is of what
 * Chromium opened ahead; nothing else is.
 */
export function wrongVerdicts({ summary, truth }: StoryRun, story: Story, site: Site, browser: BrowserName): readonly string[] {
  const expected: readonly ExpectedWhy[] = [
    ...(story.expect?.why ?? []),
    { path: `/story/${story.id}`, is: 'first-contact' },
    // Chromium opens a second connection to the page's own host when it navigates.
    { path: '/', at: story.at, or: ['speculative'] },
  ];
  const judged = summary.log.entries.filter((entry) => entry._why !== undefined).map((entry) => ({ entry, by: expected.find((one) => fits(one, entry, site)) }));
  const wrong = judged.filter(({ entry, by }) => !isAllowed(entry, by, browser) && !(story.browser?.requestEvents !== true && isAhead(entry, by)) && !(browser === 'firefox' && isSecondSocket(entry, truth))).map(({ entry, by }) => `${told(entry)}: expected ${by === undefined ? 'no verdict' : words(by)}`);
  const missing = browser === 'chromium' ? (story.expect?.why ?? []).filter((one) => one.is !== undefined && !judged.some(({ entry, by }) => by === one && entry._why?.reason === one.is)) : [];
  return [...wrong, ...missing.map((one) => `nothing of ${one.path} is explained by ${one.is}`)];
}

const fits = ({ path, at }: ExpectedWhy, { request: { url } }: ExportedEntry, site: Site): boolean => {
  const origin = /^\w+:\/\/[^/]+/.exec(url)?.[0] ?? '';
  return url.slice(origin.length).startsWith(path) && (at === undefined || origin === site.origins[at]);
};

function isAllowed({ _why }: ExportedEntry, by: ExpectedWhy | undefined, browser: BrowserName): boolean {
  const reason = _why!.reason;
  if (browser === 'firefox' && reason === 'unknown') return true;
  // A connect may serve another request than the one that began it, which meanwhile found a free connection: then nothing shows why. One of the story's must still be explained.
  if (by?.is === 'parallel' && reason === 'unknown') return true;
  return by !== undefined && (reason === by.is || (by.or ?? []).includes(reason));
}

/**
 * Chromium opens connections ahead of a navigation, where no add-on holds
 * webRequest: of those nothing tells who opened them, nor of others of the
 * page's host, as its own document is not seen to open the first.
 */
const isAhead = ({ _opening, _why }: ExportedEntry, by: ExpectedWhy | undefined): boolean =>
  _opening === 'opened-earlier' && _why!.reason === 'unknown' && [by?.is, ...(by?.or ?? [])].some((reason) => reason === 'first-contact' || reason === 'speculative');

/**
 * Firefox reports the setup of a connection for each of two requests that start
 * together to a new host, and then may send both over one. That a second socket
 * was opened its server saw, and nothing came over it.
 */
function isSecondSocket({ request, _why }: ExportedEntry, { requests, connections }: Truth): boolean {
  const server = requests.find(({ url }) => url === request.url)?.server;
  const used = new Set(requests.map(({ connection }) => connection));
  return _why!.reason === 'speculative' && connections.some((one) => one.server === server && !used.has(one.connection));
}

const words = ({ is, or = [] }: ExpectedWhy): string => [...(is === undefined ? [] : [is]), ...or].join(' or ');

const told = ({ request, _opening, _why }: ExportedEntry): string => `${request.url} (${_opening}) is explained by ${_why?.reason}, ${_why?.confidence}: ${_why?.evidence.join(' ')}`;
