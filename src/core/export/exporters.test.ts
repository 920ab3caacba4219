import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { analyse, NOTHING_HEARD } from '../analysis/analyse.ts';
import { chromiumEntry, harFile, ZERO } from '../test/har.ts';
import { analyseEntries, analyseFile } from '../test/read.ts';
import { ofChromium, withSecrets } from '../test/recordings.ts';
import { EXPORTERS, exportFile } from './exporters.ts';
import { insightOf } from '../insight/insight.ts';
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
    if (JSON_OF[id]) expect(JSON.parse(file?.content ?? '')).toEqual(JSON.parse(JSON.stringify(JSON_OF[id]())));
  });

  it('keeps secrets out, unless it is told to keep them', () => {
    const secret = /s3cret/;
    expect(exportFile(id, withSecrets())?.content).not.toMatch(secret);
    const holds = ['har', 'summary', 'requests', 'report', 'capture'].includes(id);
    expect(secret.test(exportFile(id, withSecrets(), KEEPING)?.content ?? '')).toBe(holds);
  });

  it('names no page by its title, which may be anybody’s', () => {
    const title = 'Inbox of s3cret';
    const titled = analyseFile(harFile([chromiumEntry({ pageref: title })], [{ id: title, title, startedDateTime: new Date(ZERO).toISOString(), pageTimings: {} }]));
    const file = exportFile(id, titled);
    expect(file?.name).toBe(`shop.test-20261121T000000.${extension}`);
    expect(file?.content).not.toContain('s3cret');
    expect(exportFile(id, titled, KEEPING)?.content.includes(title)).toBe(['har', 'summary', 'requests', 'capture'].includes(id));
  });

  it('keeps secrets out of the words of tools and servers', () => {
    const words = 'failed at https://ann:s3cret@a.test/?token=s3cret#s3cret';
    const entry = chromiumEntry({ id: null, status: 0, httpVersion: '', response: { _error: words, statusText: words, content: { size: 1, mimeType: words } }, entry: { _error: words } });
    // A request that is made again is told to have failed, and how.
    const again = analyseEntries(chromiumEntry(), { ...entry, startedDateTime: new Date(ZERO + 100).toISOString() }, chromiumEntry({ at: 200, id: '99' }));
    expect(exportFile(id, again)?.content).not.toContain('s3cret');
    expect(JSON.stringify([...insightOf(again).why.values()])).toContain('s3cret');
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
