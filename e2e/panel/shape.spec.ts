import { expect, it } from 'vitest';

import { harFile, withPlayground } from './playground.ts';
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
  expect(boxes.filter(({ width }) => width > 0).map(({ text }) => text)).toEqual(['310 ms', '11', '45%', '275 ms', '1.30 s']);
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
