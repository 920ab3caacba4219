import { expect, it } from 'vitest';

import { activeRow, harFile, withPlayground, type Opened } from './playground.ts';

const playground = withPlayground();

async function onLanes(query = 'fixture=shop'): Promise<Opened & { readonly press: (...keys: string[]) => Promise<void> }> {
  const opened = await playground.open(query);
  await opened.at('timeline').focus();
  return {
    ...opened,
    press: async (...keys) => {
      for (const key of keys) await opened.page.keyboard.press(key);
    },
  };
}

const request = ({ at }: Opened): Promise<string | null> => at('details-request').locator('code').first().getAttribute('title');

it('walks rows, opens and closes groups', async () => {
  const opened = await onLanes();
  const { press, page } = opened;
  await press('Home');
  expect(await activeRow(opened)).toBe('origin:http://img.shop.example');
  await press('ArrowDown');
  expect(await activeRow(opened)).toBe('waiting:http://img.shop.example');
  await press('ArrowUp', 'ArrowLeft');
  const group = page.locator('[data-row-id="origin:http://img.shop.example"]');
  await expect.poll(() => group.getAttribute('aria-expanded')).toBe('false');
  await press('ArrowRight');
  await expect.poll(() => group.getAttribute('aria-expanded')).toBe('true');
  await press('End');
  await expect.poll(() => activeRow(opened)).toBe('none');
});

it('steps from request to request on a lane, and shows the details', async () => {
  const opened = await onLanes();
  const { press, at } = opened;
  await press('Home', 'ArrowDown', 'ArrowDown', 'Enter');
  await at('details-connection').getByText('#258').first().waitFor();
  await press('ArrowRight');
  await expect.poll(() => request(opened)).toBe('http://img.shop.example/logo.png');
  await press('ArrowRight');
  await expect.poll(() => request(opened)).toBe('http://img.shop.example/photo/1000.jpg');
  await press('ArrowLeft');
  await expect.poll(() => request(opened)).toBe('http://img.shop.example/logo.png');
  await press('c');
  await expect.poll(() => request(opened)).toBe('http://img.shop.example/photo/1000.jpg');
});

it('finds new and stalled requests, forward and back', async () => {
  const opened = await onLanes();
  const { press } = opened;
  await press('n');
  await expect.poll(() => request(opened)).toBe('https://shop.example/');
  await press('n');
  await expect.poll(() => request(opened)).toBe('https://status.example/ping');
  await press('Shift+N');
  await expect.poll(() => request(opened)).toBe('https://shop.example/');
  await press('s');
  await expect.poll(() => request(opened)).toContain('img.shop.example/photo/');
});

it('zooms, pans and fits', async () => {
  const { press, page, at } = await onLanes();
  const shown = (): Promise<readonly (string | null)[]> => Promise.all(['Start', 'End'].map((end) => page.getByLabel(`${end} of the shown time`).getAttribute('aria-valuetext')));
  const home = (await shown())[1];
  await press('+');
  await expect.poll(async () => (await shown())[1]).not.toBe(home);
  const near = await shown();
  await press('d');
  await expect.poll(shown).not.toEqual(near);
  await press('a', '-');
  await press('0');
  await expect.poll(async () => (await shown())[1]).toMatch(/^10/);
  await press('n', 'f');
  await expect.poll(async () => (await shown())[1]).toBe('246 ms');
  await at('reset-range').click();
  // The start is a few pixels before 0, and the details have made pixels longer.
  await expect.poll(async () => (await shown())[1]).toBe(home);
});

it('reaches filter, lanes and details with / F6 and Esc', async () => {
  const { press, page, at } = await onLanes();
  const focused = (): Promise<string | null> => page.evaluate(() => document.activeElement?.getAttribute('data-testid') ?? null);
  await press('/');
  expect(await focused()).toBe('filter');
  await page.keyboard.type('is:new');
  await press('Escape');
  expect(await at('filter').inputValue()).toBe('');
  await press('Escape');
  expect(await focused()).not.toBe('filter');
  await at('timeline').focus();
  await press('n');
  await at('drawer').waitFor();
  await press('F6');
  expect(await page.evaluate(() => document.activeElement?.closest('[data-testid="drawer"]') !== null)).toBe(true);
  await press('F6');
  expect(await focused()).toBe('record');
  await press('Shift+F6', 'Shift+F6');
  expect(await focused()).toBe('timeline');
  await press('Escape', 'Escape');
  await expect.poll(() => at('drawer').count()).toBe(0);
  await press('Control+e');
  await expect.poll(() => at('record').getAttribute('aria-label')).toBe('Record');
  await press('Control+l');
  await at('empty').waitFor();
});

it('speaks rows in sentences', async () => {
  const { page } = await onLanes();
  expect(await page.locator('[data-row-id="lane:160"]').getAttribute('aria-label')).toBe('Connection 160, h2, new, setup 96 milliseconds, 4 requests, 3 reused, at most 2 at once');
  expect(await page.locator('[data-row-id="lane:119"]').getAttribute('aria-label')).toContain('opened earlier, setup unknown');
});

it('copies the row that one stands on', async () => {
  const { press, page, at } = await onLanes();
  await press('Home', 'ArrowDown', 'ArrowDown', 'Control+c');
  await expect.poll(() => at('said').textContent()).toBe('Copied the row.');
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('#258 h1\t3\t1+ 2↻\t50 ms\t');
});

it('the row one stands on is always there, however far it was scrolled away', async () => {
  const opened = await onLanes('fixture=huge');
  const { press, page, at } = opened;
  await press('End', 'Enter', 'End', 'Home');
  const first = page.locator('[data-row-id]').first();
  const top = await activeRow(opened);
  expect(await first.getAttribute('data-row-id')).toBe(top);
  const lanes = (await at('timeline').boundingBox())!;
  await page.mouse.move(lanes.x + 100, lanes.y + 200);
  await page.mouse.wheel(0, 4000);
  await expect.poll(async () => Number(await page.locator('[data-row-id]').nth(1).getAttribute('aria-rowindex'))).toBeGreaterThan(10);
  expect(await activeRow(opened)).toBe(top);
});

it('also that of a connection with a space in its name', async () => {
  const opened = await playground.open('fixture=empty');
  const { page, at } = opened;
  const file = harFile(3);
  await at('import-file').setInputFiles({ ...file, buffer: Buffer.from(file.buffer.toString().replaceAll('"_connectionId":"7"', '"_connectionId":"7 of run 2"')) });
  await at('import-shown').waitFor();
  await at('timeline').focus();
  for (const key of ['Home', 'ArrowDown']) await page.keyboard.press(key);
  await expect.poll(() => activeRow(opened)).toBe('lane:7 of run 2');
  // A reference ends at a space.
  expect(await at('timeline').getAttribute('aria-activedescendant')).not.toMatch(/\s/);
});

it.each([[1440, 820], [560, 820], [900, 300]])('the edge of the details says where it stands, and goes no further, at %i × %i', async (width, height) => {
  const { page, at } = await playground.open('fixture=shop', { viewport: { width, height } });
  await at('details').click();
  const edge = page.getByRole('separator');
  const [now, least, most] = ['now', 'min', 'max'].map((what) => async () => Number((await edge.getAttribute(`aria-value${what}`)) ?? NaN));
  const [grow, shrink] = (await edge.getAttribute('aria-orientation')) === 'vertical' ? ['ArrowLeft', 'ArrowRight'] : ['ArrowUp', 'ArrowDown'];
  for (const [key, end] of [[grow!, most!], [shrink!, least!]] as const) {
    await edge.focus();
    for (let i = 0; i < 32; i++) await page.keyboard.press(key);
    await expect.poll(now!).toBe(await end());
  }
  expect(await least!()).toBeLessThan(await most!());
});
