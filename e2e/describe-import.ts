import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { zipOf } from '../src/files/test/zip.ts';
import { chromiumEntry, harFile, REUSED } from '../src/core/test/har.ts';
import { webPageTestEntry } from '../src/core/test/har-tools.ts';
import type { BrowserName, Panel } from './browsers/driver.ts';
import { launchFor, openPanel } from './run-story.ts';
import { startSite, type Site } from './site/site.ts';
import { demo } from './site/stories/demo.ts';

const textAt = (id: string): string => `document.querySelector('[data-testid="${id}"]')?.textContent ?? ''`;

/** A file that somebody drops on the panel. */
const drop = (panel: Panel, name: string, bytes: Uint8Array): Promise<unknown> =>
  panel.evaluate(`(() => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([Uint8Array.from(atob(${JSON.stringify(Buffer.from(bytes).toString('base64'))}), (one) => one.charCodeAt(0))], ${JSON.stringify(name)}));
    document.querySelector('[data-testid="panel"]').dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }));
  })()`);

/** Its worker, its streams and what unpacks a zip are those of the built extension in a real browser. */
export function describeImport(name: BrowserName): void {
  describe(`${name}: a file`, () => {
    let site: Site;
    beforeAll(async () => {
      site = await startSite();
    });
    afterAll(() => site.close());

    it('plain, packed or broken, is shown or says what is wrong', async () => {
      const browser = await launchFor(name, demo, site);
      try {
        const panel = await openPanel(await browser.openTab(), demo);
        const two = JSON.stringify(harFile([chromiumEntry(), chromiumEntry({ at: 50, timings: REUSED })]));
        const shown = (text: string): Promise<unknown> => panel.waitFor(`(${textAt('import-shown')}).includes(${JSON.stringify(text)}) && (${textAt('count')}).length > 0`);

        await drop(panel, 'page.har', Buffer.from(`\ufeff${two}`));
        await shown('The file page.har is shown.');
        expect(await panel.evaluate(textAt('count'))).toContain('2 requests · 1 origin · 1 connection');

        await drop(panel, 'wpt.har.gz', gzipSync(JSON.stringify(harFile([webPageTestEntry()]))));
        await shown('The file wpt.har.gz is shown.');
        expect(await panel.evaluate(textAt('about-file-pane'))).toContain('WebPageTest');

        // Two workers read half of it each.
        const big = harFile(Array.from({ length: 40 }, (_, at) => chromiumEntry({ at, ...(at > 0 && { timings: REUSED }), entry: { _filler: 'x'.repeat(120_000) } })));
        await drop(panel, 'big.har', Buffer.from(JSON.stringify(big)));
        await shown('The file big.har is shown.');
        expect(await panel.evaluate(textAt('count'))).toContain('40 requests · 1 origin · 1 connection');

        await drop(panel, 'runs.zip', new Uint8Array(await (await zipOf({ 'runs/1.har': '{}', 'runs/2.har': two })).arrayBuffer()));
        await shown('of it runs/2.har, one of 2 captures');

        const failed = (text: string): Promise<unknown> => panel.waitFor(`(${textAt('import-failed')}).startsWith(${JSON.stringify(text)})`);
        await drop(panel, 'damaged.har.gz', Buffer.concat([gzipSync(two).subarray(0, -8), Buffer.alloc(8)]));
        await failed('damaged.har.gz: The gzip file is damaged or ends early');
        expect(await panel.evaluate(textAt('import-shown'))).toContain('runs/2.har');

        // All that came of it is read, although nothing but its end tells that it ends early.
        await drop(panel, 'cut.har.gz', gzipSync(JSON.stringify(big)).subarray(0, -8));
        await shown('The file cut.har.gz is shown.');
        expect(await panel.evaluate(textAt('count'))).toContain('40 requests · 1 origin · 1 connection');
        expect(await panel.evaluate(textAt('notice-unreadable'))).toContain('the file is cut off before its packing ends');

        await drop(panel, 'cut.har', Buffer.from(two.slice(0, -3)));
        await shown('The file cut.har is shown.');
        expect(await panel.evaluate(textAt('notice-unreadable'))).toContain('the file is cut off at character ');
      } finally {
        await browser.close();
      }
    });
  });
}
