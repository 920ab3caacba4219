import { describe, expect, it } from 'vitest';

import { harFile, NARROW, withPlayground, type Opened } from './playground.ts';

const playground = withPlayground();

const SHOWN = ['Start', 'End'] as const;
const shown = ({ page }: Opened): Promise<readonly (string | null)[]> => Promise.all(SHOWN.map((end) => page.getByLabel(`${end} of the shown time`).getAttribute('aria-valuetext')));

/** Moves the pointer along the lane until it is on a bar. */
async function onBar({ page, at }: Opened, rowId: string): Promise<void> {
  const lane = await page.locator(`[data-row-id="${rowId}"]`).boundingBox();
  if (lane === null) throw new Error(`No ${rowId}.`);
  for (let x = lane.x + 420; x < lane.x + lane.width && (await at('tooltip').count()) === 0; x += 12) await page.mouse.move(x, lane.y + lane.height / 2);
  await at('tooltip').waitFor();
}

describe('the tooltip is of what is under the pointer, also when that moved away', () => {
  it.each([
    ['by the wheel', async ({ page }: Opened) => page.mouse.wheel(0, 400)],
    ['by zooming with a key', async ({ page }: Opened) => page.keyboard.press('0')],
    ['by a filter', async ({ at }: Opened) => at('filter').fill('origin:graph')],
  ])('%s', async (_, act) => {
    const opened = await playground.open('fixture=shop', { viewport: { width: 1440, height: 420 } });
    const { at } = opened;
    await at('timeline').focus();
    await onBar(opened, 'lane:258');
    const before = await at('tooltip').textContent();
    await act(opened);
    await expect.poll(async () => ((await at('tooltip').count()) === 0 ? null : at('tooltip').textContent())).not.toBe(before);
  });
});

it('the wheel zooms with Command as with Ctrl', async () => {
  const opened = await playground.open('fixture=shop');
  const { page, at } = opened;
  const box = (await at('timeline').boundingBox())!;
  await page.mouse.move(box.x + box.width * 0.7, box.y + box.height / 2);
  for (const key of ['Control', 'Meta'] as const) {
    const before = await shown(opened);
    await page.keyboard.down(key);
    await page.mouse.wheel(0, -400);
    await page.keyboard.up(key);
    await expect.poll(() => shown(opened)).not.toEqual(before);
  }
});

describe('the brush', () => {
  it('is drawn from the words on the chart as from the chart, and they are clicked where they are', async () => {
    const opened = await playground.open('fixture=shop', { viewport: NARROW });
    const { page, at } = opened;
    const box = (await at('explain-peak').boundingBox())!;
    const home = await shown(opened);
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await page.mouse.down();
    await page.mouse.move(box.x - 120, box.y + box.height / 2, { steps: 6 });
    await page.mouse.up();
    await expect.poll(() => shown(opened)).not.toEqual(home);
    expect(await at('drawer').count()).toBe(0);
    const drawn = await shown(opened);
    const reset = (await at('reset-range').boundingBox())!;
    await page.mouse.move(reset.x + reset.width / 2, reset.y + reset.height / 2);
    await page.mouse.down();
    await page.mouse.move(reset.x - 300, reset.y + reset.height / 2, { steps: 6 });
    await page.mouse.up();
    await expect.poll(() => shown(opened)).not.toEqual(drawn);
    await at('reset-range').click();
    await expect.poll(() => shown(opened)).toEqual(home);
    await at('explain-peak').click();
    await at('account-peak').waitFor();
  });

  it('never leaves the recording, however far one pans and zooms out', async () => {
    const opened = await playground.open('fixture=shop');
    const { page, at } = opened;
    await at('timeline').focus();
    for (let i = 0; i < 30; i++) await page.keyboard.press('-');
    for (let i = 0; i < 60; i++) await page.keyboard.press('d');
    const labels = await at('ruler').locator('span').allTextContents();
    // It is of 10 s.
    expect(labels.filter((label) => /min|h$/.test(label))).toEqual([]);
    expect(Number(/^(\d+(?:\.\d+)?) s$/.exec(labels.find((label) => label.endsWith(' s')) ?? '')?.[1])).toBeLessThan(40);
  });
});

it('a sideways wheel past the end of the table does not leave the page', async () => {
  const { page, at } = await playground.open('fixture=shop');
  await at('details').click();
  await at('tab-table').click();
  const table = (await at('details-table').boundingBox())!;
  await page.mouse.move(table.x + 200, table.y + 200);
  for (let i = 0; i < 6; i++) await page.mouse.wheel(-900, 0);
  await page.mouse.click(table.x + 200, table.y + 200);
  await page.mouse.move(table.x + 210, table.y + 210);
  expect(await page.evaluate(() => getComputedStyle(document.documentElement).overscrollBehaviorX)).toBe('none');
  expect(await at('details-table').count()).toBe(1);
});

it('at 320 px a tooltip stays inside', async () => {
  const opened = await playground.open('fixture=empty', { viewport: { width: 320, height: 700 } });
  const { page, at } = opened;
  const file = harFile(1);
  await at('import-file').setInputFiles({ ...file, buffer: Buffer.from(file.buffer.toString().replace('file.example/0', `file.example/${'long/'.repeat(60)}`)) });
  await at('import-shown').waitFor();
  const row = (await page.locator('[data-kind="lane"]').first().boundingBox())!;
  for (let x = 175; x < 320 && (await at('tooltip').count()) === 0; x += 4) await page.mouse.move(x, row.y + row.height / 2);
  const tip = (await at('tooltip').boundingBox())!;
  expect(tip.x + tip.width).toBeLessThanOrEqual(320);
});
