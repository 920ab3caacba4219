import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '..');
const FOLDERS = ['src', 'extension', 'e2e', 'bench'];

const EXPORTED = /^export (?:declare )?(?:async )?(?:const|function\*?|class) (\w+)/gm;
const IMPORTED = /(?:import|export)\s+(?:type\s+)?\{([^}]*)\}\s*from\s*'([^']+)'/g;
/** All of a file: `import * as`, `import('…')`. */
const TAKEN_WHOLE = /\* as \w+ from '([^']+)'|import\('([^']+)'\)/g;

/** Tests, and what is there for them. */
const OF_TESTS = /^e2e\/|\.test\.tsx?$|\/test\//;

/** "src/a.ts: name", of what one file exports and no other takes; nor is it used that a test takes what its own file does without. */
function unused(files: ReadonlyMap<string, string>): readonly string[] {
  const [byAll, byProduct] = [takenBy([...files]), takenBy([...files].filter(([file]) => !OF_TESTS.test(file)))];
  return [...files].flatMap(([file, text]) =>
    [...text.matchAll(EXPORTED)].flatMap(([, name]) => {
      const isOwn = OF_TESTS.test(file) || text.split(new RegExp(`\\b${name}\\b`)).length > 2;
      const taken = isOwn ? byAll : byProduct;
      return taken.has(`${file}: ${name}`) || taken.has(`${file}: *`) ? [] : [`${file}: ${name}`];
    }),
  );
}

function takenBy(files: readonly (readonly [file: string, text: string])[]): ReadonlySet<string> {
  const taken = new Set<string>();
  for (const [file, text] of files) {
    const target = (specifier: string): string => join(file, '..', specifier).replaceAll('\\', '/');
    for (const [, names = '', specifier = ''] of text.matchAll(IMPORTED)) {
      for (const name of names.split(',')) taken.add(`${target(specifier)}: ${name.trim().replace(/^type /, '').split(' as ')[0]}`);
    }
    for (const [, whole, late] of text.matchAll(TAKEN_WHOLE)) taken.add(`${target((whole ?? late)!)}: *`);
  }
  return taken;
}

/** Types may be exported for a signature's sake. */
it('a value that a file exports is imported by another', () => {
  const names = [...FOLDERS.flatMap((folder) => readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((file) => `${folder}/${file.replaceAll('\\', '/')}`)), ...readdirSync(ROOT)];
  const files = new Map(names.filter((file) => /(?<!\.d)\.tsx?$/.test(file)).map((file) => [file, readFileSync(join(ROOT, file), 'utf8')]));
  expect(files.size).toBeGreaterThan(500);
  expect(unused(files)).toEqual([]);
});

it('and what is not is seen', () => {
  expect(unused(new Map([['src/a.ts', `export const a = 1;\nexport const b = 2;`], ['src/b/c.ts', `import { type D, a as one } from '../a.ts';\nexport const c = one;`], ['src/d.ts', `const c = await import('./b/c.ts');`]]))).toEqual(['src/a.ts: b']);
  const ofTest = ['src/a.test.ts', `import { a, b } from './a.ts';`] as const;
  expect(unused(new Map([['src/a.ts', `export const a = 1;\nexport const b = 2;\nconst c = a;`], ofTest]))).toEqual(['src/a.ts: b']);
});
