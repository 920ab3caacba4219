import { readFileSync, writeFileSync } from 'node:fs';

/**
 * Puts what a command made where the last of it stood.
 * @param command the script's name: its place begins with `<!-- npm run NAME -->` and ends with `<!-- end -->`
 */
export function writeMade(file: string, command: string, text: string): void {
  const page = readFileSync(file, 'utf8');
  const [begin, end] = [`<!-- npm run ${command} -->`, '<!-- end -->'];
  const [from, to] = [page.indexOf(begin), page.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`${file} has no place for it: ${begin} … ${end}`);
  writeFileSync(file, `${page.slice(0, from)}${begin}\n${text}\n${page.slice(to)}`);
}
