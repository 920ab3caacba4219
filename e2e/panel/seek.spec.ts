import { describe, expect, it } from 'vitest';

import { activeRow, withPlayground, type Opened } from './playground.ts';

const playground = withPlayground();

const isInSight = async ({ page, at }: Opened, selector: string): Promise<boolean> => {
  const [row, lanes] = [await page.locator(selector).first().boundingBox(), await at('timeline').boundingBox()];
  return row !== null && lanes !== null && row.y >= lanes.y + 22 && row.y + row.height <= lanes.y + lanes.height + 1;
};
const SELECTED = '[data-testid="timeline"] [role="row"][aria-selected="true"]';

describe('what is chosen outside the lanes is shown in the lanes', () => {
  it('from the table, where its origin is shut, and far away', async () => {
    const opened = await playground.open('fixture=shop', { viewport: { width: 1100, height: 500 } });
    const { page, at } = opened;
    await at('details').click();
    await at('tab-table').click();
    await page.getByRole('grid', { name: 'Requests' }).press('End');
    await expect.poll(() => isInSight(opened, SELECTED)).toBe(true);
    expect(await activeRow(opened)).toBe('lane:1070');
  });

  it.each([
    ['api.legacy.example', 3, 'stack:http://api.legacy.example'],
    ['ads.example/track.js', 0, 'none'],
    ['fonts.thirdparty.example', 0, 'unknown:https://fonts.thirdparty.example'],
  ])('also where no lane is its own: %s', async (text, nth, rowId) => {
    const opened = await playground.open('fixture=shop');
    const { page, at } = opened;
    await at('details').click();
    await at('tab-table').click();
    await at('filter').fill(text);
    await expect.poll(() => at('details-table').locator('[data-request-id]').count()).toBeLessThan(13);
    await at('details-table').locator('[data-request-id]').nth(nth).click();
    await expect.poll(() => page.locator(SELECTED).getAttribute('data-row-id')).toBe(rowId);
    await expect.poll(() => isInSight(opened, SELECTED)).toBe(true);
  });

  it('from a finding, in a fold as well', async () => {
    const opened = await playground.open('fixture=big');
    const { at } = opened;
    await at('details').click();
    const last = at('findings').locator('[data-rule]').last();
    await last.locator('summary').first().click();
    await last.getByRole('button', { name: /^Show the request/ }).click();
    await expect.poll(() => isInSight(opened, SELECTED)).toBe(true);
  });

  it('from a figure: a connection', async () => {
    const opened = await playground.open('fixture=shop', { viewport: { width: 1100, height: 500 } });
    const { page, at } = opened;
    await at('explain-reuse').press('Enter');
    const last = at('account-reuse').getByRole('button', { name: /^Connection #/ }).last();
    const id = (await last.textContent())?.replace('Connection #', '');
    await last.click();
    await expect.poll(() => isInSight(opened, SELECTED)).toBe(true);
    expect(await page.locator(SELECTED).getAttribute('data-row-id')).toBe(`lane:${id}`);
  });

  it('and what a filter hides there is said to be hidden', async () => {
    const opened = await playground.open('fixture=shop');
    const { page, at } = opened;
    await at('details').click();
    await at('filter').fill('conn:160');
    const finding = page.locator('[data-rule="h1-limit"]');
    await finding.locator('summary').first().click();
    await finding.getByRole('button', { name: 'Show the requests' }).click();
    await expect.poll(() => at('said').textContent()).toBe('The filter hides it in the lanes.');
  });
});

it('what one picks in a fold stays under the pointer while findings take other origins out of it', async () => {
  const { at, page } = await playground.open('fixture=big');
  const fold = page.locator('[data-row-id="fold:many"]');
  await fold.locator('b').click();
  await at('timeline').evaluate((lanes) => (lanes.scrollTop += 400));
  const origin = page.locator('[data-row-id="origin:https://host184.example"]');
  await origin.locator('b').click();
  const lane = page.locator('[data-row-id="lane:1842"]');
  const before = (await lane.boundingBox())!.y;
  await lane.click({ position: { x: 60, y: 8 } });
  // Findings have rows of their own now, above it.
  await expect.poll(() => at('findings').locator('[data-rule]').count()).toBeGreaterThan(0);
  await expect.poll(async () => Math.abs((await lane.boundingBox())!.y - before)).toBeLessThanOrEqual(1);
});

it('N stays among what the filter leaves, and says when there is none', async () => {
  const { page, at } = await playground.open('fixture=shop');
  await at('chip-reused').click();
  await at('timeline').focus();
  await page.keyboard.press('n');
  await expect.poll(() => at('said').textContent()).toBe('No new connection among what is shown.');
  expect(await at('drawer').count()).toBe(0);
});

it('while requests come in, the row that one stands on stays in sight', async () => {
  const opened = await playground.open('fixture=shop&live=20', { viewport: { width: 1400, height: 700 } });
  const { page, at } = opened;
  await page.locator('[data-kind="lane"]').nth(3).waitFor();
  await at('timeline').focus();
  await page.keyboard.press('n');
  await page.keyboard.press('n');
  expect(await isInSight(opened, SELECTED)).toBe(true);
  // The recording takes as long as the machine takes to draw it: 15 s at a load of 17.
  await expect.poll(() => at('count').textContent(), { timeout: 45_000 }).toContain('85 requests');
  expect(await isInSight(opened, SELECTED)).toBe(true);
});
