import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeHar } from '../../src/core/export/har.ts';
import type { ExportedEntry } from '../../src/core/export/har-entry.ts';
import { ofChromium, ofFirefox } from '../../src/core/test/recordings.ts';
import { temporaryFolder } from '../browsers/at-exit.ts';
import { findBrowser } from '../browsers/find.ts';
import { loadPlaywright } from '../browsers/playwright.ts';

/** As DevTools' Network panel has it, once imported. */
interface Imported {
  readonly url: string;
  readonly status: number;
  readonly protocol: string;
  readonly connectionId: string;
  /** Ms; −1: it did not happen; `null`: DevTools shows no times of what came from its memory. */
  readonly connectMs: number | null;
  readonly tlsMs: number | null;
}

/** DevTools' own front end and its own modules, as "Import HAR file…" uses them. */
const importing = (har: unknown): string => `(async () => {
  const { HARFormat, Importer } = await import('./models/har/har.js');
  const { log } = new HARFormat.HARRoot(${JSON.stringify(har)});
  const ms = (start, end) => (start === undefined ? null : end < 0 ? -1 : end - start);
  return Importer.Importer.requestsFromHARLog(log).map((request) => ({
    url: request.url(), status: request.statusCode, protocol: request.protocol, connectionId: request.connectionId,
    connectMs: ms(request.timing?.connectStart, request.timing?.connectEnd),
    tlsMs: ms(request.timing?.sslStart, request.timing?.sslEnd),
  }));
})()`;

describe('an exported HAR', () => {
  let browser: Browser;
  beforeAll(async () => {
    const { executable } = await findBrowser('chromium', { install: false });
    const { chromium } = await loadPlaywright();
    browser = await chromium.launch({ executablePath: executable, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });
  });
  afterAll(() => browser.close());

  it.each([['Chromium', ofChromium], ['Firefox', ofFirefox]])('of %s opens in DevTools', async (_name, recording) => {
    const har = writeHar(recording());
    const page = await browser.newPage();
    await page.goto('devtools://devtools/bundled/devtools_app.html');
    const imported = await page.evaluate<readonly Imported[]>(importing(har));
    const expected = (entry: ExportedEntry): Imported => ({
      url: entry.request.url,
      status: entry.response.status,
      protocol: entry.request.httpVersion,
      connectionId: entry._connectionId ?? '',
      connectMs: entry._fromCache === 'memory' ? null : (entry.timings.connect ?? -1),
      tlsMs: entry._fromCache === 'memory' ? null : (entry.timings.ssl ?? -1),
    });
    expect(imported).toEqual(har.log.entries.map(expected));
    await page.close();
  });

  it('is served from by Playwright', async () => {
    const folder = temporaryFolder('har');
    const file = path.join(folder.path, 'own.har');
    const har = writeHar(ofChromium());
    writeFileSync(file, JSON.stringify(har));
    const context = await browser.newContext();
    await context.routeFromHAR(file, { notFound: 'abort' });
    const page = await context.newPage();
    const [first] = har.log.entries;
    const answer = await page.goto(first!.request.url);
    expect([answer?.status(), await answer?.headerValue('content-type')]).toEqual([200, 'text/html']);
    await expect(page.goto('https://elsewhere.test/')).rejects.toThrow();
    await context.close();
    await folder.remove();
  });
});
