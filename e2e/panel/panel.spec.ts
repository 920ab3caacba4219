import { gzipSync } from 'node:zlib';

import { describe, expect, it } from 'vitest';

import { zipOf } from '../../src/files/test/zip.ts';
import { harFile, NARROW, netlogFile, withPlayground, type Opened } from './playground.ts';

const playground = withPlayground();

const rowIds = ({ page }: Opened): Promise<(string | null)[]> => page.locator('[data-row-id]').evaluateAll((rows) => rows.map((row) => row.getAttribute('data-row-id')));
const clipboard = ({ page }: Opened): Promise<string> => page.evaluate(() => navigator.clipboard.readText());

describe('the filter', () => {
  it('hides requests, keeps lanes, and says how many are left', async () => {
    const opened = await playground.open('fixture=shop');
    const { at } = opened;
    await at('filter').fill('conn:160');
    await expect.poll(() => at('count').textContent()).toContain('4 of 85 requests');
    expect(await rowIds(opened)).toEqual(['origin:https://cdn.shop.example', 'lane:160']);
    await at('filter').fill('protocol:h2');
    await expect.poll(() => at('panel').getByRole('alert').textContent()).toBe('Unknown filter word: protocol. Did you mean proto?');
    await at('filter').fill('proto:h3 is:stalled');
    await expect.poll(() => at('no-match').locator('p').textContent()).toBe('No request matches proto:h3 is:stalled.');
    await at('no-match').getByRole('button').click();
    await expect.poll(() => at('filter').inputValue()).toBe('');
  });

  it('reads a problem out when the typing rests, and not with each key', async () => {
    const { at, page } = await playground.open('fixture=shop');
    await at('filter').focus();
    const heard = await at('panel').getByRole('alert').evaluateHandle((alert) => {
      const texts: (string | null)[] = [];
      new MutationObserver(() => texts.push(alert.textContent)).observe(alert, { childList: true, subtree: true, characterData: true });
      return texts;
    });
    await page.keyboard.type('is:reusd');
    await page.getByText('Unknown value: is:reusd. Did you mean is:reused?').first().waitFor();
    await expect.poll(() => heard.jsonValue()).toEqual(['Unknown value: is:reusd. Did you mean is:reused?']);
  });

  it('offers how to go on', async () => {
    const { at, page } = await playground.open('fixture=shop');
    await at('filter').fill('is:n');
    const offered = page.locator('[data-testid="filter-suggestions"] option');
    await expect.poll(() => offered.evaluateAll((options) => options.map((option) => option.getAttribute('value')))).toEqual(['is:new', 'is:none']);
  });

  it('combines chips of a set as OR, sets as AND', async () => {
    const { at } = await playground.open('fixture=shop');
    await at('chip-new').click();
    await at('chip-h3').click();
    await expect.poll(() => at('count').textContent()).toContain('1 of 85 requests');
    expect(await at('chip-new').getAttribute('aria-pressed')).toBe('true');
  });
});

describe('findings', () => {
  it('are counted before one opens them, once the recording rests', async () => {
    const { at } = await playground.open('fixture=shop');
    await expect.poll(() => at('details').textContent()).toBe('3');
    expect(await at('details').getAttribute('aria-label')).toBe('Details and 3 findings');
    expect(await at('drawer').count()).toBe(0);
    await at('details').click();
    await at('findings').locator('[data-rule]').nth(2).waitFor();
    expect(await at('findings').locator('[data-rule]').count()).toBe(3);
  });
});

describe('a selection', () => {
  it('follows a click on a bar, and names the open connection that was not used', async () => {
    const opened = await playground.open('fixture=shop');
    const { page, at } = opened;
    const lane = await page.locator('[data-row-id="lane:160"]').boundingBox();
    if (lane === null) throw new Error('No lane #160.');
    // Its first bar: the lane is searched from the left, as an eye would.
    for (let x = lane.x + 420; x < lane.x + lane.width && (await at('drawer').count()) === 0; x += 12) {
      await page.mouse.move(x, lane.y + lane.height / 2);
      if ((await at('tooltip').count()) > 0) await page.mouse.click(x, lane.y + lane.height / 2);
    }
    await expect.poll(() => at('details-request').textContent()).toContain('/inter-var.woff2');
    expect(await at('details-request').getByRole('row', { name: 'Not used' }).textContent()).toBe('Not used#119open to this origin when it opened its own');
    expect(await page.locator('[data-row-id="lane:160"]').getAttribute('aria-selected')).toBe('true');
  });

  it('can be copied from the table, in the columns that one chose', async () => {
    const opened = await playground.open('fixture=shop');
    const { at } = opened;
    await at('details').click();
    await at('tab-table').click();
    await at('table-columns').click();
    for (const column of ['start', 'stalled', 'setup', 'total', 'origin']) await at(`table-column-${column}`).click();
    await opened.page.keyboard.press('Escape');
    await at('filter').fill('conn:160');
    await at('copy-tsv').click();
    await expect.poll(() => at('said').textContent()).toBe('Copied 4 rows.');
    expect((await clipboard(opened)).split('\n').slice(0, 2)).toEqual(['Request\tConn.\tNew/Reused\tProto', 'https://cdn.shop.example/inter-var.woff2\t#160\t+ new\th2']);
  });
});

describe('why, and what to change', () => {
  it('a new connection has a verdict with its evidence, and what it could not use', async () => {
    const { at, page } = await playground.open('fixture=polls');
    await at('timeline').focus();
    for (const key of ['n', 'n', 'n']) await page.keyboard.press(key);
    await at('tab-why').click();
    await expect.poll(() => at('why').locator('[data-reason]').getAttribute('data-reason')).toBe('idle-timeout');
    expect(await at('why').textContent()).toContain('#702 had been idle for 7.9 s');
  });

  it('a finding opens in place, and shows the requests that it rests on', async () => {
    const { at, page } = await playground.open('fixture=shop');
    await at('details').click();
    const finding = page.locator('[data-rule="h1-limit"]');
    await finding.locator('summary').click();
    await finding.getByRole('button', { name: 'Show the requests' }).click();
    await at('tab-request').click();
    // The first of them opened a connection because those before were busy.
    await expect.poll(() => at('details-request').textContent()).toContain('/photo/1001.jpg');
  });

  it('nothing is found where nothing can be better', async () => {
    const { at } = await playground.open('fixture=cached');
    await at('details').click();
    await expect.poll(() => at('findings').textContent()).toContain('Nothing to fix here.');
  });
});

describe('a figure', () => {
  it('is the same in the strip and in the tab that explains it', async () => {
    const { at } = await playground.open('fixture=shop');
    for (const id of ['held-up', 'connections', 'reuse', 'setup', 'stalled']) {
      await at(`explain-${id}`).press('Enter');
      await expect.poll(() => at(`account-${id}`).locator('summary').evaluate((summary) => summary === document.activeElement)).toBe(true);
      expect(await at(`account-${id}`).locator('b').textContent()).toBe(await at(`kpi-${id}`).locator('b').textContent());
    }
  });

  it('of the origin whose request is selected leaves that selected', async () => {
    const { at, page } = await playground.open('fixture=shop');
    await at('timeline').focus();
    for (const key of ['s', 's']) await page.keyboard.press(key);
    const selected = page.locator('[data-row-id="lane:285"]');
    await expect.poll(() => selected.getAttribute('aria-selected')).toBe('true');
    await page.locator('[data-row-id="origin:http://img.shop.example"] [data-column="stalled"]').click();
    await expect.poll(() => at('cost-scope').locator('option:checked').textContent()).toBe('http://img.shop.example');
    expect(await selected.getAttribute('aria-selected')).toBe('true');
    await page.locator('[data-row-id="origin:https://shop.example"] [data-column="setup"]').click();
    await expect.poll(() => selected.getAttribute('aria-selected')).toBe('false');
    expect(await at('cost-scope').locator('option:checked').textContent()).toBe('shop.example');
  });

  it('leads to its inputs, and back to where one was', async () => {
    const { at } = await playground.open('fixture=shop');
    await at('explain-reuse').press('Enter');
    await expect.poll(() => at('account-reuse').textContent()).toContain('reused 48 ÷ (new 27 + opened earlier 4 + reused 48) = 61%');
    await at('account-reuse').getByRole('button', { name: 'Connection #62' }).click();
    await expect.poll(() => at('details-connection').textContent()).toContain('#62');
    await at('tab-cost').click();
    await expect.poll(() => at('account-reuse').textContent()).toContain('of 16 on #62');
    expect(await at('cost-scope').inputValue()).toBe('whole');
    await at('cost-scope').selectOption('origin');
    await expect.poll(() => at('account-reuse').textContent()).toContain('reused 15 ÷ (new 1 + opened earlier 0 + reused 15) = 94%');
  });
});

it('all inputs of a figure can be reached, by keyboard too', async () => {
  const { at, page } = await playground.open('fixture=big');
  await at('explain-connections').press('Enter');
  const rows = at('account-connections').locator('tbody tr');
  // The last two are the button's and the sum.
  await expect.poll(() => rows.count()).toBe(12 + 2);
  await rows.nth(12).getByRole('button', { name: /^and [\d,]+ more$/ }).press('Enter');
  await expect.poll(() => rows.count()).toBe(212 + 2);
  const focused = page.locator(':focus');
  expect(await focused.textContent()).toBe(await rows.nth(12).getByRole('button').textContent());
  expect(await rows.nth(212).textContent()).toMatch(/^and [\d,]+ more/);
});

describe('every other figure', () => {
  const formula = async (opened: Opened, key: string): Promise<string | null> => opened.at(`account-${key}`).locator('p').nth(1).textContent();

  it('of an origin says on a click, or on ?, how it is computed', async () => {
    const opened = await playground.open('fixture=shop');
    const { at, page } = opened;
    const row = page.locator('[data-row-id="origin:http://img.shop.example"]');
    for (const [column, key, text] of [['requests', 'requests', '= 15'], ['reuse', 'reuse', '= 60%'], ['setup', 'setup', '= 186 ms'], ['stalled', 'stalled', '8 waits: 2952 ms']] as const) {
      await row.locator(`[data-column="${column}"]`).click();
      await expect.poll(() => formula(opened, key)).toContain(text);
      expect(await at(`account-${key}`).locator('summary').evaluate((summary) => summary === document.activeElement)).toBe(true);
    }
    expect(await row.getAttribute('aria-expanded')).toBe('true');
    await at('timeline').focus();
    for (const key of ['Home', 'ArrowDown', '?']) await page.keyboard.press(key);
    await expect.poll(() => formula(opened, 'stalled')).toContain('8 at once at most');
  });

  it('of the overview leads to the connections that were open', async () => {
    const opened = await playground.open('fixture=shop');
    await opened.at('explain-peak').click();
    await expect.poll(() => formula(opened, 'peak')).toBe('12 at 676 ms; nobody tells the connection of 1 request, so it may be more');
    expect(await opened.at('explain-peak').textContent()).toContain('peak 12 known open');
    expect(await opened.at('account-peak').getByRole('button').count()).toBe(12);
  });

  it('of keep-alive lists its gaps, and those of one bar', async () => {
    const opened = await playground.open('fixture=polls');
    const { at, page } = opened;
    await at('timeline').focus();
    await page.keyboard.press('n');
    await at('tab-keep-alive').click();
    await at('account-kept').locator('summary').click();
    await expect.poll(() => formula(opened, 'kept')).toContain('30 of 30 gaps likely lost are shorter than 15000 ms');
    await at('keep-alive').getByRole('button', { name: '9 bridged' }).press('Enter');
    await expect.poll(() => at('account-idle-gaps').locator('b').textContent()).toBe('9');
    await at('account-idle-gaps').getByRole('button').first().click();
    // The tab stays: it is about the same origin.
    await expect.poll(() => at('account-idle-gaps').locator('b').textContent()).toBe('9');
    expect(await page.locator('[aria-selected="true"][data-kind="lane"]').count()).toBe(1);
  });

  it('of a finding is a click away from its requests', async () => {
    const { at, page } = await playground.open('fixture=shop');
    await at('details').click();
    const finding = page.locator('[data-rule="h1-limit"]');
    await finding.locator('summary').first().click();
    await finding.getByTestId('account-saving').locator('summary').click();
    await expect.poll(() => finding.getByTestId('account-saving').textContent()).toContain('12 requests would have been spared, 3088 ms in sum = 585 ms');
    await finding.getByTestId('account-saving').getByRole('button').first().click();
    await expect.poll(() => at('details-request').textContent()).toContain('Stalled 580 ms');
  });
});

describe('reconnects', () => {
  it('are drawn against a backoff, each with its delay in words', async () => {
    const { at, page } = await playground.open('fixture=dials');
    await at('filter').fill('origin:chat');
    await page.locator('[data-row-id="lane:111"]').click();
    await at('tab-connection').click();
    const chart = at('details-connection').getByTestId('reconnects').getByRole('img');
    await expect.poll(() => chart.getAttribute('aria-label')).toMatch(/^Delays of reconnects against an exponential backoff\. 1: 3 ms, sooner than 500 ms to 1 s; .*; 8: 29 s, within 15 s to 30 s\.$/);
    expect(await chart.locator('rect').count()).toBe(8);
    await at('details-connection').getByTestId('account-reconnects').locator('summary').click();
    expect(await at('details-connection').getByTestId('account-reconnects').getByRole('button').count()).toBe(8);
  });
});

describe('settings', () => {
  it('last: theme, units, columns, sort', async () => {
    const { at, page } = await playground.open('fixture=shop');
    await at('settings').click();
    await at('theme-dark').check();
    await at('times-ms').check();
    await at('column-cost').check();
    await page.keyboard.press('Escape');
    await at('sort').selectOption('name');
    const told = async (): Promise<unknown> => [await at('panel').getAttribute('data-theme'), await at('kpi-stalled').locator('b').textContent(), await page.getByRole('columnheader', { name: 'Cost' }).count(), await at('sort').inputValue()];
    const wanted = ['dark', '3,300 ms', 1, 'name'];
    expect(await told()).toEqual(wanted);
    await page.reload();
    await at('panel').waitFor();
    expect(await told()).toEqual(wanted);
  });
});

describe('a file', () => {
  it('is shown in place of the recording, which comes back', async () => {
    const { at } = await playground.open('fixture=shop');
    await at('import-file').setInputFiles(harFile(12));
    await expect.poll(() => at('import-shown').locator('span').textContent()).toBe('The file page.har is shown. The recording is kept.');
    await expect.poll(() => at('count').textContent()).toContain('12 requests · 1 origin · 1 connection');
    await at('export').click();
    await at('export-har').click();
    await expect.poll(() => at('panel').evaluate(() => document.documentElement.dataset['saved'])).toMatch(/^file\.example-.*\.har$/);
    await at('import-close').click();
    await expect.poll(() => at('count').textContent()).toContain('85 requests');
  });

  it('that is a NetLog tells who opened a connection, and which were never used', async () => {
    const { page, at } = await playground.open('fixture=shop');
    await at('import-file').setInputFiles(netlogFile());
    await expect.poll(() => at('count').textContent()).toContain('2 requests · 1 origin · 1 connection');
    await at('timeline').focus();
    await page.keyboard.press('End');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await at('tab-connection').click();
    const fact = (name: string): Promise<string | null> => page.locator('tr', { has: page.getByRole('rowheader', { name, exact: true }) }).locator('td').first().textContent();
    expect([await fact('Opened for'), await fact('Closed by'), await fact('Never used')]).toEqual(['nobody yet (preconnect)', 'the browser: Idle time limit expired', '#6 (preconnect, Idle time limit expired)']);
    expect(await at('kpi-connections').locator('small').textContent()).toBe('+1 earlier · +1 never used · 2 requests');
  });

  it('has a lane for a connection of a NetLog that no request used', async () => {
    const { page, at } = await playground.open('fixture=shop');
    await at('import-file').setInputFiles(netlogFile());
    const lane = page.locator('[data-row-id="unused:6"]');
    await expect.poll(() => lane.textContent()).toBe('#6never used · preconnect012 ms');
    const box = await lane.boundingBox();
    if (box === null) throw new Error('No lane #6.');
    await page.mouse.move(box.x + box.width - 40, box.y + box.height / 2);
    await expect.poll(() => at('tooltip').textContent()).toContain('#6 · http://a.test');
    await page.mouse.click(box.x + box.width - 40, box.y + box.height / 2);
    await expect.poll(() => lane.getAttribute('aria-selected')).toBe('true');
    const facts = await at('details-connection').locator('tr').allTextContents();
    expect(facts).toEqual(expect.arrayContaining([expect.stringContaining('Opened fornobody yet (preconnect)'), expect.stringContaining('Closed bythe browser: Idle time limit expired')]));
  });

  it('beside a NetLog that has none of its connections is refused', async () => {
    const { at } = await playground.open('fixture=shop');
    await at('import-file').setInputFiles([harFile(3), netlogFile()]);
    await expect.poll(() => at('import-failed').textContent()).toContain('Nothing shows that the NetLog is of the same run of the browser');
    expect(await at('count').textContent()).toContain('85 requests');
  });

  it('that is no HAR changes nothing', async () => {
    const { at } = await playground.open('fixture=shop');
    await at('import-file').setInputFiles({ name: 'notes.har', mimeType: '', buffer: Buffer.from('{"log":{}}') });
    await expect.poll(() => at('import-failed').textContent()).toMatch(/^notes\.har: This is .* Nothing was changed\.$/);
    expect(await at('count').textContent()).toContain('85 requests');
  });

  it('that is packed is unpacked, and of several in a zip the biggest is shown', async () => {
    const { at } = await playground.open('fixture=empty');
    const { buffer } = harFile(12);
    await at('import-file').setInputFiles({ name: 'page.har.gz', mimeType: '', buffer: gzipSync(buffer) });
    await expect.poll(() => at('import-shown').locator('span').textContent()).toBe('The file page.har.gz is shown. The recording is kept.');
    await expect.poll(() => at('count').textContent()).toContain('12 requests');
    await at('import-file').setInputFiles({ name: 'runs.zip', mimeType: '', buffer: Buffer.from(await (await zipOf({ 'runs/1.har': harFile(2).buffer.toString(), 'runs/2.har': buffer.toString() })).arrayBuffer()) });
    await expect.poll(() => at('import-shown').locator('span').textContent()).toBe('The file runs.zip is shown, of it runs/2.har, one of 2 captures. The recording is kept.');
  });

  it('that ends early is shown as far as it goes, and says so; one that cannot be unpacked changes nothing', async () => {
    const { at } = await playground.open('fixture=shop');
    const { buffer } = harFile(200);
    const packed = gzipSync(buffer);
    await at('import-file').setInputFiles({ name: 'damaged.har.gz', mimeType: '', buffer: Buffer.concat([packed.subarray(0, -8), Buffer.alloc(8)]) });
    await expect.poll(() => at('import-failed').textContent()).toMatch(/^damaged\.har\.gz: The gzip file is damaged or ends early, .+\. Nothing was changed\.$/);
    expect(await at('count').textContent()).toContain('85 requests');
    await at('import-file').setInputFiles({ name: 'cut.har.gz', mimeType: '', buffer: packed.subarray(0, -20) });
    await expect.poll(() => at('notice-unreadable').textContent()).toMatch(/^Some data could not be read: the file is cut off at character [\d,]+, after entry 19\d: whatever came after that entry is missing\. The rest is shown\.$/);
    expect(await at('count').textContent()).toMatch(/19\d requests/);
    await at('import-file').setInputFiles({ name: 'cut.har', mimeType: '', buffer: buffer.subarray(0, buffer.length - 100) });
    await expect.poll(() => at('notice-unreadable').textContent()).toMatch(/^Some data could not be read: the file is cut off at character [\d,]+, after entry 199: whatever came after that entry is missing\. The rest is shown\.$/);
    expect(await at('count').textContent()).toContain('199 requests');
  });

  it('of a proxy, or of several runs, says whose connections it has', async () => {
    const { at } = await playground.open('fixture=shop');
    const { log } = JSON.parse(harFile(2).buffer.toString()) as { readonly log: { readonly entries: readonly object[] } };
    const file = (name: string, creator: string, entry: (i: number) => object): { readonly name: string; readonly mimeType: string; readonly buffer: Buffer } => ({ name, mimeType: '', buffer: Buffer.from(JSON.stringify({ log: { creator: { name: creator, version: '1' }, entries: log.entries.map((one, i) => ({ ...one, _connectionId: undefined, _resourceType: undefined, connection: undefined, ...entry(i) })) } })) });
    await at('import-file').setInputFiles(file('proxy.har', 'mitmproxy', () => ({})));
    await expect.poll(() => at('notice-file-of-proxy').textContent()).toContain('mitmproxy is a proxy: the connections in this file are its own');
    await at('import-file').setInputFiles(file('runs.har', 'Browsertime', (i) => ({ connection: '9', _requestId: '1', pageref: `page_1${'-1'.repeat(i)}` })));
    await expect.poll(() => at('notice-file-of-runs').textContent()).toContain('This file has 2 runs of the browser');
    await expect.poll(() => at('count').textContent()).toContain('2 connections');
  });

  it('says what it is, what it lacks, and what that makes unknowable', async () => {
    const { at, page } = await playground.open('fixture=shop');
    await at('import-file').setInputFiles(harFile(12));
    await at('about-file').press('Enter');
    const pane = page.getByRole('dialog', { name: 'page.har' });
    expect(await pane.locator('dt').allTextContents()).toEqual(['Carries', 'Lacks', 'Exact', 'Inferred', 'Unknowable']);
    expect(await pane.getByRole('row', { name: 'Entries' }).textContent()).toBe('Entries12');
    await page.keyboard.press('Escape');
    await expect.poll(() => pane.isVisible()).toBe(false);
  });

  it('without requests says so', async () => {
    const { at } = await playground.open('fixture=shop');
    await at('import-file').setInputFiles(harFile(0, 'none.har'));
    await expect.poll(() => at('empty').textContent()).toBe('The file none.har has no requests.');
  });

  it('that is dropped on the panel is shown', async () => {
    const { at } = await playground.open('fixture=empty');
    const text = harFile(2).buffer.toString();
    await at('panel').evaluate((panel, content) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([content], 'dropped.har'));
      panel.dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }));
    }, text);
    await expect.poll(() => at('import-shown').textContent()).toContain('dropped.har');
  });

  it('of which there are more than two is left out, and that is said', async () => {
    const { at } = await playground.open('fixture=shop');
    await at('import-file').setInputFiles([harFile(3, 'a.har'), harFile(3, 'b.har'), harFile(3, 'c.har')]);
    await expect.poll(() => at('said').textContent()).toBe('Of 3 files the first two are opened.');
  });

  it('that takes long has a progress bar, and can be cancelled', async () => {
    const { at, page } = await playground.open('fixture=shop');
    // A worker that never starts takes longer than any patience, on any machine.
    await page.route(/\/worker-[^/]*\.js$/, () => undefined);
    await at('import-file').setInputFiles(harFile(3, 'long.har'));
    await at('import-running').getByRole('progressbar', { name: 'Reading long.har' }).waitFor();
    await at('import-cancel').click();
    await expect.poll(() => at('import-running').count()).toBe(0);
    expect(await at('count').textContent()).toContain('85 requests');
  });
});

describe('a picture', () => {
  it('is copied as SVG and as PNG', async () => {
    const opened = await playground.open('fixture=shop');
    const { at, page } = opened;
    await at('export').click();
    await at('picture-svg').click();
    await expect.poll(() => at('said').textContent()).toBe('Copied the timeline as SVG.');
    const svg = await clipboard(opened);
    expect(svg).toMatch(/^<svg xmlns=/);
    expect(svg).toContain('>img.shop.example h1</text>');
    expect(svg).toContain('>opened earlier</text>');
    expect(await page.evaluate((text) => new DOMParser().parseFromString(text, 'image/svg+xml').querySelector('parsererror')?.textContent ?? null, svg)).toBeNull();
    await at('export').click();
    await at('picture-png').click();
    await expect.poll(() => at('said').textContent()).toBe('Copied the timeline as PNG.');
    expect(await page.evaluate(async () => (await navigator.clipboard.read())[0]?.types)).toContain('image/png');
  });

  it('that the browser does not let the panel copy is saved', async () => {
    const { at, page } = await playground.open('fixture=shop');
    await page.evaluate(() => {
      navigator.clipboard.write = () => Promise.reject(new Error('denied'));
    });
    await at('export').click();
    await at('picture-png').click();
    await expect.poll(() => at('said').textContent()).toBe('Saved connections.png: the browser does not let the panel copy it.');
    expect(await page.evaluate(() => document.documentElement.dataset['saved'])).toBe('connections.png');
  });
});

describe('a picture of nothing', () => {
  it('is none, and that is said', async () => {
    const { at } = await playground.open('fixture=shop');
    await at('filter').fill('proto:h3 is:stalled');
    await at('no-match').waitFor();
    await at('export').click();
    await at('picture-png').click();
    await expect.poll(() => at('said').textContent()).toBe('There are no lanes to copy.');
  });
});

describe('a picture of all of it', () => {
  it('is as tall as all rows, as long as the recording, and as dark as wanted', async () => {
    const opened = await playground.open('fixture=shop', { viewport: { width: 1000, height: 360 } });
    const { at } = opened;
    const pictureOf = async (...choices: readonly string[]): Promise<string> => {
      await at('export').click();
      for (const choice of choices) await at(choice).check();
      await at('picture-svg').click();
      await expect.poll(() => at('said').textContent()).toBe('Copied the timeline as SVG.');
      return clipboard(opened);
    };
    const heightOf = (svg: string): number => Number(/height="(\d+)"/.exec(svg)?.[1]);
    const visible = await pictureOf('part-visible', 'colours-shown');
    const whole = await pictureOf('part-whole', 'colours-dark');
    expect(heightOf(whole)).toBeGreaterThan(heightOf(visible));
    expect([visible, whole].map((svg) => svg.includes('rgb(40, 40, 40)') || svg.includes('#282828'))).toEqual([false, true]);
    expect(whole).toContain('>opened earlier</text>');
  });
});

describe('the export menu', () => {
  it('says what files leave out, keeps it once when told to, and then leaves it out again', async () => {
    const { at, page } = await playground.open('fixture=empty');
    const secret = { name: 'cookie', value: 'sid=s3cret' };
    const file = JSON.parse(harFile(2).buffer.toString()) as { log: { entries: { request: { headers: unknown[] } }[] } };
    for (const entry of file.log.entries) entry.request.headers.push(secret);
    await at('import-file').setInputFiles({ name: 'secret.har', mimeType: '', buffer: Buffer.from(JSON.stringify(file)) });
    await expect.poll(() => at('count').textContent()).toContain('secret.har');
    await at('export').click();
    await expect.poll(() => at('removed').textContent()).toBe('Left out of every file: 2 headers (cookie).');
    await at('keep-private').check();
    expect(await at('removed').textContent()).toBe('Goes into the file: 2 headers (cookie).');
    await at('export-report').click();
    await expect.poll(() => page.evaluate(() => document.documentElement.dataset['saved'])).toMatch(/\.md$/);
    await at('export').click();
    expect(await at('keep-private').isChecked()).toBe(false);
  });

  it('counts no longer once it is closed', async () => {
    const { at, page } = await playground.open('fixture=empty');
    await at('import-file').setInputFiles(harFile(2));
    await at('import-shown').waitFor();
    await page.evaluate(() => {
      const count = (what: 'started' | 'ended'): void => {
        const { dataset } = document.documentElement;
        dataset[what] = String(Number(dataset[what] ?? 0) + 1);
      };
      window.Worker = class extends Worker {
        constructor(url: string | URL, options?: WorkerOptions) {
          super(url, options);
          count('started');
        }

        override terminate(): void {
          count('ended');
          super.terminate();
        }
      };
    });
    const counted = (what: 'started' | 'ended') => expect.poll(() => page.evaluate((name) => document.documentElement.dataset[name], what));
    // A worker that never starts does not end by itself.
    await page.route(/\/worker-[^/]*\.js$/, () => undefined);
    await at('export').click();
    // The menu tells that it was opened in a task of its own; closed before that, it would tell nothing.
    await counted('started').toBe('2');
    expect(await at('removed').textContent()).toBe('Counting…');
    await page.keyboard.press('Escape');
    await counted('ended').toBe('2');
  });
});

describe('states say what there is to do', () => {
  it.each([
    ['empty', 'empty', 'Reload to see this page’s connections.'],
    ['empty', 'empty', 'Recording. Requests appear here as the browser tells of them.'],
    ['paused', 'empty', 'Recording is off.'],
    ['cached', 'no-connection', 'No connection was used: all 14 requests came from cache or a service worker.'],
    ['firefox', 'notice-estimated', 'Connections marked ~ are estimated from timing and addresses.'],
    ['notices', 'notice-opened-late', 'DevTools opened after the page began.'],
  ])('%s', async (fixture, place, text) => {
    const { at } = await playground.open(`fixture=${fixture}`);
    await expect.poll(() => at(place).textContent()).toContain(text);
  });

  it('at twice the size of text, everything can still be reached', async () => {
    const { at, page } = await playground.open('fixture=shop', { viewport: { width: NARROW.width / 2, height: NARROW.height / 2 } });
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    for (const id of ['record', 'filter', 'export', 'settings', 'timeline']) {
      const box = await at(id).boundingBox();
      expect(box !== null && box.x >= 0 && box.x + box.width <= NARROW.width / 2, id).toBe(true);
    }
    expect((await at('timeline').boundingBox())?.height).toBeGreaterThan(60);
  });
});

describe('a panel that cannot be drawn', () => {
  it('says what failed, saves what was captured, and is drawn again when asked', async () => {
    const { at, page } = await playground.open('fixture=faulty');
    await page.evaluate(() => (document.documentElement.dataset['fault'] = 'No such connection.'));
    await at('details').click();
    await expect.poll(() => at('panel-failed').getByRole('alert').locator('p').first().textContent()).toBe('The panel cannot be shown: No such connection.');
    await page.getByRole('button', { name: 'Save the raw capture' }).click();
    await expect.poll(() => page.evaluate(() => document.documentElement.dataset['saved'])).toBe('capture');
    await page.evaluate(() => (document.documentElement.dataset['full'] = 'No room is left.'));
    await page.getByRole('button', { name: 'Save the raw capture' }).click();
    await page.getByText('The raw capture cannot be saved: No room is left.').waitFor();
    await page.evaluate(() => delete document.documentElement.dataset['fault']);
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect.poll(() => at('count').textContent()).toContain('85 requests');
  });
});

describe('a second file of the same name', () => {
  it('has a filter of its own', async () => {
    const { at } = await playground.open('fixture=shop');
    await at('import-file').setInputFiles(harFile(12));
    await expect.poll(() => at('count').textContent()).toContain('12 requests');
    await at('filter').fill('/1');
    await expect.poll(() => at('count').textContent()).toContain('of 12 requests');
    await at('import-file').setInputFiles(harFile(15));
    await expect.poll(() => at('count').textContent()).toContain('15 requests');
    expect(await at('filter').inputValue()).toBe('');
  });
});
