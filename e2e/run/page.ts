import type { LaunchOptions, Tab } from '../browsers/driver.ts';
import { browserFor } from '../run-story.ts';
import { startSite } from '../site/site.ts';
import { demo } from '../site/stories/demo.ts';
import { DONE, storyUrl } from '../site/story.ts';

/** What `npm start` shows: the demo, or a page of the user's own. */
export interface Shown {
  readonly url: string;
  /** What the browser must know to load it. */
  readonly browser: Omit<LaunchOptions, 'extensionDir' | 'headless'>;
  /** Waits until the page has done all that it does by itself. */
  done(tab: Tab): Promise<void>;
  close(): Promise<void>;
}

export async function demoPage(): Promise<Shown> {
  const site = await startSite();
  if (!site.h3.available) console.log(`The demo goes without HTTP/3: ${site.h3.reason}.`);
  return {
    url: storyUrl(demo, site),
    browser: browserFor(demo, site),
    done: (tab) => tab.waitFor(DONE, 60_000),
    close: () => site.close(),
  };
}

export function userPage(url: string): Shown {
  return {
    url,
    browser: { hosts: [], userPage: true },
    done: () => Promise.resolve(),
    close: () => Promise.resolve(),
  };
}
