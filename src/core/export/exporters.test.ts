import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { analyse, NOTHING_HEARD } from '../analysis/analyse.ts';
import { ofChromium, withSecrets } from '../test/recordings.ts';
import { EXPORTERS, exportFile } from './exporters.ts';
import { writeCapture } from './capture.ts';
import { writeHar } from './har.ts';
import { KEEPING, sanitising } from './privacy.ts';
import { PRODUCT } from './product.ts';
import { writeSummary } from './summary.ts';

const text = (path: string): string => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');

/** The JSON that an exporter must write, where it writes JSON; the others' own tests read what they wrote. */
const JSON_OF: Readonly<Record<string, () => unknown>> = { har: () => writeHar(ofChromium()), summary: () => writeSummary(ofChromium()), capture: () => writeCapture(ofChromium(), sanitising()) };

describe.each(EXPORTERS)('$label', ({ id, label, mime, extension }) => {
  it('writes the file that it promises', () => {
    const file = exportFile(id, ofChromium());
    expect(file).toMatchObject({ name: `shop.test-20261121T000000.${extension}`, mime });
    expect(JSON_OF[id] !== undefined).toBe(mime === 'application/json');
    if (JSON_OF[id]) expect(JSON.parse(file?.text ?? '')).toEqual(JSON.parse(JSON.stringify(JSON_OF[id]())));
  });

  it('keeps secrets out, unless it is told to keep them', () => {
    const secret = /s3cret/;
    expect(exportFile(id, withSecrets())?.text).not.toMatch(secret);
    const holds = ['har', 'summary', 'requests', 'report', 'capture'].includes(id);
    expect(secret.test(exportFile(id, withSecrets(), KEEPING)?.text ?? '')).toBe(holds);
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
  expect(exportFile('attic', ofChromium())).toBeNull();
});

it('exports name the version that is shipped', () => {
  for (const file of ['package.json', 'manifest.json']) expect(JSON.parse(text(file))).toMatchObject({ version: PRODUCT.version });
});
