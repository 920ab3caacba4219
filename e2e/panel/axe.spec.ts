import { AxeBuilder } from '@axe-core/playwright';
import { describe, expect, it } from 'vitest';

import { harFile, NARROW, usePlayground, type Opened } from './playground.ts';

const playground = usePlayground();

const select = async ({ page, at }: Opened): Promise<void> => {
  await at('timeline').focus();
  await page.keyboard.press('n');
  await at('details-request').waitFor();
};
const tab = (name: string) => async (opened: Opened): Promise<void> => {
  await select(opened);
  await opened.at(`tab-${name}`).click();
};

const STATES: Readonly<Record<string, readonly [query: string, act?: (opened: Opened) => Promise<void>]>> = {
  'a page': ['fixture=shop'],
  'a selected request': ['fixture=shop', select],
  'a connection': ['fixture=shop', tab('connection')],
  'why new': ['fixture=polls', tab('why')],
  'a finding': ['fixture=shop', async (opened) => {
    await select(opened);
    await opened.page.locator('[data-rule] summary').first().click();
  }],
  'cost': ['fixture=shop', async (opened) => {
    await tab('cost')(opened);
    await opened.at('account-setup').locator('summary').click();
  }],
  'how a figure is computed': ['fixture=shop', async ({ page, at }) => {
    await at('explain-held-up').press('Enter');
    await page.getByText('union of the waits').waitFor();
    await at('explain-reuse').focus();
  }],
  'keep-alive': ['fixture=polls', tab('keep-alive')],
  'the table': ['fixture=shop', tab('table')],
  'settings': ['fixture=shop', ({ at }) => at('settings').click()],
  'the export menu': ['fixture=shop', ({ at }) => at('export').click()],
  'an unknown filter word': ['fixture=shop', ({ at }) => at('filter').fill('protocol:h2')],
  'a filter that hides all': ['fixture=shop', ({ at }) => at('filter').fill('proto:h3 is:stalled')],
  'chips': ['fixture=shop', ({ at }) => at('chip-new').click()],
  'nothing yet': ['fixture=empty'],
  'paused': ['fixture=paused'],
  'all from cache': ['fixture=cached'],
  'estimated connections': ['fixture=firefox'],
  'notices': ['fixture=notices'],
  'a big page': ['fixture=big'],
  'two pages': ['fixture=navigations'],
  'a file': ['fixture=shop', async ({ at }) => {
    await at('import-file').setInputFiles(harFile(3));
    await at('import-shown').waitFor();
  }],
  'a bad file': ['fixture=shop', async ({ at }) => {
    await at('import-file').setInputFiles({ name: 'x.har', mimeType: '', buffer: Buffer.from('no') });
    await at('import-failed').waitFor();
  }],
};

describe('axe finds nothing', () => {
  it.each(Object.entries(STATES))('%s', async (_, [query, act]) => {
    const opened = await playground.open(query);
    await act?.(opened);
    const { page, at } = opened;
    const found = await violations(page);
    await page.setViewportSize(NARROW);
    found.push(...(await violations(page)));
    // The themes differ in colours alone.
    await at('panel').evaluate((panel) => panel.setAttribute('data-theme', 'dark'));
    found.push(...(await violations(page, 'color-contrast')));
    expect(found).toEqual([]);
    expect(opened.faults).toEqual([]);
    await page.context().close();
  });
});

async function violations(page: Opened['page'], ...rules: readonly string[]): Promise<string[]> {
  const axe = new AxeBuilder({ page }).setLegacyMode();
  const { violations: found } = await (rules.length === 0 ? axe : axe.withRules([...rules])).analyze();
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ target, failureSummary }) => `${target.join(' ')} ${failureSummary ?? ''}`).slice(0, 3).join(' | ')}`);
}
