import { expect, it } from 'vitest';

import { withPlayground, type Opened } from './playground.ts';

const playground = withPlayground();

async function onTable(): Promise<Opened> {
  const opened = await playground.open('fixture=shop');
  await opened.at('details').click();
  await opened.at('tab-table').click();
  await opened.at('details-table').locator('[data-request-id]').first().waitFor();
  return opened;
}

const sorted = ({ page }: Opened): Promise<string | null> => page.getByRole('columnheader', { name: 'Stalled', exact: false }).last().getAttribute('aria-sort');

it('is sorted by the keyboard, and stays so in another tab and another session', async () => {
  const opened = await onTable();
  const { page, at } = opened;
  await at('copy-tsv').focus();
  const title = at('details-table').getByRole('button', { name: /^Stalled/ });
  for (let i = 0; i < 20 && !(await title.evaluate((button) => button === document.activeElement)); i++) await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await expect.poll(() => sorted(opened)).toBe('descending');
  await at('tab-why').click();
  await at('tab-table').click();
  await expect.poll(() => sorted(opened)).toBe('descending');
  await page.reload();
  await at('details').click();
  await expect.poll(() => sorted(opened)).toBe('descending');
});

it('shows what is selected in the lanes, and names no row that is not there', async () => {
  const opened = await onTable();
  const { page, at } = opened;
  const grid = page.getByRole('grid', { name: 'Requests' });
  const named = async (): Promise<boolean> => {
    const id = await grid.getAttribute('aria-activedescendant');
    return id !== null && (await page.locator(`[id="${id}"]`).count()) === 1;
  };
  await at('timeline').focus();
  for (const key of ['n', 'Shift+N']) await page.keyboard.press(key);
  await expect.poll(named).toBe(true);
  const scroller = grid.locator('xpath=..');
  const row = at('details-table').locator('[data-request-id][aria-selected="true"]');
  await expect.poll(async () => {
    const [a, b] = [await row.boundingBox(), await scroller.boundingBox()];
    return a !== null && b !== null && a.y >= b.y + 20 && a.y + a.height <= b.y + b.height + 1;
  }).toBe(true);
  await scroller.evaluate((element) => element.scrollTo({ top: 0 }));
  await expect.poll(() => row.count()).toBe(0);
  expect(await grid.getAttribute('aria-activedescendant')).toBeNull();
});

it('has its focus ring round what is in sight', async () => {
  const { page } = await onTable();
  const grid = page.getByRole('grid', { name: 'Requests' });
  await grid.press('ArrowDown');
  const ring = await grid.locator('xpath=../..').evaluate((frame) => {
    const { borderTopWidth, content } = getComputedStyle(frame, '::after');
    return { borderTopWidth, content, isInside: frame.clientHeight <= innerHeight };
  });
  expect(ring).toEqual({ borderTopWidth: '2px', content: '""', isInside: true });
});
