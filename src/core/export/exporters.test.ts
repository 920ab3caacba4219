import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { analyse, NOTHING_HEARD } from '../analysis/analyse.ts';
import { ofChromium } from '../test/recordings.ts';
import { EXPORTERS, exportFile } from './exporters.ts';
import { writeHar } from './har.ts';
import { PRODUCT } from './product.ts';
import { writeSummary } from './summary.ts';

const text = (path: string): string => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');

/** What each exporter must write; an exporter that is not here fails below. */
const EXPECTED: Readonly<Record<string, { readonly name: string; readonly content: unknown }>> = {
  har: { name: 'shop.test-20261121T000000.har', content: writeHar(ofChromium()) },
  summary: { name: 'shop.test-20261121T000000.summary.json', content: writeSummary(ofChromium()) },
};

describe.each(EXPORTERS)('$label', ({ id, label }) => {
  it('writes the file that it promises', () => {
    const file = exportFile(id, ofChromium());
    expect(file).toMatchObject({ name: EXPECTED[id]?.name, mime: 'application/json' });
    expect(JSON.parse(file?.text ?? '')).toEqual(JSON.parse(JSON.stringify(EXPECTED[id]?.content)));
  });

  it('writes a file of nothing, too', () => {
    expect(exportFile(id, analyse(NOTHING_HEARD))?.name).toMatch(/^empty-recording\./);
  });

  it('is explained to users, has a test of its own, and its own room', () => {
    expect(text('docs/summary.md')).toContain(label);
    expect(readdirSync(new URL('.', import.meta.url))).toEqual(expect.arrayContaining([`${id}.ts`, `${id}.test.ts`]));
  });
});

it('ids are unique, and an unknown one exports nothing', () => {
  expect(new Set(EXPORTERS.map(({ id }) => id)).size).toBe(EXPORTERS.length);
  expect(exportFile('csv', ofChromium())).toBeNull();
});

it('exports name the version that is shipped', () => {
  for (const file of ['package.json', 'manifest.json']) expect(JSON.parse(text(file))).toMatchObject({ version: PRODUCT.version });
});
