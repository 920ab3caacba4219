import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '..');
const map = readFileSync(resolve(import.meta.dirname, 'README.md'), 'utf8');

/** `src/core/base/`, `vite.config.ts`…: words in backquotes that are paths from the project's root. */
const pathsIn = (text: string): readonly string[] => [...text.matchAll(/`((?:src|extension|e2e|public|docs)\/[^`\s*]*)`/g)].map(([, path = '']) => path);
const missing = (text: string): readonly string[] => pathsIn(text).filter((path) => !existsSync(resolve(ROOT, path)));

it('every path on the map exists', () => {
  expect(pathsIn(map).length).toBeGreaterThan(40);
  expect(missing(map)).toEqual([]);
});

it('and every path that another page names', () => {
  const pages = ['README.md', 'CONTRIBUTING.md', ...readdirSync(resolve(ROOT, 'docs')).filter((name) => name.endsWith('.md')).map((name) => `docs/${name}`)];
  expect(pages.flatMap((page) => missing(readFileSync(resolve(ROOT, page), 'utf8')).map((path) => `${page}: ${path}`))).toEqual([]);
});

/** "see core/base/url.ts", in a comment. */
const seen = (text: string): readonly string[] => [...text.matchAll(/\bsee `?([\w/.-]+\.tsx?)\b/g)].map(([, path = '']) => path);

it('and every file that a comment points to', () => {
  const files = ['src', 'extension', 'e2e', 'bench'].flatMap((folder) => readdirSync(resolve(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((file) => `/${folder}/${file.replaceAll('\\', '/')}`)).filter((file) => /\.tsx?$/.test(file));
  const pointers = files.flatMap((file) => seen(readFileSync(resolve(ROOT, `.${file}`), 'utf8')).map((path) => ({ file, path })));
  expect(pointers.length).toBeGreaterThan(10);
  expect(pointers.filter(({ path }) => !files.some((file) => file.endsWith(`/${path}`)))).toEqual([]);
});

it('a path that does not exist is seen', () => {
  expect(missing('`src/core/attic/` and `src/core/base/`')).toEqual(['src/core/attic/']);
});

it('every room is on the map', () => {
  const rooms = ['src', 'src/core'].flatMap((folder) => readdirSync(resolve(ROOT, folder), { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => `${folder}/${name}/`));
  expect(rooms.filter((room) => !map.includes(`\`${room}`))).toEqual([]);
});
