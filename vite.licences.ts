import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Plugin } from 'vite';

export interface Package {
  readonly name: string;
  readonly version: string;
  /** SPDX. */
  readonly licence: string;
  /** Where its source is: the MPL wants that said (section 3.2). */
  readonly source: string;
  readonly texts: readonly string[];
}

/** Puts our licence into what is built, and THIRD-PARTY.txt: the licence of every package that something in it is of. (Vite's own `build.license` does not say where the source is.) */
export function licences(): Plugin {
  return {
    name: 'licences',
    apply: 'build',
    generateBundle(_options, bundle) {
      const folders = new Set(Object.values(bundle).flatMap((output) => (output.type === 'chunk' ? output.moduleIds.flatMap((id) => folderOf(id) ?? []) : [])));
      this.emitFile({ type: 'asset', fileName: 'LICENSE', source: readFileSync(path.join(import.meta.dirname, 'LICENSE'), 'utf8') });
      this.emitFile({ type: 'asset', fileName: 'THIRD-PARTY.txt', source: noticesOf([...folders].map(readPackage)) });
    },
  };
}

const INSTALLED = `${path.sep}node_modules${path.sep}`;

/** The folder of the package that a module is of, a scope's too; `null` for what is ours, or the bundler's. */
function folderOf(module: string): string | null {
  const file = path.normalize(module.replace(/^\0/, '').replace(/\?.*$/, ''));
  const at = file.lastIndexOf(INSTALLED);
  if (at < 0) return null;
  const [first, second] = file.slice(at + INSTALLED.length).split(path.sep);
  return file.slice(0, at + INSTALLED.length) + (first!.startsWith('@') ? path.join(first!, second!) : first!);
}

/** @throws where its licence is not to be found: it must not be shipped without */
function readPackage(folder: string): Package {
  const { name, version, license, repository, homepage } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as { readonly name: string; readonly version: string; readonly license?: string; readonly repository?: string | { readonly url: string }; readonly homepage?: string };
  const texts = readdirSync(folder).filter((file) => /^(licen[cs]e|copying|notice)\b/i.test(file)).toSorted();
  const source = (typeof repository === 'string' ? repository : repository?.url) ?? homepage;
  if (license === undefined || source === undefined || texts.length === 0) throw new Error(`${name} ${version} does not say under which licence it is, or where its source is`);
  return { name, version, licence: license, source: urlOf(source), texts: texts.map((file) => readFileSync(path.join(folder, file), 'utf8').trim()) };
}

/** npm's short forms: "github:owner/name", "owner/name", "git+https://…". */
function urlOf(source: string): string {
  const [, short] = /^(?:github:)?([\w.-]+\/[\w.-]+)$/.exec(source) ?? [];
  return short === undefined ? source.replace(/^git\+/, '').replace(/^git:|^ssh:\/\/git@/, 'https:').replace(/\.git$/, '') : `https://github.com/${short}`;
}

export function noticesOf(packages: readonly Package[]): string {
  const rule = '-'.repeat(72);
  const parts = packages
    .toSorted((a, b) => (`${a.name} ${a.version}` < `${b.name} ${b.version}` ? -1 : 1))
    .map(({ name, version, licence, source, texts }) => [`${name} ${version} (${licence})`, `Source: ${source}`, '', ...texts].join('\n'));
  return `${['Reuse Lens contains parts of these packages, each under a licence of its own.', ...parts].join(`\n\n${rule}\n\n`)}\n`;
}
