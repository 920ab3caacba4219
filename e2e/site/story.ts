import type { StallWhy } from '../../src/core/insight/stalls/stalls.ts';
import type { Reason } from '../../src/core/insight/why/why.ts';
import type { OriginName, Origins, ServerName } from './addresses.ts';

/** What a page's maker may know. */
export interface PageContext {
  origins: Origins;
  h3: boolean;
  /** unique to this load, for addresses that the HTML itself names */
  load: string;
}

/** A page, less the frame that `document()` puts around it. */
export interface PageParts {
  head?: string;
  body?: string;
  /** see `helpers` in page.ts for what it may call; `at.<origin>` are the origins */
  script?: string;
  headers?: Record<string, string>;
  /** `Link` values of a 103 that goes out first */
  hints?: readonly string[];
  /** ms before the page itself goes out */
  holdMs?: number;
}

export type PageMaker = (context: PageContext) => PageParts;

/** What the test driver does, in order. After each step it waits for `data-story="done"` again. */
export type Step =
  | { do: 'navigate'; page: string; at?: OriginName; /** asked of this origin, which sends on to the page */ via?: OriginName }
  | { do: 'reload' }
  | { do: 'click'; selector: string }
  | { do: 'open-devtools' };

/** Settings of the browser that the story depends on. */
interface StoryBrowser {
  /** origins whose first request must already go over QUIC */
  forceQuic?: readonly OriginName[];
  /** origins that may move to QUIC when Alt-Svc offers it */
  quicAltSvc?: readonly OriginName[];
  /** Firefox does not hear that a QUIC connection is cut, and waits: for so many seconds, 30 unless told */
  quicIdleS?: number;
  /** DevTools open only at the step `open-devtools` */
  lateDevTools?: true;
  preserveLog?: boolean;
  /** the add-on may read Chromium's request events, which it does without unless it is allowed to */
  requestEvents?: true;
}

/** Why a request used no connection. */
export type NoConnection =
  | 'memory-cache' | 'disk-cache' | 'service-worker' | 'refused' | 'unknown-host' | 'own-redirect' | 'blocked';

/** Why a request did use a connection, and yet no browser names it. */
type NoId =
  | 'websocket' | 'service-worker-script' | 'worker-script' | 'reset' | 'aborted' | 'unload-beacon' | 'before-devtools' | 'early-hint';

/** What the spec checks beyond the general comparison with the log. A `path` is the beginning of path and query. */
export interface StoryExpectation {
  /** sockets of a listener that carried at least one request */
  sockets?: readonly { server: ServerName; min: number; max: number }[];
  /** at least `count` requests waited at least `ms` for a connection, each of them for one of `by` */
  stalled?: readonly { path: string; count: number; ms: number; by: readonly StallWhy[]; /** where only one browser tells who held it */ only?: 'chromium' | 'firefox' }[];
  /**
   * Why requests that opened a connection, or found one open, used no other; each is of the first whose path, and origin,
   * fit. Where it says nothing of the story's own pages, their reason is `first-contact`. Others of the page's own host may be
   * `speculative`; no other request may have a verdict.
   */
  why?: readonly ExpectedWhy[];
  /** requests that never reached a server: so many, and why */
  noConnection?: readonly { path: string; count: number; why: NoConnection; /** where only one browser makes a request of it */ only?: 'chromium' | 'firefox' }[];
  noId?: readonly { path: string; why: NoId }[];
  /** sent on a connection that had been cut off: the browser says so, and no server saw them */
  lost?: readonly { path: string }[];
  /** requests of which Firefox, without ids, can't tell new from reused; of all others it must */
  unknown?: readonly { path: string }[];
  /** the first request of the origin found a socket that something else had opened */
  openedEarlier?: readonly { path: string }[];
  /** origins that share one connection */
  coalesced?: readonly (readonly [OriginName, OriginName])[];
  /** requests that must not share a connection, by path */
  apart?: readonly (readonly [string, string])[];
  /** still open when the page says that it is done */
  stillOpen?: readonly { path: string }[];
  /** at least one request of the origin goes over the protocol */
  protocol?: readonly { origin: OriginName; protocol: 'http/1.0' | 'http/1.1' | 'h2' | 'h3' }[];
}

export interface ExpectedWhy {
  path: string;
  at?: OriginName;
  /** at least one has it */
  is?: Reason;
  /** these may be as well: what the browser opens on speculation is its own affair */
  or?: readonly Reason[];
}

/**
 * Ids of findings, each as often as it is found. What is not named here must
 * not be found; a browser that is not named must find nothing.
 */
interface StoryFindings {
  chromium?: readonly string[];
  firefox?: readonly string[];
  /** found or not, in either browser: how long things take decides, or what the browser happens to tell */
  may?: readonly string[];
}

/** One way in which a page uses its connections. */
export interface Story {
  id: string;
  title: string;
  /** told as skipped where the site cannot serve it, or the browser does not tell add-ons of it */
  needs?: 'h3' | 'websockets';
  /** whose `/story/<id>` the browser loads */
  at: OriginName;
  /** left out: nothing to complain of */
  findings?: StoryFindings;
  /** '' is the first page */
  pages: Readonly<Record<string, PageMaker>>;
  browser?: StoryBrowser;
  /** loaded, and kept open, in another tab before the story's own tab loads */
  otherTab?: { page: string };
  steps?: readonly Step[];
  expect?: StoryExpectation;
}

let visits = 0;

/** The full address of a story's page; different each time. */
export function storyUrl(story: Story, site: { origins: Origins }, page = '', at = story.at): string {
  const path = page === '' ? story.id : `${story.id}/${page}`;
  return `${site.origins[at]}/story/${path}?r=visit.${++visits}`;
}

/** What a story's page says once its script has ended (see e2e/site/page.ts). */
export const DONE = `document.documentElement.dataset.story === 'done'`;
export const FAILED = `document.documentElement.dataset.story === 'failed'`;

/** A page that is nothing but its script. */
export const played = (script: string): PageMaker => () => ({ script });
