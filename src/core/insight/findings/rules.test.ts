import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SEND_SERVER_TIMING } from '../protocols/send-server-timing.ts';
import { report } from './rule.ts';
import { RULES } from './rules.ts';

const DOCS = resolve(import.meta.dirname, '../../../../docs/findings');
const pageOf = (id: string): string => readFileSync(resolve(DOCS, `${id}.md`), 'utf8');
const index = pageOf('README');
const ids = RULES.map(({ id }) => id);

describe('the list of rules', () => {
  it('has every file that defines one, under the name of its id', () => {
    const files = readdirSync(import.meta.dirname).filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && /: Rule = \{/.test(readFileSync(resolve(import.meta.dirname, file), 'utf8')));
    expect(files.map((file) => file.slice(0, -'.ts'.length)).sort()).toEqual([...ids].sort());
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('has a test for each', () => {
    const tests = new Set(readdirSync(import.meta.dirname));
    expect(ids.filter((id) => !tests.has(`${id}.test.ts`))).toEqual([]);
  });

  it('gives every threshold a unit, a reason and a source', () => {
    for (const { threshold } of RULES) {
      expect(threshold.value).toBeGreaterThan(0);
      expect([threshold.unit, threshold.reason, threshold.source].map((text) => text.length > 3)).toEqual([true, true, true]);
    }
  });
});

describe('the pages of docs/findings', () => {
  it('are one for each rule, and the index', () => {
    expect(readdirSync(DOCS).sort()).toEqual([...ids.map((id) => `${id}.md`), 'README.md'].sort());
  });

  it.each(RULES)('$id says what the rule says', ({ id, title, severity, threshold: { value, unit, reason, source } }) => {
    const page = pageOf(id);
    expect(page.split('\n')[0]).toBe(`# ${title}`);
    for (const row of [`| \`${id}\` | |`, `| severity | ${severity} |`, `| threshold | ${value} ${unit} |`, `| why there | ${reason} |`, `| source | ${source} |`]) expect(page).toContain(`\n${row}\n`);
    expect(index).toContain(`\n| [${title}](${id}.md) | ${severity} | ${value} ${unit} |\n`);
  });

  it.each(ids)('%s says what it means, how it is found, what it cannot see, how to mend it, and where to read more', (id) => {
    expect([...pageOf(id).matchAll(/^## (.+)$/gm)].map(([, heading]) => heading)).toEqual(['What it means', 'How it is found', 'What it cannot see', 'How to fix it', 'Read more']);
  });

  it('are where findings point to', () => {
    const [rule] = RULES;
    const { docs } = report(rule!, { origin: null, confidence: 'certain', requests: [], evidence: [], fix: { text: '', snippet: null, language: null } });
    expect(docs).toBe(`docs/findings/${rule!.id}.md`);
  });

  it('name the section that they lead to', () => {
    const links = [...ids, 'README'].flatMap((id) => [...pageOf(id).matchAll(/\[([^\]]+)\]\(https:\/\/www\.rfc-editor\.org\/rfc\/rfc(\d+)(?:#section-([\d.]+))?\)/g)].map(([link, text, rfc, section]) => ({ link, text: text!, rfc: rfc!, section })));
    expect(links.length).toBeGreaterThan(20);
    const wrong = links.filter(({ text, rfc, section }) => !(section === undefined ? text === `RFC ${rfc}` : [`RFC ${rfc} section ${section}`, section].includes(text)));
    expect(wrong).toEqual([]);
  });

  it('lead to each other without a dead end', () => {
    const dead = [...ids, 'README'].flatMap((id) => [...pageOf(id).matchAll(/\]\(([\w-]+)\.md\)/g)].map(([, to]) => to!).filter((to) => !ids.includes(to)));
    expect(dead).toEqual([]);
  });

  it('have the lines that make a proxy tell, letter for letter', () => {
    for (const { lines } of SEND_SERVER_TIMING) expect(pageOf('upstream-opened-anew')).toContain(lines);
  });
});
