import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { RULES } from '../src/core/insight/findings/rules.ts';
import { report } from '../src/core/insight/findings/rule.ts';
import { docPage } from '../src/ui/details/doc-page.ts';
import { renderDoc, SHIPPED_DOCS } from '../vite.docs.ts';

const pages = new Map(SHIPPED_DOCS.map((file) => [docPage(file), renderDoc(file, readFileSync(path.join(import.meta.dirname, '..', file), 'utf8'))]));

describe('the pages in the extension', () => {
  it('are there for every rule, where its findings lead', () => {
    const fix = { text: '', snippet: null, language: null };
    const led = RULES.map((rule) => docPage(report(rule, { origin: null, confidence: 'certain', requests: [], evidence: [], fix }).docs));
    expect(led.filter((page) => !pages.has(page))).toEqual([]);
    for (const { id, title } of RULES) expect(pages.get(`/docs/findings/${id}.html`)).toContain(`<h1>${title}</h1>`);
  });

  it.each([...pages])('%s runs nothing, loads nothing, and leads nowhere that is not there', (page, html) => {
    expect(html).not.toMatch(/<(script|img|link|iframe|object)\b|<[^>]*\s(src|on\w+)=|@import/);
    const links = [...html.matchAll(/<a href="([^"]*)"/g)].map(([, to]) => to!);
    expect(links.length).toBeGreaterThan(1);
    expect(links.filter((to) => !to.startsWith('https://') && !pages.has(path.posix.join(path.posix.dirname(page), to)))).toEqual([]);
  });

  it.each([
    ['a page that is not shipped', '[a](nowhere.md)'],
    ['an unsafe address', '[a](http://a.test/)'],
    ['HTML', 'a <script src="https://a.test/a.js"></script>'],
    ['an image', '![a](https://a.test/a.png)'],
  ])('refuse %s', (_what, markdown) => {
    expect(() => renderDoc('docs/figures.md', markdown)).toThrow('docs/figures.md');
  });

  it('keep the letters of their title', () => {
    expect(renderDoc('docs/figures.md', '# a < b & $&')).toContain('<title>a &lt; b &amp; $&amp; – Reuse Lens</title>');
  });
});
