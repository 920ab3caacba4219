import { expect, it } from 'vitest';

import { harFile, withPlayground, type Opened } from './playground.ts';
import { twoBuilds } from './two-builds.ts';

const playground = withPlayground();

/** Large sums, and requests of which nobody tells the connection. */
function manyUnknown(): ReturnType<typeof harFile> {
  const file = harFile(1200);
  const har = JSON.parse(file.buffer.toString());
  for (const [i, entry] of har.log.entries.entries()) {
    if (i % 3 === 1) delete entry._connectionId;
    Object.assign(entry.timings, { blocked: 734, ...(i % 3 === 0 ? { dns: 55, connect: 444, ssl: 111 } : {}) });
    if (i % 3 === 0) entry._connectionId = String(i);
  }
  return { ...file, buffer: Buffer.from(JSON.stringify(har)) };
}

/** The ruler, and three rows of a lane. */
const LEAST_LANES = 22 + 3 * 18;

it.each([
  [720, 410],
  [800, 400],
  [560, 360],
  [560, 450],
  [560, 500],
  [1440, 360],
])('at %i × %i the lanes stay beside the details, and the sums are whole', async (width, height) => {
  const { at, page } = await playground.open('fixture=shop', { viewport: { width, height } });
  // With a line above everything.
  await at('import-file').setInputFiles(harFile(12));
  await at('import-shown').waitFor();
  await at('timeline').focus();
  await page.keyboard.press('n');
  await at('drawer').waitFor();
  await expect.poll(async () => (await at('timeline').boundingBox())?.height).toBeGreaterThanOrEqual(LEAST_LANES);
  const [drawer, ruler] = [await at('drawer').boundingBox(), await at('ruler').boundingBox()];
  expect(drawer !== null && drawer.x >= 0 && drawer.x + drawer.width <= width && drawer.y + drawer.height <= height).toBe(true);
  expect(drawer?.height).toBeGreaterThan(90);
  expect(ruler?.width).toBeGreaterThan(90);
  const cut = await at('totals').locator('button b').evaluateAll((figures) => figures.filter((figure) => figure.getBoundingClientRect().right > (figure.closest('button')?.getBoundingClientRect().right ?? 0)).map(({ textContent }) => textContent));
  expect(cut).toEqual([]);
});

it('at 560 × 360 no sum is cut', async () => {
  const { at } = await playground.open('fixture=shop', { viewport: { width: 560, height: 360 } });
  await at('import-file').setInputFiles(twoBuilds()[0]);
  await at('import-shown').waitFor();
  await expect.poll(() => at('kpi-connections').locator('b').textContent()).toBe('11');
  const boxes = await at('totals').locator('button b').evaluateAll((figures) => figures.map((figure) => ({ text: figure.textContent, right: figure.getBoundingClientRect().right, of: figure.closest('button')!.getBoundingClientRect().right, width: figure.getBoundingClientRect().width })));
  expect(boxes.filter(({ width }) => width > 0).map(({ text }) => text)).toEqual(['310 ms', '11', '45%', '275 ms', '1.3 s']);
  for (const { text, right, of } of boxes) expect(right, text ?? '').toBeLessThanOrEqual(Math.min(of, 560));
});

it('at 500 × 700 what stands beside a sum gives way, and no sum is cut', async () => {
  const { at } = await playground.open('fixture=shop', { viewport: { width: 500, height: 700 } });
  await at('import-file').setInputFiles(manyUnknown());
  await at('import-shown').waitFor();
  await expect.poll(() => at('kpi-reuse').textContent()).toContain('unknown');
  const cut = await at('totals').locator('button b').evaluateAll((figures) => figures.filter((figure) => figure.getBoundingClientRect().right > figure.parentElement!.getBoundingClientRect().right).map(({ textContent }) => textContent));
  expect(cut).toEqual([]);
});

it('at 440 × 400 a file with a long name can be closed', async () => {
  const { at } = await playground.open('fixture=shop', { viewport: { width: 440, height: 400 } });
  await at('import-file').setInputFiles(harFile(3, 'www.a-site-with-a-long-name.example.160529_8V_7R3.har'));
  const close = (await at('import-close').boundingBox())!;
  expect(close.x + close.width).toBeLessThanOrEqual(440);
});

it('at 1440 × 240 the findings are a tab: details have the height to themselves', async () => {
  const { at, page } = await playground.open('fixture=shop', { viewport: { width: 1440, height: 240 } });
  await at('timeline').focus();
  await page.keyboard.press('n');
  await at('tab-findings').waitFor();
  await at('tab-why').click();
  const [pane, drawer] = [(await at('details-why').boundingBox())!, (await at('drawer').boundingBox())!];
  expect(pane.y + pane.height).toBeCloseTo(drawer.y + drawer.height, 0);
});

it('on one line the ? of a sum lies beside its figure', async () => {
  const { at } = await playground.open('fixture=shop', { viewport: { width: 1440, height: 360 } });
  for (const id of ['held-up', 'connections', 'reuse', 'setup', 'stalled']) {
    const [text, sign] = [(await at(`kpi-${id}`).locator('span').last().boundingBox())!, (await at(`explain-${id}`).boundingBox())!];
    expect(text.x + text.width, id).toBeLessThanOrEqual(sign.x);
  }
});

it('the split of a setup fills its bar, however short it was', async () => {
  const { at } = await playground.open('fixture=empty&viewer');
  const file = harFile(1);
  const har = JSON.parse(file.buffer.toString());
  Object.assign(har.log.entries[0].timings, { dns: 0.02, connect: 0.2, ssl: -1 });
  await at('import-file').setInputFiles({ ...file, buffer: Buffer.from(JSON.stringify(har)) });
  await at('import-shown').waitFor();
  const [bar, parts] = await at('kpi-setup').locator('[aria-hidden="true"]').evaluate((split) => [split.getBoundingClientRect().right, split.lastElementChild!.getBoundingClientRect().right]);
  expect(parts).toBeCloseTo(bar!, 0);
});

/** What a finger or a wheel can bring into sight, and is not cut. */
const isReached = ({ page }: Opened, testId: string): Promise<boolean> => page.getByTestId(testId).evaluate((element) => {
  element.scrollIntoView({ block: 'nearest' });
  const { left, top, right, bottom } = element.getBoundingClientRect();
  // One scrolls by whole pixels.
  return left >= 0 && top > -1 && right <= innerWidth && bottom < innerHeight + 1 && document.elementFromPoint((left + right) / 2, (top + bottom) / 2)?.closest(`[data-testid="${element.dataset['testid']}"]`) === element;
});

it.each([[320, 568], [320, 200]])('at %i × %i words stay words, and everything can be reached', async (width, height) => {
  const opened = await playground.open('fixture=firefox', { viewport: { width, height } });
  const { at, page } = opened;
  await at('import-file').setInputFiles(harFile(3, 'www.a-site-with-a-long-name.example.160529_8V_7R3.har'));
  await at('import-shown').waitFor();
  expect((await at('import-shown').boundingBox())!.height).toBeLessThan(80);
  await at('details').click();
  for (const id of ['import-close', 'kpi-reuse', 'overview', 'tab-request', 'details']) await expect.poll(() => isReached(opened, id), { message: id }).toBe(true);
  expect((await at('timeline').boundingBox())!.height).toBeGreaterThanOrEqual(LEAST_LANES);
  expect((await at('drawer').boundingBox())!.height).toBeGreaterThan(60);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
});

it('columns that were chosen on a wide panel leave the time on a narrow one, and come again', async () => {
  const { at, page } = await playground.open('fixture=shop');
  await at('settings').click();
  for (const id of ['connections', 'cost']) await at(`column-${id}`).check();
  await page.keyboard.press('Escape');
  const columns = page.locator('[role="treegrid"] [role="columnheader"]');
  await expect.poll(() => columns.count()).toBe(7);
  await page.setViewportSize({ width: 320, height: 600 });
  await expect.poll(async () => (await at('ruler').boundingBox())!.width).toBeGreaterThanOrEqual(100);
  expect(await columns.count()).toBe(3);
  await page.setViewportSize({ width: 1440, height: 820 });
  await expect.poll(() => columns.count()).toBe(7);
});

it('where the filter hides all, the overview keeps to its place', async () => {
  const { at, page } = await playground.open('fixture=shop');
  await at('filter').fill('x'.repeat(2000));
  await at('no-match').waitFor();
  await at('details').click();
  const chart = at('overview').locator('canvas');
  const edge = async (): Promise<number> => { const box = (await chart.boundingBox())!; return box.x + box.width; };
  await expect.poll(edge).toBeLessThanOrEqual((await at('drawer').boundingBox())!.x + 1);
  await page.setViewportSize({ width: 2000, height: 820 });
  await expect.poll(edge).toBeGreaterThan(1400);
  const words = await at('no-match').locator('code').evaluate((code) => [code.getBoundingClientRect().left, code.parentElement!.parentElement!.getBoundingClientRect().left]);
  expect(words[0]).toBeGreaterThanOrEqual(words[1]!);
});

it('at 1024 × 240 the settings can be scrolled', async () => {
  const { at, page } = await playground.open('fixture=shop', { viewport: { width: 1024, height: 240 } });
  await at('settings').click();
  const menu = (await at('settings-menu').boundingBox())!;
  expect(menu.y + menu.height).toBeLessThanOrEqual(240);
  await page.getByRole('button', { name: 'Choose by width' }).scrollIntoViewIfNeeded();
  const last = (await page.getByRole('button', { name: 'Choose by width' }).boundingBox())!;
  expect(last.y + last.height).toBeLessThanOrEqual(240);
});

it('neither many chips nor a brush at the very end make the panel wider', async () => {
  const { page } = await playground.open('fixture=shop', { viewport: { width: 400, height: 700 } });
  const start = page.getByLabel('Start of the shown time');
  // Past the end of what was shown, and then to the last.
  for (let i = 0; i < 2; i++) await start.press('End');
  await expect.poll(() => start.getAttribute('aria-valuetext')).toBe(await page.getByLabel('End of the shown time').getAttribute('aria-valuetext'));
  expect(await page.locator('main').evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
});

it('no figure of the grid loses its first digits: in ms all are whole, and one without room ends in an ellipsis', async () => {
  const { at, page } = await playground.open('fixture=big');
  await at('settings').click();
  await at('times-ms').check();
  await page.keyboard.press('Escape');
  const cut = (): Promise<readonly (readonly [text: string | null, firstDigitIsSeen: boolean])[]> => page.locator('[data-testid="timeline"] [role="gridcell"][data-column]').evaluateAll((cells) => cells.flatMap((cell) => {
    const text = document.createRange();
    text.selectNodeContents(cell);
    const [words, room] = [text.getBoundingClientRect(), cell.getBoundingClientRect()];
    return words.width <= room.width - 8 ? [] : [[cell.textContent, words.left >= room.left && getComputedStyle(cell).textOverflow === 'ellipsis'] as const];
  }));
  await page.locator('[data-row-id="fold:reused"]').getByText(/^26,\d{3} ms$/).waitFor();
  expect(await cut()).toEqual([]);
  await page.locator('[data-row-id="fold:reused"] [data-column="stalled"]').evaluate((cell) => (cell.textContent = '1,234,567,890 ms'));
  expect(await cut()).toEqual([['1,234,567,890 ms', true]]);
});

it('no column has its title cut', async () => {
  for (const viewport of [{ width: 1440, height: 820 }, { width: 560, height: 820 }, { width: 320, height: 600 }]) {
    const { page, at } = await playground.open('fixture=big', { viewport });
    await at('timeline').waitFor();
    const cut = await page.locator('[data-testid="timeline"] [role="columnheader"]').evaluateAll((headers) => headers.filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth).map(({ textContent }) => textContent));
    expect(cut, `${viewport.width}`).toEqual([]);
  }
});

it('what is cut of a row, and what its signs mean, is said under the pointer', async () => {
  const { page } = await playground.open('fixture=shop', { viewport: { width: 560, height: 820 } });
  const said = (id: string, column: number): Promise<string | null | undefined> => page.locator(`[data-row-id="${id}"] [role="gridcell"]`).nth(column).evaluate((cell) => cell.closest('[title]')?.getAttribute('title'));
  const lane = await said('lane:62', 1);
  expect(lane).toBe('Connection 62, h2, new, setup 107 milliseconds, 16 requests, 15 reused, at most 14 at once');
  expect(await said('lane:62', 0)).toBe(lane);
  expect(await said('waiting:http://api.legacy.example', 0)).toBe('Waiting in the browser, at most 2 at once, 348 milliseconds in total');
});

it.each([1440, 900, 760, 320])('at %i px the line of signs gives way to how much is shown, sign by sign', async (width) => {
  const { at, page } = await playground.open('fixture=unsure', { viewport: { width, height: 500 } });
  await at('filter').fill('is:reused');
  await expect.poll(() => at('count').textContent()).toContain('11 of 15 requests');
  const [bar, count] = [(await at('key-bar').boundingBox())!, (await at('count').boundingBox())!];
  expect(count.x + count.width).toBeLessThanOrEqual(width);
  const keys = await page.locator('[data-testid="key-bar"] > span').first().locator('> span').evaluateAll((all) => all.map((key) => ({ text: key.textContent, box: key.getBoundingClientRect() })));
  const inSight = keys.filter(({ box }) => box.width > 0 && box.y < bar.y + bar.height);
  for (const { box } of inSight) expect(box.right).toBeLessThanOrEqual(count.x);
  if (width >= 760) expect(inSight[0]?.text).toContain('hidden by the filter');
});
