import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { builtAddOn } from './add-on-with.ts';
import type { Browser, BrowserName } from './browsers/driver.ts';
import { launch } from './browsers/launch.ts';
import { oneRun } from './panel/one-run.ts';
import { twoBuilds } from './panel/two-builds.ts';

/** The page for files, in the built add-on: from the toolbar's button to two files from the disk, compared. */
export function describeViewer(name: BrowserName): void {
  describe(`${name}: the page for files`, () => {
    let folder: string;
    let browser: Browser;
    beforeAll(async () => {
      folder = await mkdtemp(path.join(tmpdir(), 'reuse-lens-viewer-'));
      await Promise.all([...twoBuilds(), ...oneRun()].map((file) => writeFile(path.join(folder, file.name), file.buffer)));
      browser = await launch(name, { extensionDir: builtAddOn(name), headless: true, hosts: [] });
    });
    afterAll(async () => {
      await browser.close();
      await rm(folder, { recursive: true });
    });

    it('opens from the toolbar, shows a file, and another beside it', async () => {
      const tab = await browser.clickAction();
      const text = (testId: string) => tab.evaluate<string | undefined>(`document.querySelector('[data-testid="${testId}"]')?.innerText`);
      await tab.waitFor(`document.querySelector('[data-testid="empty"]') !== null`);
      expect(await tab.evaluate<string>('location.href')).toBe(`${browser.extensionOrigin}/extension/viewer.html`);
      expect(await text('empty')).toContain('Open a capture to see its connections.');
      expect(await text('record')).toBeUndefined();

      await tab.chooseFiles('[data-testid="open-file"]', [path.join(folder, 'before.har')]);
      await tab.waitFor(`document.querySelectorAll('[data-row-id^="lane:"]').length > 0`);
      expect(await text('import-shown')).toContain('The file before.har is shown.');
      expect(await text('count')).toContain('20 requests · 3 origins · 11 connections');
      await tab.waitFor(`(() => { const canvas = document.querySelector('[data-testid="lanes"] canvas'); return canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data.some((value) => value > 0); })()`);

      await tab.chooseFiles('[data-testid="compare-with-file"]', [path.join(folder, 'after.har')]);
      await tab.waitFor(`document.querySelector('[data-figure="opened"]') !== null`);
      const opened = await tab.evaluate<string>(`document.querySelector('[data-figure="opened"]').innerText`);
      expect(opened.replaceAll(/\s+/g, ' ').trim()).toBe('Connections opened 11 2 −9 better 10 → 2');
      await tab.waitFor(`document.querySelectorAll('[data-side="a"]').length > 0 && document.querySelectorAll('[data-side="b"]').length > 0`);
      await tab.click('[data-testid="compare-close"]');
      await tab.waitFor(`document.querySelector('[data-testid="import-shown"]') !== null`);

      // Two files of one run are one capture.
      await tab.chooseFiles('[data-testid="import-file"]', [path.join(folder, 'page.har'), path.join(folder, 'run.json')]);
      await tab.waitFor(`document.querySelector('[data-row-id="unused:7"]') !== null`);
      expect(await text('import-shown')).toContain('The file page.har + run.json is shown.');
      expect(await text('count')).toContain('3 requests · 1 origin · 3 connections');
    });
  });
}
