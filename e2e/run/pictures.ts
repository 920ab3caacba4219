import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { BrowserName, ColorScheme, Panel, Size } from '../browsers/driver.ts';
import { DEVTOOLS_SHARE } from '../browsers/driver.ts';
import { until } from '../browsers/poll.ts';
import { launchFor, openPanel } from '../run-story.ts';
import { startSite, type Site } from '../site/site.ts';
import { demo } from '../site/stories/demo.ts';
import { DONE, storyUrl } from '../site/story.ts';
import { optionsOf } from './options.ts';

// npm run pictures [-- --har FILE --out FOLDER]: the pictures in docs/, taken of the real panel in real browsers; or the
// same of a HAR file. Look at them before committing them.

const { values } = optionsOf({ options: { har: { type: 'string' }, out: { type: 'string', default: 'docs' } } });

/** Of the panel, CSS pixels. */
const SHAPES: Readonly<Record<string, Size>> = { wide: { width: 1440, height: 820 }, narrow: { width: 560, height: 820 }, short: { width: 1440, height: 360 } };
/** The wide panel with a verdict and the findings beside it. */
const WHY = 'why';

async function pictures(name: BrowserName, colorScheme: ColorScheme, shape: string, site: Site): Promise<string> {
  const { width, height } = SHAPES[shape] ?? SHAPES['wide']!;
  const browser = await launchFor(name, demo, site, { colorScheme, windowSize: { width, height: Math.round(height / DEVTOOLS_SHARE) } });
  try {
    const tab = await browser.openTab();
    const panel = await openPanel(tab, demo);
    if (values.har === undefined) {
      await tab.goto(storyUrl(demo, site));
      await tab.waitFor(DONE);
      // Chromium tells of a WebSocket that is open when the panel asks for its log, some seconds after the load.
      await panel.waitFor(`document.querySelector('[data-testid="chip-ws"]') !== null`, 20_000);
    } else await show(panel, values.har);
    let last = '';
    await until('the panel to move no more', async () => {
      const before = last;
      last = await panel.evaluate<string>(`document.querySelector('[data-testid="panel"]').textContent`);
      return last === before;
    }, { everyMs: 1500 });
    if (shape === WHY) await askWhy(panel);
    const file = path.join(values.out, `panel-${name}-${colorScheme}${shape === 'wide' ? '' : `-${shape}`}.png`);
    writeFileSync(file, await panel.screenshot());
    return file;
  } finally {
    await browser.close();
  }
}

/** Of the first request that opened a connection because all were busy, if there is one. */
async function askWhy(panel: Panel): Promise<void> {
  await panel.evaluate(`document.querySelector('[data-testid="timeline"]').focus()`);
  for (let i = 0; i < 30; i++) {
    await panel.press('n');
    await panel.click('[data-testid="tab-why"]');
    if (await panel.evaluate<boolean>(`document.querySelector('[data-reason="parallel"]') !== null`)) break;
    await panel.evaluate(`document.querySelector('[data-testid="timeline"]').focus()`);
  }
  await panel.waitFor(`document.querySelector('[data-testid="findings"] [data-rule]') !== null`);
}

async function show(panel: Panel, file: string): Promise<void> {
  if (!existsSync(file)) throw new Error(`There is no file ${file}.`);
  const name = path.basename(file);
  await panel.evaluate(`(() => {
    const carrier = new DataTransfer();
    carrier.items.add(new File([${JSON.stringify(readFileSync(file, 'utf8'))}], ${JSON.stringify(name)}));
    const input = document.querySelector('[data-testid="import-file"]');
    input.files = carrier.files;
    input.dispatchEvent(new Event('change', { bubbles: true }));
    return true;
  })()`);
  await panel.waitFor(`document.querySelector('[data-testid="count"]')?.textContent.includes(${JSON.stringify(`Imported: ${name}`)})`, 60_000);
}

mkdirSync(values.out, { recursive: true });
const site = await startSite();
for (const name of ['chromium', 'firefox'] as const) {
  for (const scheme of ['light', 'dark'] as const) for (const shape of [...Object.keys(SHAPES), ...(scheme === 'light' ? [WHY] : [])]) console.log(await pictures(name, scheme, shape, site));
}
await site.close();
