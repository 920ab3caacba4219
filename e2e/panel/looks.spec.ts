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
