import { describe, expect, it } from 'vitest';

import { oneRun } from './one-run.ts';
import { withPlayground } from './playground.ts';

const playground = withPlayground();

describe('a HAR and a NetLog of one run', () => {
  it.each(['as they are', 'the other way round'])('are shown as one capture: the requests of the one, the connections of the other; %s', async (order) => {
    const { at, page } = await playground.open('fixture=empty&viewer');
    const [har, log] = oneRun();
    await at('import-file').setInputFiles(order === 'as they are' ? [har, log] : [log, har]);
    const names = order === 'as they are' ? 'page.har + run.json' : 'run.json + page.har';
    await expect.poll(() => at('import-shown').locator('span').textContent()).toBe(`The file ${names} is shown.`);

    // What another tab asked for is not in the HAR; what failed has the connection that only the NetLog names.
    expect(await at('count').textContent()).toContain('3 requests · 1 origin · 3 connections');
    const rows = await page.locator('[data-row-id]').evaluateAll((all) => all.map((row) => row.getAttribute('data-row-id')));
    expect(rows).toEqual(['origin:http://a.test', 'lane:5', 'lane:6', 'lane:8', 'unused:7']);
    expect(await at('kpi-connections').locator('small').textContent()).toContain('+1 earlier · +1 never used');

    // What no request used has a tooltip of its own.
    const titles = (row: string): Promise<number> => page.locator(`[data-row-id="${row}"] [title]`).count();
    expect([await titles('lane:5'), await titles('unused:7')]).toEqual([1, 0]);

    await at('about-file').click();
    expect(await at('about-file-pane').textContent()).toContain('with a NetLog of the same run');
    await page.keyboard.press('Escape');

    const facts = async (lane: string): Promise<readonly string[]> => {
      await page.locator(`[data-row-id="${lane}"]`).getByText(lane.replace(/.*:/, '#'), { exact: true }).click();
      await expect.poll(() => at('details-connection').locator('code').first().textContent()).toBe(lane.replace(/.*:/, '#'));
      return at('details-connection').locator('tr').allTextContents();
    };
    expect(await facts('lane:5')).toEqual(expect.arrayContaining(['Opened fornobody yet (preconnect)NetLog', 'Closed bythe browser: Idle time limit expiredNetLog']));
    expect(await facts('lane:6')).toEqual(expect.arrayContaining(['Opened fora requestNetLog', 'Closed bythe browser: Socket pool destroyedNetLog']));
    expect(await facts('unused:7')).toEqual(expect.arrayContaining(['Opened fornobody yet (preconnect)NetLog']));
  });

  it('of two runs are refused, and what was shown stays', async () => {
    const { at } = await playground.open('fixture=shop');
    const [har, log] = oneRun();
    const other = Buffer.from(har.buffer.toString().replaceAll('http://a.test/', 'http://b.test/'));
    await at('import-file').setInputFiles([{ ...har, buffer: other }, log]);
    await expect.poll(() => at('import-failed').textContent()).toContain('The NetLog is of another run of the browser: of 2 requests of the other file whose connection it names, 0 are in it.');
    expect(await at('count').textContent()).toContain('85 requests');
  });
});
