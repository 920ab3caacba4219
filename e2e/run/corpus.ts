/** `npm run corpus -- DIR`: imports every file below a folder, prints a line for each, and fails where one of our own rules does not hold. */
import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';

import { COLUMNS, corpusLine } from './corpus-line.ts';
import { optionsOf, refuse } from './options.ts';

const { values, positionals } = optionsOf({ allowPositionals: true, options: { 'no-ms': { type: 'boolean', default: false } } });
const [folder] = positionals;
if (folder === undefined) refuse('Which folder? npm run corpus -- DIR [--no-ms]');

/** Two runs without times are the same, byte by byte. */
const cut = <T>(cells: readonly T[]): readonly T[] => (values['no-ms'] ? cells.slice(0, -1) : cells);
const print = (cells: readonly string[]): void => console.log(cut(cells).map((cell) => cell.replaceAll(/\s+/g, ' ')).join('\t'));

const files = readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => path.join(entry.parentPath, entry.name))
  .sort((a, b) => (a < b ? -1 : 1));

print(COLUMNS);
let read = 0;
let faulty = 0;
for (const file of files) {
  const bytes = new Blob([await readFile(file)]);
  const begun = performance.now();
  const { cells, faults, isRead } = await corpusLine(bytes);
  const name = path.relative(folder, file);
  print([name, ...cells, String(Math.round(performance.now() - begun))]);
  for (const fault of faults.slice(0, 5)) console.error(`FAULT ${name}: ${fault}`);
  if (faults.length > 5) console.error(`FAULT ${name}: and ${faults.length - 5} more`);
  read += isRead ? 1 : 0;
  faulty += faults.length > 0 ? 1 : 0;
}
console.log(`${files.length} files: ${read} read, ${files.length - read} refused, ${faulty} with faults of ours`);
process.exitCode = faulty > 0 ? 1 : 0;
