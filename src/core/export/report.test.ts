import fc from 'fast-check';
import { marked, type Token, type Tokens } from 'marked';
import { describe, expect, it, vi } from 'vitest';
import { analyse, NOTHING_HEARD } from '../analysis/analyse.ts';
import { h1Limit } from '../insight/findings/h1-limit.ts';
import type { Analysis } from '../model/analysis.ts';
import { chromiumEntry, genericEntry, OPENED, REUSED } from '../test/har.ts';
import { analyseEntries } from '../test/read.ts';
import { ofChromium, ofFirefox } from '../test/recordings.ts';
import { code, codeBlock, markdownTable, prose } from '../base/markdown.ts';
import { sanitising } from './privacy.ts';
import { writeReport } from './report.ts';

const report = (analysis: Analysis): string => writeReport(analysis, sanitising());

/** Six connections to one host are busy, and one request waits for them. */
const queued = (host: string, path: string): Analysis =>
  analyseEntries(
    ...[1, 2, 3, 4, 5, 6].map((id) => chromiumEntry({ url: `https://${host}/${id}`, id: `${id}`, at: id, timings: { ...OPENED, wait: 500 } })),
    chromiumEntry({ url: `https://${host}/${path}`, id: '1', at: 10, timings: { ...REUSED, blocked: 520 } }),
  );

const ofKind = (markdown: string, kind: Token['type']): readonly Token[] => {
  const found: Token[] = [];
  marked.walkTokens(marked.lexer(markdown, { gfm: true }), (token) => void (token.type === kind && found.push(token)));
  return found;
};

describe('a report', () => {
  it('has totals, protocols, origins by cost, reasons and findings with fixes, and says how sure it is', () => {
    const text = report(queued('shop.test', 'late'));
    expect(text).toContain('The connections are named by the browser, or by the tool that wrote the file');
    expect(text).toContain('| **reused** a connection | 1 (14% of those whose connection is known) |');
    expect(text).toContain('Protocols: HTTP/1.1 7 (100%).');
    expect(text).toContain('| `https://shop.test` | http/1.1 | 7 | 6 | 14% |');
    expect(text).toMatch(/\| parallel \| \d \|/);
    expect(text).toMatch(/`h1-limit`, (high|medium|low), (certain|likely|guess); at most \d+ ms to save\.\n\n- /);
    expect(text).toContain('**Fix:** ');
  });

  it('says what is missing of the file, what nobody names, and that it is of several runs', () => {
    expect(writeReport(ofChromium(), sanitising(), 'the file is cut off at character 9')).toContain('**Not all of it: the file is cut off at character 9.**');
    const nameless = [genericEntry({ connection: '5' }), genericEntry({ at: 50, url: 'http://b.test/' })];
    expect(report(analyseEntries(...nameless))).toContain('1 request opened a connection that nobody names: it is counted beside.');
    expect(report(analyseEntries(...nameless))).toContain('2 connections (1 of them named by nobody);');
    const runs = ['page_1_0', 'page_2_0'].map((pageref) => genericEntry({ pageref, connection: '5' }));
    expect(report(analyseEntries(...runs))).toContain('The file is of 2 runs of the browser: all figures are sums over them.');
  });

  it('speaks of one request and of several', () => {
    expect(report(ofChromium())).toContain('Of 1 request nobody tells how it came by its connection: it counts neither');
    expect(report(ofFirefox())).toContain('Of 2 requests nobody tells how they came by their connection: they count neither');
  });

  it('tells short waits, which the panel leaves out, from the others', () => {
    const waits = [300, 5].map((blocked, i) => chromiumEntry({ at: i * 400, timings: { ...REUSED, blocked } }));
    expect(report(analyseEntries(...waits))).toContain('stalled 305 ms (300 ms of it in waits of 20 ms and more, which alone the panel counts)');
  });

  it.each([['Chromium', ofChromium(), 'Some connections are named'], ['Firefox', ofFirefox(), 'Connections are estimates'], ['nothing', analyse(NOTHING_HEARD), 'The recording has no requests.']])('of %s says what is estimated', (_name, analysis, said) => {
    expect(report(analysis)).toContain(said);
  });

  it('of very many origins stays small enough for an issue', () => {
    const many = Array.from({ length: 2000 }, (_, i) => chromiumEntry({ url: `https://h${i}.test/${'x'.repeat(2000)}`, id: `${i}`, timings: OPENED }));
    expect(report(analyseEntries(...many)).length).toBeLessThan(65_536);
    expect(report(analyseEntries(...many))).toContain('… and 1980 more origins.');
  });
});

describe('no URL breaks it', () => {
  it('neither a table, nor by HTML, a link or an image', () => {
    const hostile = 'a|b`c``<img src=x onerror=alert(1)>@octocat![x](http://evil.test)#1';
    const text = report(queued('shop.test', hostile));
    expect(text).toContain('octocat');
    for (const kind of ['link', 'image'] as const) expect(ofKind(text, kind)).toEqual([]);
    expect(ofKind(text, 'html').map(({ raw }) => raw.trim())).toEqual(['<sub>', '</sub>']);
    for (const table of ofKind(text, 'table') as Tokens.Table[]) for (const row of table.rows) expect(row.length).toBe(table.header.length);
  });

  it('nor takes long', () => {
    const long = [`${'.'.repeat(1e6)}a`, `${'\\'.repeat(1e6)}a`, `${'`'.repeat(1e6)}a`, '` '.repeat(1e6)];
    for (const text of long) expect(markdownTable(['a'], [[code(text)], [prose(text)]]).length).toBeGreaterThan(2e6);
  });

  it('whatever it is, in a cell, in a sentence or in a block', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: fc.constantFrom('`', '|', '\\', '<', 'b', '>', '@', ' ', '\n', '[', ']', '(', ')', '!', '#', '*', '_', '~', '&') })), (text) => {
        const [table] = ofKind(markdownTable(['a', 'b'], [[code(text), 'x']]), 'table') as Tokens.Table[];
        expect(table?.rows.map((row) => row.length)).toEqual([2]);
        expect(table?.rows[0]?.[1]?.text).toBe('x');
        for (const markdown of [`- ${prose(text)}`, `## ${code(text)}`, codeBlock(text, 'sh')]) for (const kind of ['html', 'link', 'image', 'strong', 'em'] as const) expect(ofKind(markdown, kind)).toEqual([]);
        expect(ofKind(codeBlock(text, 'sh'), 'code').length).toBe(1);
      }),
      { numRuns: 150, examples: [['\\|'], ['a\\\\|b'], ['`|']] },
    );
  });
});

it('says which rules failed, and does not call nothing what they may have found', () => {
  const find = vi.spyOn(h1Limit, 'find').mockImplementation(() => {
    throw new Error('No slot at https://shop.test/?token=s3cret.');
  });
  const text = report(queued('shop.test', 'late'));
  find.mockRestore();
  expect(text).toContain('The rule `h1-limit` failed: what it would have found is missing.');
  expect(text).not.toContain('s3cret');
  expect(text).not.toContain('### Findings\n\nNone.');
});
