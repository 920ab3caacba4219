import { expect, it } from 'vitest';

import { harFile, withPlayground } from './playground.ts';

const playground = withPlayground();

it('in forced colours what is selected, pressed and active has an edge of its own', async () => {
  const { page, at } = await playground.open('fixture=shop', { forcedColors: 'active' });
  await at('chip-new').click();
  await at('timeline').focus();
  await page.keyboard.press('n');
  await at('tab-table').click();
  const highlight = await page.evaluate(() => {
    const probe = document.createElement('i');
    probe.style.color = 'Highlight';
    document.body.append(probe);
    const { color } = getComputedStyle(probe);
    probe.remove();
    return color;
  });
  const edge = (selector: string, pseudo?: string): Promise<readonly string[]> => page.locator(selector).first().evaluate((element, of) => {
    const { outlineColor, outlineStyle, borderTopColor, borderTopStyle } = getComputedStyle(element, of);
    return [outlineStyle === 'none' ? '' : outlineColor, borderTopStyle === 'none' ? '' : borderTopColor];
  }, pseudo);
  expect(await edge('[data-testid="timeline"] [aria-selected="true"]', '::before')).toContain(highlight);
  expect(await edge('[data-testid="timeline"] [data-kind="lane"][aria-selected="false"]', '::before')).not.toContain(highlight);
  expect(await edge('[data-testid="chip-new"]')).toContain(highlight);
  expect(await edge('[data-testid="chip-reused"]')).not.toContain(highlight);
  expect(await edge('[data-testid="tab-table"]')).toContain(highlight);
  expect(await edge('[data-testid="tab-cost"]')).not.toContain(highlight);
  expect(await edge('[data-request-id][aria-selected="true"]')).toContain(highlight);
});

it('in forced colours the canvas is painted anew with the system’s other theme', async () => {
  const { page, at } = await playground.open('fixture=shop', { forcedColors: 'active' });
  const painted = (): Promise<string> => at('overview').locator('canvas').evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
  const light = await painted();
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect.poll(painted).not.toBe(light);
  await page.emulateMedia({ colorScheme: null });
});

it('in forced colours the canvas is painted anew when one comes back from choosing a theme that is as light', async () => {
  const { page, at } = await playground.open('fixture=shop', { forcedColors: 'active' });
  const painted = (): Promise<string> => at('overview').locator('canvas').evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
  const before = await painted();
  await page.addStyleTag({ content: '[data-theme] { --recv: rgb(0, 120, 0) !important; }' });
  expect(await painted()).toBe(before);
  await page.evaluate(() => void dispatchEvent(new Event('focus')));
  await expect.poll(painted).not.toBe(before);
});

it('DCL stands right of its line where there is no room at its left', async () => {
  const { page, at } = await playground.open('fixture=shop');
  const ruler = (await at('ruler').boundingBox())!;
  const mark = at('ruler').getByText('DCL', { exact: true });
  const line = (await mark.boundingBox())!;
  await page.mouse.move(ruler.x + 200, ruler.y + 100);
  // Its line is at its right end; it is panned to 10 px.
  await page.mouse.wheel(line.x + line.width - ruler.x - 10, 0);
  await expect.poll(async () => Math.round((await mark.boundingBox())!.x - ruler.x)).toBe(10);
});

it('in a narrow grid names give way, and badges never', async () => {
  const { page, at } = await playground.open('fixture=shop', { viewport: { width: 400, height: 700 } });
  await at('timeline').waitFor();
  await page.locator('[data-row-id^="lane:"] [role="gridcell"] span').first().evaluate((label) => {
    label.textContent = '#26611 of a run with a long name';
  });
  const cut = await page.locator('[data-row-id^="lane:"] [role="gridcell"]:first-child').evaluateAll((cells) =>
    cells.filter((cell) => [...cell.children].some((child) => /^(h1|h2|h3|ws)$/.test(child.textContent ?? '') && child.getBoundingClientRect().right > cell.getBoundingClientRect().right)).length);
  expect(cut).toBe(0);
});

it('a name that is written from right to left turns no sentence around', async () => {
  const { at } = await playground.open('fixture=empty');
  await at('import-file').setInputFiles(harFile(3, '\u202egnp.har'));
  await at('import-shown').waitFor();
  const [after, end] = await at('import-shown').locator('[role="status"]').evaluate((sentence) => {
    const rest = [...sentence.childNodes].findLast((node) => node.textContent?.includes('shown'))!;
    const at = rest.textContent!.indexOf('shown');
    const places = [0, 'shown'.length - 1].map((i) => {
      const range = document.createRange();
      range.setStart(rest, at + i);
      range.setEnd(rest, at + i + 1);
      return range.getBoundingClientRect().left;
    });
    return places;
  });
  expect(after).toBeLessThan(end!);
});

it('what stands beside a name gives way before any of the name is cut', async () => {
  const { page } = await playground.open('fixture=shop');
  const name = page.locator('[data-row-id="lane:662"] [role="gridcell"]').first();
  await name.waitFor();
  const [box, text] = await name.evaluate((cell) => {
    const [label, ...beside] = cell.children as unknown as HTMLElement[];
    label!.textContent = 'Unknown connection';
    beside.at(-1)!.textContent = 'a reason that is much longer than what is left of the column for it, and than the column itself';
    const words = document.createRange();
    words.selectNodeContents(label!);
    return [label!.getBoundingClientRect().width, words.getBoundingClientRect().width] as const;
  });
  // Less than a hundredth of a pixel is enough for an ellipsis.
  expect(box - text).toBeGreaterThan(-0.005);
});

it('Copy lies below the lines that it copies, not on them', async () => {
  const { page, at } = await playground.open('fixture=shop');
  await at('timeline').focus();
  await page.keyboard.press('n');
  await at('tab-why').click();
  const lines = at('why').locator('pre');
  const code = (await lines.boundingBox())!;
  const copy = (await lines.locator('xpath=following-sibling::button').boundingBox())!;
  expect(copy.y).toBeGreaterThanOrEqual(code.y + code.height);
  // Nor does any of them end beyond what is seen.
  expect(await lines.evaluate((pre) => pre.scrollWidth - pre.clientWidth)).toBe(0);
});

it('a box to tick says what for where there is room for the words', async () => {
  const { page, at } = await playground.open('fixture=shop', { viewport: { width: 560, height: 820 } });
  const words = async (): Promise<number> => (await at('preserve-log').locator('xpath=..').boundingBox())!.width;
  expect(await words()).toBeGreaterThan(60);
  await page.setViewportSize({ width: 400, height: 820 });
  await expect.poll(words).toBeLessThan(20);
});

it('the figures stay where they are while the brush moves', async () => {
  const { page, at } = await playground.open('fixture=shop');
  const left = async (): Promise<number> => (await at('kpi-connections').boundingBox())!.x;
  const before = await left();
  const said = await at('kpi-held-up').textContent();
  await at('timeline').focus();
  for (let i = 0; i < 8; i++) await page.keyboard.press('+');
  await expect.poll(() => at('kpi-held-up').textContent()).not.toBe(said);
  expect(await left()).toBe(before);
});
