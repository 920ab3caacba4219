import { addOnWith, builtAddOn, withRequestEvents } from './add-on-with.ts';
import { temporaryFolder } from './browsers/at-exit.ts';
import { launch } from './browsers/launch.ts';
import type { Browser, BrowserName, LaunchOptions, Panel, Tab } from './browsers/driver.ts';
import { until } from './browsers/poll.ts';
import type { Summary } from '../src/core/export/summary.ts';
import type { OriginName } from './site/addresses.ts';
import type { Truth } from './site/log.ts';
import type { Site } from './site/site.ts';
import { shortcomings } from './expectations.ts';
import { DONE, FAILED, storyUrl, type Step, type Story } from './site/story.ts';

/** What one run of a story showed: our panel's word, and the servers' log of the same time. */
export interface StoryRun {
  readonly summary: Summary;
  /** Since the recording that is shown began. */
  readonly truth: Truth;
}

/** What a browser must know to load a story. */
export function browserFor({ browser }: Pick<Story, 'browser'>, site: Site): Pick<LaunchOptions, 'hosts' | 'trust' | 'forceQuic' | 'quicAltSvc' | 'quicIdleS'> {
  const addresses = (origins: readonly OriginName[] = []): string[] => (site.h3.available ? origins.map((origin) => new URL(site.origins[origin]).host) : []);
  return {
    hosts: site.hosts,
    trust: { caPem: site.certificates.caFile, spki: site.spki },
    forceQuic: addresses(browser?.forceQuic),
    quicAltSvc: addresses(browser?.quicAltSvc),
    ...(browser?.quicIdleS !== undefined && { quicIdleS: browser.quicIdleS }),
  };
}

export function launchFor(name: BrowserName, story: Pick<Story, 'browser'>, site: Site, options: Partial<LaunchOptions> = {}): Promise<Browser> {
  return launch(name, { extensionDir: builtAddOn(name), headless: true, ...browserFor(story, site), ...options });
}

/** Plays a story in a fresh browser with DevTools open on our panel, and waits until the panel has heard of everything. */
export async function runStory(name: BrowserName, story: Story, site: Site): Promise<StoryRun> {
  const folder = temporaryFolder('story');
  const mustBeAllowed = name === 'chromium' && story.browser?.requestEvents === true;
  const browser = await launchFor(name, story, site, mustBeAllowed ? { extensionDir: addOnWith(name, folder.path, withRequestEvents) } : {});
  try {
    const tab = await browser.openTab();
    if (story.otherTab) {
      await visit(await browser.openTab(), storyUrl(story, site, story.otherTab.page));
      await tab.bringToFront();
    }
    let shown = site.log.mark();
    let panel = story.browser?.lateDevTools ? undefined : await openPanel(tab, story);
    await visit(tab, storyUrl(story, site));
    for (const step of story.steps ?? []) {
      const clears = step.do === 'navigate' || step.do === 'reload';
      if (clears && !story.browser?.preserveLog) shown = site.log.mark();
      panel = (await take(step, { tab, story, site })) ?? panel;
      await tab.waitFor(`${DONE} || ${FAILED}`, STORY_MS);
    }
    await site.settled();
    return await settledRun(panel!, () => site.log.since(shown), (run) => shortcomings(run, story, site, name));
  } finally {
    await browser.close();
    await folder.remove();
  }
}

const STORY_MS = 20_000;

async function visit(tab: Tab, url: string): Promise<void> {
  await tab.goto(url);
  await tab.waitFor(`${DONE} || ${FAILED}`, STORY_MS);
  if (await tab.evaluate<boolean>(FAILED)) throw new Error(`The story's page failed: ${await tab.evaluate<string>('document.documentElement.dataset.why')}`);
}

export async function openPanel(tab: Tab, story: Pick<Story, 'browser'>): Promise<Panel> {
  const panel = await (await tab.openDevTools()).openPanel();
  await panel.waitFor('globalThis.reuseLens !== undefined');
  if (story.browser?.preserveLog) await preserveLog(panel);
  return panel;
}

export async function preserveLog(panel: Panel): Promise<void> {
  await panel.click('[data-testid="preserve-log"]');
  await panel.waitFor(`document.querySelector('[data-testid="preserve-log"]').checked`);
}

async function take(step: Step, { tab, story, site }: { readonly tab: Tab; readonly story: Story; readonly site: Site }): Promise<Panel | undefined> {
  switch (step.do) {
    case 'navigate': {
      const url = storyUrl(story, site, step.page, step.at ?? story.at);
      await visit(tab, step.via === undefined ? url : `${site.origins[step.via]}/redir?to=${encodeURIComponent(url)}`);
      return undefined;
    }
    case 'reload':
      await tab.reload();
      return undefined;
    case 'click':
      await tab.click(step.selector);
      return undefined;
    case 'open-devtools':
      return openPanel(tab, story);
  }
}

/**
 * The run once the panel agrees with the servers and moves no more, or, after
 * a while, as it is: HAR, Resource Timing and webRequest arrive one after the
 * other, and each may correct what the one before it let us think. The servers
 * are read anew each time, too: a click may reach the page after its driver returned.
 */
async function settledRun(panel: Panel, truth: () => Truth, faultsIn: (run: StoryRun) => readonly string[]): Promise<StoryRun> {
  let summary = await panel.evaluate<Summary>('reuseLens.summary()');
  const agrees = async (): Promise<boolean> => {
    const before = JSON.stringify(summary);
    summary = await panel.evaluate<Summary>('reuseLens.summary()');
    return JSON.stringify(summary) === before && faultsIn({ summary, truth: truth() }).length === 0;
  };
  await until('the panel to agree with the servers', agrees, { timeoutMs: SETTLE_MS, everyMs: 250 }).catch(() => undefined);
  return { summary, truth: truth() };
}

const SETTLE_MS = 20_000;
