import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

/** Ranks of the rooms: an import goes to a lower rank, or stays in its room. See README.md beside this file. */
const RANK: Readonly<Record<string, number>> = {
  'src/core/base': 0,
  'src/core/model': 1,
  'src/core/capture': 2,
  'src/core/analysis': 2,
  'src/core/insight': 3,
  'src/core/export': 4,
  'src/core/compare': 4,
  'src/protocol': 4,
  'src/timeline': 4,
  'src/files': 4,
  'src/app': 5,
  'src/ui': 6,
  'src/cli': 7,
  extension: 7,
  'e2e/playground': 7,
};
/** Downward, and yet not wanted: exports write what the model says; a command line needs no app. */
const CLOSED: readonly (readonly [from: string, to: string])[] = [['src/core/export', 'src/core/analysis'], ['src/core/export', 'src/core/capture'], ['src/cli', 'src/app'], ['src/cli', 'src/ui']];
/** The only files that may name the browser's API. */
const GATES = ['extension/webext.ts', 'extension/webext-content.ts'];

const ROOT = resolve(import.meta.dirname, '..');
const SPECIFIER = /(?:^|[\s;}])(?:import|export)\s[^'"`;]*?from\s*['"]([^'"]+)['"]|(?:^|[\s;(])import\s*\(?\s*['"]([^'"]+)['"]/g;

const roomOf = (file: string): string | undefined => Object.keys(RANK).find((room) => file.startsWith(`${room}/`));
const importsOf = (text: string): readonly string[] => [...text.matchAll(SPECIFIER)].map((found) => found[1] ?? found[2] ?? '');

/** What is wrong with one file's imports. */
function badArrows(file: string, text: string): readonly string[] {
  const from = roomOf(file);
  if (from === undefined) return [`${file} is in no room`];
  return importsOf(text).filter((specifier) => specifier.startsWith('.')).flatMap((specifier) => {
    const target = relative(ROOT, resolve(ROOT, dirname(file), specifier));
    const to = roomOf(target);
    if (to === from || /\.(css|json)$/.test(target)) return [];
    if (to === undefined) return [`${file} imports ${target}, which is in no room`];
    const isDown = RANK[to]! < RANK[from]!;
    const isClosed = CLOSED.some(([a, b]) => a === from && b === to);
    return isDown && !isClosed ? [] : [`${file} may not import ${target}`];
  });
}

/** Where a file names the browser's API and is not the gate. Inside extension/, `browser` must have come through the gate. */
function namesBrowser(file: string, text: string): boolean {
  if (GATES.includes(file)) return false;
  const code = text.replaceAll(/\/\*[\s\S]*?\*\/|(?<!:)\/\/.*$/gm, '');
  const throughGate = file.startsWith('extension/') && /import\s*\{[^}]*\bbrowser\b[^}]*\}\s*from\s*'\.\/webext\.ts'/.test(code);
  return importsOf(code).includes('webextension-polyfill') || /(?<![\w.'])chrome\.\w/.test(code) || (!throughGate && /(?<![\w.'])browser\.\w/.test(code));
}

const isTest = (file: string): boolean => /\.test\.tsx?$|(^|\/)test\//.test(file);
const files = ['src', 'extension', 'e2e/playground']
  .flatMap((folder) => readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((file) => `${folder}/${file.replaceAll('\\', '/')}`))
  .filter((file) => /\.tsx?$/.test(file) && !isTest(file) && !file.endsWith('.d.ts') && file !== 'e2e/playground/vite.config.ts');
const textOf = (file: string): string => readFileSync(join(ROOT, file), 'utf8');

describe('the arrows point down', () => {
  it('in every file', () => {
    expect(files.length).toBeGreaterThan(100);
    expect(files.flatMap((file) => badArrows(file, textOf(file)))).toEqual([]);
  });

  it.each([
    ['upward', 'src/core/model/a.ts', `import { b } from '../capture/b.ts';`],
    ['upward, types too', 'src/core/analysis/a.ts', `import type { B } from '../../app/b.ts';`],
    ['upward, re-exported', 'src/timeline/a.ts', `export { b } from '../ui/b.ts';`],
    ['upward, in several lines', 'src/app/a.ts', `import {\n  b,\n  c,\n} from '../ui/b.tsx';`],
    ['upward, at run time', 'src/app/a.ts', `const b = await import('../ui/b.tsx');`],
    ['upward, for its effect', 'src/app/a.ts', `import '../ui/b.tsx';`],
    ['upward, out of the insight', 'src/core/insight/why/a.ts', `import { b } from '../../export/b.ts';`],
    ['upward, into the insight', 'src/core/analysis/a.ts', `import { b } from '../insight/findings/b.ts';`],
    ['sideways', 'src/core/capture/a.ts', `import { b } from '../analysis/b.ts';`],
    ['sideways', 'src/timeline/a.ts', `import { b } from '../core/export/b.ts';`],
    ['sideways', 'extension/a.ts', `import { b } from '../e2e/playground/b.ts';`],
    ['closed', 'src/core/export/a.ts', `import { b } from '../analysis/b.ts';`],
    ['out of the house', 'src/app/a.ts', `import { b } from '../../e2e/b.ts';`],
  ])('and an arrow %s is seen', (_name, file, text) => {
    expect(badArrows(file, text).length).toBe(1);
  });

  it('and a good one is let through', () => {
    expect(badArrows('src/ui/a.tsx', `import { b } from '../core/model/b.ts';\nimport c from 'react';\nimport d from './a.module.css';`)).toEqual([]);
  });
});

describe('only the gate names the browser', () => {
  it('of all files', () => {
    expect(files.filter((file) => namesBrowser(file, textOf(file)))).toEqual([]);
  });

  it.each([
    ['src/app/a.ts', 'chrome.runtime.id'],
    ['src/app/a.ts', 'browser.tabs.query({})'],
    ['extension/a.ts', 'browser.tabs.query({})'],
    ['extension/a.ts', `import { browser } from './webext.ts';\nchrome.tabs.query({})`],
    ['extension/a.ts', `import browser from 'webextension-polyfill';`],
  ])('and %s with %j is seen', (file, text) => {
    expect(namesBrowser(file, text)).toBe(true);
  });

  it('and what came through the gate, or is only spoken of, is let through', () => {
    expect(namesBrowser('extension/a.ts', `import { browser, type Port } from './webext.ts';\nbrowser.tabs.query({})`)).toBe(false);
    expect(namesBrowser('src/app/a.ts', `/** What browser.tabs and chrome.tabs say. */`)).toBe(false);
  });
});
