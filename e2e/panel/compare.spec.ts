import { describe, expect, it } from 'vitest';

import { harFile, withPlayground, type Opened } from './playground.ts';
import { twoBuilds } from './two-builds.ts';

const playground = withPlayground();

/** Two files at once, on the page for files. */
async function compared(query = 'fixture=empty&viewer'): Promise<Opened> {
  const opened = await playground.open(query);
  await opened.at('import-file').setInputFiles(twoBuilds());
  await opened.at('compare-totals').waitFor();
  return opened;
}

const rowsOf = async ({ page }: Opened, table: string): Promise<readonly string[]> =>
  (await page.getByTestId(table).locator('tbody tr').allInnerTexts()).map((text) => text.replaceAll(/\s+/g, ' ').trim());

describe('two captures', () => {
  it('that are opened together: the earlier one is A; totals, origins, findings and requests side by side', async () => {
    const opened = await compared();
    expect(await opened.page.getByRole('toolbar', { name: 'Comparison' }).innerText()).toMatch(/A\s+before\.har\s+20 requests[^]*B\s+after\.har\s+19 requests/);
    // Where the focus of a button that is gone goes: no frame of the browser's is around it all.
    await opened.at('compare').focus();
    expect(await opened.at('compare').evaluate((main) => getComputedStyle(main).outlineStyle)).toBe('none');
    expect(await rowsOf(opened, 'compare-totals')).toEqual([
      'Held up 310 ms 25 ms −285 ms better 310 ms → 25 ms',
      'Requests 20 19 −1 19 → 19',
      'Connections opened 11 2 −9 better 10 → 2',
      'Connections used 11 2 −9 better 10 → 2',
      'Reuse ratio 45% 89% +44.5 points better 47% → 89%',
      'Setup one load each, and less than 10 times or 100 ms apart: may be chance 275 ms 50 ms −225 ms 250 ms → 50 ms',
      'Stalled 1.3 s – −1.3 s better 1.3 s → –',
      'Over HTTP/1 20 4 −16 19 → 4',
      'Over HTTP/2 0 15 +15 0 → 15',
    ]);
    await opened.at('compare-tab-origins').click();
    expect((await rowsOf(opened, 'compare-origins')).map((row) => row.slice(0, 34))).toEqual(['shop.test h1 → h2 15 → 15 6 → 1 −5', 'api.test h1 4 → 4 4 → 1 −3 better ', 'tracker.test h1 only in A: 1 reque']);
    await opened.at('compare-tab-findings').click();
    expect(await rowsOf(opened, 'compare-findings')).toEqual(['Requests wait for one of six HTTP/1.1 connections shop.test Evidence gone better 260 ms –']);
    await opened.at('compare-tab-requests').click();
    expect((await rowsOf(opened, 'compare-openings')).filter((row) => row.includes('/assets/part-1.'))).toEqual(['shop.test /assets/part-1.1b2c3d4e.js opened a connection reused one same path but for a hash']);

    await opened.at('compare-copy').click();
    await expect.poll(() => opened.page.evaluate(() => navigator.clipboard.readText())).toContain('| Connections opened | 11 | 2 | −9 | better |');

    await opened.at('compare-swap').click();
    await expect.poll(async () => (await rowsOf(opened, 'compare-totals'))[2]).toBe('Connections opened 2 11 +9 worse 2 → 10');
    await opened.page.keyboard.press('Escape');
    await expect.poll(() => opened.at('import-shown').locator('span').textContent()).toBe('The file before.har is shown.');
  });

  it('on one axis: the lanes of A over those of B, aligned at the start, under one zoom', async () => {
    const opened = await compared();
    const { page, at } = opened;
    const lines = (side: string) => page.locator(`[data-side="${side}"]`).allInnerTexts();
    expect((await lines('a')).map((text) => text.replaceAll(/\s+/g, ' '))).toContain('A Waiting for a slot');
    expect((await lines('b')).map((text) => text.replaceAll(/\s+/g, ' '))).toEqual(['B #1 h2 ×14', 'B #20 h1']);
    // Where the first request of each begins there is ink: on A's first lane and, a day later by the clock, on B's.
    const inkAt = (side: string, name: string): Promise<boolean> =>
      page.locator(`[data-side="${side}"]`, { hasText: name }).first().evaluate((row) => {
        const canvas = row.parentElement!.querySelector('canvas')!;
        const [box, of] = [row.getBoundingClientRect(), canvas.getBoundingClientRect()];
        const { data } = canvas.getContext('2d')!.getImageData(2, box.top - of.top, 40, box.height);
        return data.some((value, i) => i % 4 === 3 && value === 255);
      });
    expect([await inkAt('a', '#1'), await inkAt('b', '#1')]).toEqual([true, true]);
    const ticks = () => page.getByTestId('ruler').innerText();
    const before = await ticks();
    await at('compare-timeline').focus();
    await page.keyboard.press('+');
    await expect.poll(ticks).not.toBe(before);
    await page.keyboard.press('0');
    await expect.poll(ticks).toBe(before);
    await page.getByRole('button', { name: /^shop\.test/, expanded: true }).click();
    expect((await lines('a'))[0]).toMatch(/A\s+15 requests/);
  });

  it('that take long have a bar, and can be given up; the page answers meanwhile', async () => {
    const { at, page } = await playground.open('fixture=empty&viewer');
    await at('import-file').setInputFiles({ ...harFile(12), name: 'one.har' });
    await expect.poll(() => at('count').textContent()).toContain('12 requests');
    // The worker that reads the second starts; the one that compares never does.
    let workers = 0;
    await page.route(/\/worker-[^/]*\.js$/, (route) => ((workers += 1) === 1 ? route.continue() : undefined));
    await at('compare-with-file').setInputFiles({ ...harFile(11), name: 'two.har' });
    await at('compare-running').getByRole('progressbar', { name: 'Comparing one.har with two.har' }).waitFor();
    expect(await at('compare-notice').innerText()).toBe('Comparing…');
    await at('compare-cancel').click();
    await expect.poll(() => at('import-shown').locator('span').textContent()).toBe('The file one.har is shown.');
    await page.unroute(/\/worker-[^/]*\.js$/);
    await at('compare-with-file').setInputFiles({ ...harFile(11), name: 'two.har' });
    await at('compare-totals').waitFor();
    expect(await at('compare-running').count()).toBe(0);
  });

  it('one of which is what is shown: the recording, beside a file', async () => {
    const { at, page } = await playground.open('fixture=shop');
    await at('compare-with-file').setInputFiles({ ...harFile(12), name: 'old.har' });
    await at('compare-totals').waitFor();
    expect(await page.getByRole('toolbar', { name: 'Comparison' }).innerText()).toMatch(/Recording/);
    expect(await at('compare-notice').innerText()).toContain('no verdict');
    await at('compare-close').click();
    await at('kpi-held-up').waitFor();
    await at('compare-with-file').setInputFiles({ name: 'notes.har', mimeType: '', buffer: Buffer.from('{}') });
    await expect.poll(() => at('import-failed').textContent()).toContain('Nothing was changed.');
  });
});

it('a capture that is cut off is compared, and nothing is judged by it', async () => {
  const { at } = await playground.open('fixture=empty&viewer');
  const [one, other] = twoBuilds();
  await at('import-file').setInputFiles([one, { ...other, buffer: other.buffer.subarray(0, -200) }]);
  await at('compare-totals').waitFor();
  expect(await at('compare-notice').innerText()).toMatch(/^B is not whole: no verdict on what got better or worse\. B: the file is cut off at .*; what was whole was read\.$/);
  expect(await at('compare-totals').innerText()).not.toMatch(/better|worse/);
});

it('without a tab there is nothing to record: the page invites a file', async () => {
  const { at, page } = await playground.open('fixture=empty&viewer');
  expect(await at('empty').innerText()).toContain('Open a capture to see its connections.');
  for (const id of ['record', 'reload', 'preserve-log', 'clear', 'compare-with']) expect(await at(id).count()).toBe(0);
  expect(await at('settings-menu').locator('label').allTextContents()).toContain('As the browser');
  const data = await page.evaluateHandle((text) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([text], 'dropped.har'));
    return transfer;
  }, harFile(3).buffer.toString());
  await at('panel').dispatchEvent('drop', { dataTransfer: data });
  await expect.poll(() => at('import-shown').locator('span').textContent()).toBe('The file dropped.har is shown.');
  await at('import-close').click();
  await at('empty').waitFor();
});

it('the totals of two captures are whole at 1440 px, also ranges of what is hidden', async () => {
  const { at } = await playground.open('fixture=empty&viewer');
  const [one, other] = twoBuilds();
  const half = JSON.parse(other.buffer.toString());
  for (const [i, entry] of half.log.entries.entries()) if (i % 2 === 1) Object.assign(entry, { _connectionId: undefined, connection: undefined, timings: { send: 0, wait: 5, receive: 1 } });
  await at('import-file').setInputFiles([one, { ...other, buffer: Buffer.from(JSON.stringify(half)) }]);
  await at('compare-totals').waitFor();
  await expect.poll(() => at('compare-totals').textContent()).toMatch(/points to/);
  const [table, pane] = await at('compare-totals').evaluate((element) => [element.scrollWidth, element.parentElement!.clientWidth]);
  expect(table).toBeLessThanOrEqual(pane!);
});
