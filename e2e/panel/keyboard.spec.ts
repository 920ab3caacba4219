import { expect, it } from 'vitest';

import { activeRow, withPlayground, type Opened } from './playground.ts';

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
  expect(await page.locator('[data-row-id="lane:160"]').getAttribute('aria-label')).toBe('Connection 160, h2, new, setup 96 milliseconds, 4 requests, 3 reused');
  expect(await page.locator('[data-row-id="lane:119"]').getAttribute('aria-label')).toContain('opened earlier, setup unknown');
});

it('copies the row that one stands on', async () => {
  const { press, page, at } = await onLanes();
  await press('Home', 'ArrowDown', 'ArrowDown', 'Control+c');
  await expect.poll(() => at('said').textContent()).toBe('Copied the row.');
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('#258 h1\t3\t1+ 2↻\t50 ms\t');
});
