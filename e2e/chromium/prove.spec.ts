import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Summary } from '../../src/core/export/summary.ts';
import { temporaryFolder } from '../browsers/at-exit.ts';
import { which } from '../browsers/command.ts';
import type { Panel } from '../browsers/driver.ts';
import { until } from '../browsers/poll.ts';
import { launchFor, openPanel } from '../run-story.ts';
import { startSite, type Site } from '../site/site.ts';
import { stories } from '../site/stories.ts';
import { DONE, storyUrl } from '../site/story.ts';

const run = promisify(execFile);

/** What the panel offers as proof elsewhere is run elsewhere, and must say what the panel says. */
describe('the curl command that the panel offers', () => {
  let site: Site;
  beforeAll(async () => {
    site = await startSite();
  });
  afterAll(() => site.close());

  it.for([
    ['keep-alive', 15, '1.1'],
    ['close', 6, '1.1'],
    ['h2', 15, '2'],
  ] as const)('says of the story %s and its %i requests what the panel says, over HTTP/%s', async ([id, expected, version], { skip }) => {
    skip(which('curl') === undefined, 'curl is not on the PATH');
    const story = stories.find((one) => one.id === id)!;
    const browser = await launchFor('chromium', story, site);
    try {
      const tab = await browser.openTab();
      const panel = await openPanel(tab, story);
      await tab.goto(storyUrl(story, site));
      await tab.waitFor(DONE);
      const origin = site.origins[story.at];
      await panel.waitFor(`reuseLens.summary().log._origins.some((one) => one.origin === '${origin}' && one.requests >= ${expected} && one.unknown === 0)`);
      const shown = (await panel.evaluate<Summary>('reuseLens.summary()')).log._origins.find((one) => one.origin === origin)!;
      const transfers = await curl(await snippet(panel), site);
      expect(transfers.map(({ http }) => http)).toEqual([version, version]);
      expect(transfers.map((transfer) => transfer['new'])).toEqual(['1', shown.reused > 0 ? '0' : '1']);
      expect(shown.reused > 0).toBe(id !== 'close');
    } finally {
      await browser.close();
    }
  });
});

/** Of the first request that stands on a connection; who opened that, the story's page or Chromium ahead of it, is the same to curl. */
async function snippet(panel: Panel): Promise<string> {
  const shown = `document.querySelector('[data-testid="details-request"] pre[aria-label="curl"]')`;
  await panel.evaluate(`document.querySelector('[data-testid="timeline"]').focus()`);
  await panel.press('Home');
  await until('a request to be selected', async () => {
    await panel.press('ArrowDown');
    await panel.press('ArrowRight');
    return panel.evaluate<boolean>(`${shown} !== null`);
  });
  return panel.evaluate<string>(`${shown}.textContent`);
}

/** Runs it as it stands, in a shell; only where the names lead, and whom to trust, comes from a `.curlrc`. Returns the fields of each line. */
async function curl(command: string, site: Site): Promise<readonly Readonly<Record<string, string>>[]> {
  const home = temporaryFolder('curl').path;
  const resolve = Object.values(site.origins).map((origin) => new URL(origin)).filter(({ hostname }) => hostname.endsWith('.test'));
  const lines = [`cacert = "${site.certificates.caFile}"`, ...resolve.map(({ host }) => `resolve = "${host}:127.0.0.1"`)];
  writeFileSync(path.join(home, '.curlrc'), lines.join('\n'));
  const { stdout } = await run('sh', ['-c', command], { env: { ...process.env, CURL_HOME: home } });
  return stdout.trim().split('\n').map((line) => Object.fromEntries(line.split(' ').map((field) => field.split('=') as [string, string])));
}
