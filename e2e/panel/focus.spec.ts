import { describe, expect, it } from 'vitest';

import { harFile, withPlayground, type Opened } from './playground.ts';
import { twoBuilds } from './two-builds.ts';

const playground = withPlayground();

const focused = ({ page }: Opened): Promise<string> => page.evaluate(() => document.activeElement?.getAttribute('data-testid') ?? document.activeElement?.tagName ?? '');
const goesTo = (opened: Opened, place: string) => expect.poll(() => focused(opened)).toBe(place);

describe('what goes gives the focus to the lanes, else to the import button', () => {
  it('details, by their button and by Esc', async () => {
    const opened = await playground.open('fixture=shop');
    const { page, at } = opened;
    await at('details').click();
    await page.getByRole('button', { name: 'Close details' }).press('Enter');
    await goesTo(opened, 'timeline');
    await page.keyboard.press('n');
    await at('tab-cost').focus();
    for (const key of ['Escape', 'Escape']) await page.keyboard.press(key);
    await expect.poll(() => at('drawer').count()).toBe(0);
    await goesTo(opened, 'timeline');
  });

  it('Reset, Clear filter and Dismiss', async () => {
    const opened = await playground.open('fixture=firefox');
    const { page, at } = opened;
    await at('timeline').focus();
    await page.keyboard.press('+');
    await at('reset-range').press('Enter');
    await goesTo(opened, 'timeline');
    await at('filter').fill('proto:h3 is:stalled');
    await at('no-match').getByRole('button').press('Enter');
    await goesTo(opened, 'timeline');
    await at('notice-estimated').getByRole('button', { name: 'Dismiss' }).press('Enter');
    await goesTo(opened, 'timeline');
  });

  it('a file that is closed', async () => {
    const opened = await playground.open('fixture=empty');
    const { at } = opened;
    await at('import-file').setInputFiles(harFile(12));
    await at('import-close').press('Enter');
    await goesTo(opened, 'import');
  });

  it('a file that is no longer read', async () => {
    const opened = await playground.open('fixture=empty');
    const { page, at } = opened;
    await page.route(/\/worker-[^/]*\.js$/, () => undefined);
    await at('import-file').setInputFiles(harFile(3, 'long.har'));
    await at('import-cancel').press('Enter');
    await goesTo(opened, 'import');
  });

  it('a comparison, as it comes and as it goes', async () => {
    const opened = await playground.open('fixture=shop');
    const { at } = opened;
    const [before, after] = twoBuilds();
    await at('import-file').setInputFiles(before);
    await at('import-shown').waitFor();
    await at('compare-with').focus();
    await at('compare-with-file').setInputFiles(after);
    await goesTo(opened, 'compare');
    await at('compare-close').press('Enter');
    await goesTo(opened, 'timeline');
  });

  it('and takes nothing where nothing had it', async () => {
    const opened = await playground.open('fixture=shop');
    await opened.at('timeline').waitFor();
    expect(await focused(opened)).toBe('BODY');
  });
});

it('/ and Esc work on sliders and radios, too', async () => {
  const opened = await playground.open('fixture=shop');
  const { page, at } = opened;
  await at('timeline').focus();
  await page.keyboard.press('n');
  await at('drawer').waitFor();
  const slider = page.getByLabel('Start of the shown time');
  await slider.press('Escape');
  await slider.press('Escape');
  await expect.poll(() => at('drawer').count()).toBe(0);
  await slider.press('/');
  await goesTo(opened, 'filter');
  await page.keyboard.type('a/b');
  expect(await at('filter').inputValue()).toBe('a/b');
});

it('a button that has no more to do keeps the focus', async () => {
  const opened = await playground.open('fixture=shop');
  const { page, at } = opened;
  await at('timeline').focus();
  await page.keyboard.press('n');
  await at('tab-table').click();
  await at('copy-row').focus();
  await page.keyboard.press('Escape');
  await expect.poll(() => at('copy-row').getAttribute('aria-disabled')).toBe('true');
  await goesTo(opened, 'copy-row');
  await at('settings').click();
  await at('column-cost').check();
  const usual = page.getByRole('button', { name: 'Choose by width' });
  await usual.press('Enter');
  await expect.poll(() => at('column-cost').isChecked()).toBe(false);
  expect(await usual.evaluate((button) => document.activeElement === button)).toBe(true);
});
