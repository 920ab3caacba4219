import { launchFor, openPanel } from './run-story.ts';
import { startSite } from './site/site.ts';
import { stories } from './site/stories.ts';
import { storyUrl } from './site/story.ts';
import fs from 'node:fs';
const [name, id, scheme, out, w, h] = process.argv.slice(2);
const site = await startSite(); const story = stories.find(s=>s.id===id)!;
const b = await launchFor(name as 'chromium', story, site, { colorScheme: scheme as 'dark', ...(w ? { windowSize: { width: +w, height: +h! } } : {}) } as never);
const tab = await b.openTab();
const panel = await openPanel(tab, story);
await tab.goto(storyUrl(story, site));
await tab.waitFor(`document.documentElement.dataset.story === 'done'`, 20000);
const t = Date.now(); let last = '';
for (;;) { const s = JSON.stringify((await panel.evaluate<any>('reuseLens.summary()')).log._totals); if (s === last && Date.now() - t > 3000) break; last = s; await new Promise(r => setTimeout(r, 1000)); }
fs.writeFileSync(out!, await panel.screenshot());
await b.close(); await site.close(); process.exit();
