import { AxeBuilder } from '@axe-core/playwright';
import { describe, expect, it } from 'vitest';

import { harFile, NARROW, netlogFile, withPlayground, type Opened } from './playground.ts';
import { twoBuilds } from './two-builds.ts';

const playground = withPlayground();

const select = async ({ page, at }: Opened): Promise<void> => {
  await at('timeline').focus();
  await page.keyboard.press('n');
  await at('details-request').waitFor();
};
const tab = (name: string) => async (opened: Opened): Promise<void> => {
  await select(opened);
  await opened.at(`tab-${name}`).click();
};

const comparison = (name: string) => async ({ at }: Opened): Promise<void> => {
  await at('import-file').setInputFiles(twoBuilds());
  await at(`compare-tab-${name}`).click();
};

/** The last lane, which no request used, or by more keys another. */
const lastOfNetlog = (...keys: readonly string[]) => async ({ at, page }: Opened): Promise<void> => {
  await at('import-file').setInputFiles(netlogFile());
  await at('import-shown').waitFor();
  await at('timeline').focus();
  for (const key of ['End', ...keys, 'Enter']) await page.keyboard.press(key);
  await at('tab-connection').click();
};

type State = readonly [query: string, act?: (opened: Opened) => Promise<void>, within?: string];

const STATES: Readonly<Record<string, State>> = {
  'a page': ['fixture=shop'],
  'how a figure is computed': ['fixture=shop', async ({ page, at }) => {
    await at('explain-held-up').press('Enter');
    await page.getByText('union of the waits').waitFor();
    await at('explain-reuse').focus();
  }],
  'a tooltip': ['fixture=shop', async ({ page, at }) => {
    const lane = (await page.locator('[data-row-id="lane:258"]').boundingBox())!;
    for (let x = lane.x + 420; (await at('tooltip').count()) === 0; x += 12) await page.mouse.move(x, lane.y + lane.height / 2);
  }],
  'settings': ['fixture=shop', ({ at }) => at('settings').click(), '[data-testid="settings-menu"]'],
  'the export menu': ['fixture=shop', ({ at }) => at('export').click(), '[aria-label="Export as"]'],
  'an unknown filter word': ['fixture=shop', ({ at }) => at('filter').fill('protocol:h2')],
  'a filter that hides all': ['fixture=shop', ({ at }) => at('filter').fill('proto:h3 is:stalled')],
  'chips': ['fixture=shop', ({ at }) => at('chip-new').click()],
  'nothing yet': ['fixture=empty'],
  'paused': ['fixture=paused'],
  'all from cache': ['fixture=cached'],
  'estimated connections': ['fixture=firefox'],
  'connections that are not sure': ['fixture=unsure', ({ at }) => at('chip-unsure').click()],
  'notices': ['fixture=notices'],
  'a big page': ['fixture=big'],
  'two pages': ['fixture=navigations'],
  'a file': ['fixture=empty', async ({ at }) => {
    await at('import-file').setInputFiles(harFile(3));
    await at('import-shown').waitFor();
  }],
  'about a file': ['fixture=empty', async ({ at }) => {
    await at('import-file').setInputFiles(harFile(3));
    await at('about-file').click();
  }, '[data-testid="about-file-pane"]'],
  'a bad file': ['fixture=empty', async ({ at }) => {
    await at('import-file').setInputFiles({ name: 'x.har', mimeType: '', buffer: Buffer.from('no') });
    await at('import-failed').waitFor();
  }],
  'the page for files': ['fixture=empty&viewer'],
  'two captures on one axis': ['fixture=empty&viewer', comparison('timeline')],
  'findings compared': ['fixture=empty&viewer', async (opened) => {
    await comparison('findings')(opened);
    await opened.at('compare-findings').locator('summary').first().click();
  }],
};

/** What differs from a page is in the drawer alone; looking at the rest again and again would take minutes. */
const IN_THE_DRAWER: Readonly<Record<string, State>> = {
  'a selected request': ['fixture=shop', select],
  'a connection': ['fixture=shop', tab('connection')],
  'a connection that is not sure': ['fixture=unsure', tab('connection')],
  'why new': ['fixture=polls', tab('why')],
  'a finding': ['fixture=shop', async (opened) => {
    await select(opened);
    await opened.page.locator('[data-rule] summary').first().click();
  }],
  'cost': ['fixture=shop', async (opened) => {
    await tab('cost')(opened);
    await opened.at('account-setup').locator('summary').click();
  }],
  'keep-alive': ['fixture=polls', tab('keep-alive')],
  'how a timeout is computed': ['fixture=polls', async (opened) => {
    await tab('keep-alive')(opened);
    await opened.at('account-timeout').locator('summary').click();
  }],
  'how a saving is computed': ['fixture=shop', async (opened) => {
    await select(opened);
    const finding = opened.page.locator('[data-rule="h1-limit"]');
    await finding.locator('summary').first().click();
    await finding.getByTestId('account-saving').locator('summary').click();
  }],
  'what a new connection cost': ['fixture=shop', async (opened) => {
    await tab('why')(opened);
    await opened.at('account-why-cost').locator('summary').click();
  }],
  'reconnects': ['fixture=dials', async (opened) => {
    await opened.at('filter').fill('origin:chat');
    await select(opened);
    await opened.page.keyboard.press('End');
    await opened.page.keyboard.press('Enter');
    await opened.at('reconnects').waitFor();
    await opened.page.locator('[data-rule="ws-reconnect-storm"] summary').first().click();
    await opened.at('reconnects').nth(1).waitFor();
    await opened.at('account-reconnects').first().locator('summary').click();
  }],
  'the table': ['fixture=shop', tab('table')],
  'what a NetLog tells of a connection': ['fixture=shop', lastOfNetlog('ArrowUp')],
  'what a NetLog tells of a connection that no request used': ['fixture=shop', lastOfNetlog()],
};

const nothing = async (): Promise<void> => undefined;

describe('axe finds nothing', () => {
  it.each(Object.entries(STATES))('%s', (_, state) => findsNothing(state));
  it.each(Object.entries(IN_THE_DRAWER))('%s', (_, [query, act]) => findsNothing([query, act ?? nothing, '[data-testid="drawer"]']));
});

/** Light and wide by every rule; then dark and narrow by those that colours and places decide. */
async function findsNothing([query, act, within = 'body']: State): Promise<void> {
  const opened = await playground.open(query);
  await act?.(opened);
  const { page } = opened;
  const found = await violations(page, within);
  await page.setViewportSize(NARROW);
  await page.locator('main').evaluate((panel) => panel.setAttribute('data-theme', 'dark'));
  found.push(...(await violations(page, within, ['color-contrast', 'scrollable-region-focusable'])));
  expect(found).toEqual([]);
}

async function violations(page: Opened['page'], within: string, rules: readonly string[] = []): Promise<string[]> {
  // Whoever passes need not be described.
  const axe = new AxeBuilder({ page }).setLegacyMode().include(within).options({ resultTypes: ['violations'] });
  const { violations: found } = await (rules.length === 0 ? axe : axe.withRules([...rules])).analyze();
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ target, failureSummary }) => `${target.join(' ')} ${failureSummary ?? ''}`).slice(0, 3).join(' | ')}`);
}
