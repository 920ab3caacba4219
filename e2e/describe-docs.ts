import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BrowserName } from './browsers/driver.ts';
import { until } from './browsers/poll.ts';
import { launchFor, openPanel } from './run-story.ts';
import { startSite, type Site } from './site/site.ts';
import { demo } from './site/stories/demo.ts';
import { DONE, storyUrl } from './site/story.ts';

/** Addresses of the extension's own tabs, as its background sees them; Firefox has no contexts to ask for. */
const OWN_TABS: Readonly<Record<BrowserName, string>> = {
  chromium: `chrome.runtime.getContexts({ contextTypes: ['TAB'] }).then((all) => all.map(({ documentUrl }) => documentUrl))`,
  firefox: `chrome.extension.getViews({ type: 'tab' }).map(({ location }) => location.href)`,
};

/** What a finding promises to explain, one click explains: a panel may open no tab by itself, and a page that is not shipped leaves an empty one. */
export function describeDocs(name: BrowserName): void {
  describe(`${name}: the page of a finding`, () => {
    let site: Site;
    beforeAll(async () => {
      site = await startSite();
    });
    afterAll(() => site.close());

    it('opens in a tab of its own', async () => {
      const browser = await launchFor(name, demo, site);
      try {
        const tab = await browser.openTab();
        const panel = await openPanel(tab, demo);
        await tab.goto(storyUrl(demo, site));
        await tab.waitFor(DONE);
        await panel.waitFor(`document.querySelector('[data-testid="timeline"]') !== null`);
        const link = '[data-testid="findings"] a';
        await panel.evaluate(`document.querySelector('[data-testid="timeline"]').focus()`);
        // To the first request that opened a connection, once the panel knows of one.
        await until('the drawer to open', async () => {
          await panel.press('n');
          return panel.evaluate<boolean>(`document.querySelector('[data-testid="tab-why"]') !== null`);
        });
        await panel.click('[data-testid="tab-why"]');
        await panel.waitFor(`document.querySelector('[data-testid="findings"] [data-rule]') !== null`);
        await panel.click('[data-testid="findings"] summary');
        await panel.waitFor(`document.querySelector('${link}') !== null`);
        const page = await panel.evaluate<string>(`document.querySelector('${link}').href`);
        expect(page).toMatch(/\/docs\/findings\/[\w-]+\.html$/);
        await panel.evaluate(`document.querySelector('${link}').scrollIntoView({ block: 'center' })`);
        await panel.click(link);
        await expect.poll(() => browser.background.evaluate<readonly string[]>(OWN_TABS[name]), { timeout: 20_000 }).toContain(page);
        const text = await panel.evaluate<string>(`fetch(${JSON.stringify(page)}).then((response) => response.text())`);
        expect(text).toContain('<h2>What it cannot see</h2>');
      } finally {
        await browser.close();
      }
    });
  });
}
