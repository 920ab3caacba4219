import { expect, it } from 'vitest';

import { harFile, withPlayground } from './playground.ts';
import { twoBuilds } from './two-builds.ts';

const playground = withPlayground();

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
