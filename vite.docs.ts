import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Marked, type Token } from 'marked';
import type { Plugin } from 'vite';
import { docPage } from './src/ui/details/doc-page.ts';

/** The pages that the panel leads to, and those they lead to, from the project's root. */
export const SHIPPED_DOCS: readonly string[] = ['docs/figures.md', 'docs/panel.md', ...readdirSync(path.join(import.meta.dirname, 'docs/findings')).map((name) => `docs/findings/${name}`)];

/** Puts docs/ into the extension as plain pages: a panel without a network can still explain itself. */
export function docsPages(): Plugin {
  return {
    name: 'docs-pages',
    apply: 'build',
    generateBundle() {
      for (const file of SHIPPED_DOCS) this.emitFile({ type: 'asset', fileName: docPage(file).slice(1), source: renderDoc(file, readFileSync(path.join(import.meta.dirname, file), 'utf8')) });
    },
  };
}

/** @throws on what such a page may not have: HTML of its own, an image, a link to a page that is not shipped. */
export function renderDoc(file: string, markdown: string): string {
  const title = /^# (.+)$/m.exec(markdown)?.[1] ?? file;
  const body = new Marked({ walkTokens: (token) => settle(token, file) }).parse(markdown, { async: false });
  return PAGE.replace('TITLE', () => escaped(title)).replace('FIGURES', () => linkTo('docs/figures.md', file)).replace('KEYS', () => linkTo('docs/panel.md', file)).replace('FINDINGS', () => linkTo('docs/findings/README.md', file)).replace('BODY', () => body);
}

/** Links to other pages lead to where these are; all else that is not text is refused. */
function settle(token: Token, file: string): void {
  if (token.type === 'html' || token.type === 'image') throw new Error(`${file}: ${token.raw.trim()} has no place in a page of the extension`);
  if (token.type !== 'link' || token.href.startsWith('https:')) return;
  const target = path.posix.join(path.posix.dirname(file), token.href);
  if (!SHIPPED_DOCS.includes(target)) throw new Error(`${file} leads to ${token.href}, which is not shipped`);
  token.href = linkTo(target, file);
}

const linkTo = (target: string, from: string): string => path.posix.relative(path.posix.dirname(docPage(from)), docPage(target));

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>TITLE – Reuse Lens</title>
<style>
:root { color-scheme: light dark; --line: color-mix(in srgb, CanvasText 20%, Canvas); --tint: color-mix(in srgb, CanvasText 6%, Canvas); }
body { max-width: 46rem; margin: 2rem auto; padding: 0 1rem; font: 15px/1.55 system-ui, sans-serif; }
h1 { font-size: 1.5rem; line-height: 1.25; }
h2 { margin-top: 2rem; font-size: 1.1rem; }
code { padding: 0.1em 0.25em; background: var(--tint); font: 0.9em/1.5 ui-monospace, monospace; overflow-wrap: anywhere; }
pre { padding: 0.75rem; overflow-x: auto; background: var(--tint); }
pre code { padding: 0; background: none; }
table { border-collapse: collapse; }
th, td { padding: 0.35rem 0.75rem 0.35rem 0; border-bottom: 1px solid var(--line); text-align: start; vertical-align: top; }
</style>
</head>
<body>
<nav><a href="FINDINGS">Findings</a> · <a href="FIGURES">Figures</a> · <a href="KEYS">Filter and keys</a></nav>
<main>
BODY</main>
</body>
</html>
`;
