import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { DEFINITIONS } from './definitions.ts';

const docs = readFileSync(resolve(import.meta.dirname, '../../../../docs/figures.md'), 'utf8');

it('docs/figures.md has each definition, letter for letter, and no other', () => {
  for (const { title, text } of Object.values(DEFINITIONS)) expect(docs).toContain(`\n## ${title}\n\n${text}\n`);
  expect([...docs.matchAll(/^## (.+)$/gm)].map(([, title]) => title)).toEqual(Object.values(DEFINITIONS).map(({ title }) => title));
});
