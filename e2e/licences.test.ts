import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { noticesOf } from '../vite.licences.ts';

const ROOT = path.join(import.meta.dirname, '..');
const { dependencies } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as { readonly dependencies: Readonly<Record<string, string>> };
const folder = mkdtempSync(path.join(tmpdir(), 'reuse-lens-licences-'));
const builtIn = (target: string, file: string): string => readFileSync(path.join(folder, target, file), 'utf8');
const namesIn = (target: string): readonly string[] => builtIn(target, 'THIRD-PARTY.txt').split(/^-{72}$/m).slice(1).map((part) => part.trim().split(' ')[0]!);

beforeAll(async () => {
  for (const [target, config] of [['chrome', 'vite.config.ts'], ['cli', 'vite.cli.ts']] as const) {
    await build({ root: ROOT, configFile: path.join(ROOT, config), mode: target, logLevel: 'silent', build: { outDir: path.join(folder, target) } });
  }
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true }));

describe('what is built', () => {
  it('names every package that it may need when it runs', () => {
    const names = new Set([...namesIn('chrome'), ...namesIn('cli')]);
    expect(Object.keys(dependencies).filter((name) => !names.has(name))).toEqual([]);
    // And those that they need.
    expect(names).toContain('scheduler');
    expect(namesIn('cli')).not.toContain('react');
  });

  it.each(['chrome', 'cli'])('has the licences, and says where the source is: %s', (target) => {
    expect(builtIn(target, 'LICENSE')).toBe(readFileSync(path.join(ROOT, 'LICENSE'), 'utf8'));
    const notices = builtIn(target, 'THIRD-PARTY.txt');
    expect(notices).toMatch(/^@zip\.js\/zip\.js \d\S* \(BSD-3-Clause\)\nSource: https:\/\/github\.com\/gildas-lormeau\/zip\.js\n\n[^]*Redistributions in binary form must reproduce/m);
    if (target === 'chrome') expect(notices).toMatch(/^webextension-polyfill \d\S* \(MPL-2\.0\)\nSource: https:\/\/github\.com\/mozilla\/webextension-polyfill\n/m);
  });
});

it('packages stand by name, each with all of its texts', () => {
  const one = { version: '1.0.0', licence: 'MIT', source: 'https://a.test', texts: ['Licence', 'Notice'] };
  expect(noticesOf([{ ...one, name: 'b' }, { ...one, name: 'a' }])).toMatch(/a 1\.0\.0 \(MIT\)\nSource: https:\/\/a\.test\n\nLicence\nNotice\n\n-+\n\nb 1/);
});
