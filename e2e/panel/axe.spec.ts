import { AxeBuilder } from '@axe-core/playwright';
import { describe, expect, it } from 'vitest';

import { harFile, NARROW, usePlayground, WIDE, type Opened } from './playground.ts';

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

describe.each(['light', 'dark'])('axe finds nothing, %s', (theme) => {
  it.each(Object.entries(STATES))('%s', async (_, [query, act]) => {
    for (const viewport of [WIDE, NARROW]) {
      const opened = await playground.open(`${query}&theme=${theme}`, { viewport });
      await act?.(opened);
      const { violations } = await new AxeBuilder({ page: opened.page }).analyze();
      const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target, failureSummary }) => `${target.join(' ')} ${failureSummary ?? ''}`).slice(0, 3).join(' | ')}`);
      expect(found).toEqual([]);
      expect(opened.faults).toEqual([]);
      await opened.page.context().close();
    }
  });
});
