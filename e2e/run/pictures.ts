import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { BrowserName, ColorScheme } from '../browsers/driver.ts';
import { until } from '../browsers/poll.ts';
import { launchFor, openPanel } from '../run-story.ts';
import { startSite, type Site } from '../site/site.ts';
import { stories } from '../site/stories.ts';
import { storyUrl } from '../site/story.ts';

// npm run pictures: the pictures in docs/, taken of the real panel in real browsers. Look at them before committing them.

const demo = stories.find(({ id }) => id === 'demo')!;
const SIZE = { width: 1440, height: 1366 };

async function picture(name: BrowserName, colorScheme: ColorScheme, site: Site): Promise<string> {
  const browser = await launchFor(name, demo, site, { colorScheme, windowSize: SIZE });
  try {
    const tab = await browser.openTab();
    const panel = await openPanel(tab, demo);
    await tab.goto(storyUrl(demo, site));
    await tab.waitFor(`document.documentElement.dataset.story === 'done'`);
    let last = '';
    await until('the panel to move no more', async () => {
      const before = last;
      last = await panel.evaluate<string>('JSON.stringify(reuseLens.summary().log)');
      return last === before;
    }, { everyMs: 1500 });
    const file = path.join('docs', `panel-${name}-${colorScheme}.png`);
    writeFileSync(file, await panel.screenshot());
    return file;
  } finally {
    await browser.close();
  }
}

mkdirSync('docs', { recursive: true });
const site = await startSite();
for (const name of ['chromium', 'firefox'] as const) {
  for (const scheme of ['light', 'dark'] as const) console.log(await picture(name, scheme, site));
}
await site.close();
