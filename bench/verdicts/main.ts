/**
 * How often a verdict is what the browser's own log says:
 * `npm run bench:verdicts [-- --loads DIR] [--print]`. Loads are recorded once and kept in `--loads`.
 */
import path from 'node:path';
import { optionsOf } from '../../e2e/run/options.ts';
import { writeMade } from '../docs.ts';
import { SECURE, SERIAL } from '../inference/load.ts';
import { dayOf, netLogOf, recordings } from '../inference/record.ts';
import { judge, type JudgedLoad } from './judge.ts';
import { report, type Group } from './report.ts';

const { values } = optionsOf({ options: { loads: { type: 'string', default: 'node_modules/.cache/inference' }, print: { type: 'boolean', default: false } } });
const folder = path.resolve(values.loads);

const seeds = (from: number, count: number): readonly number[] => Array.from({ length: count }, (_, i) => from + i);
/** No rule was changed after a look at these. */
const HELD_OUT = [
  { name: 'HTTP/1', mix: SERIAL, seeds: seeds(4001, 30) },
  { name: 'All protocols, over TLS', mix: SECURE, seeds: seeds(6001, 30) },
] as const;

const groups: Group[] = [];
for (const { name, mix, seeds } of HELD_OUT) {
  const recorded = await recordings({ browser: 'chromium', opened: 'before', seeds, mix, withNetLog: true }, folder, (line) => console.error(line));
  const loads: JudgedLoad[] = [];
  for (const one of recorded) loads.push(await judge(one, netLogOf(folder, one.seed)));
  groups.push({ name, loads, version: recorded[0]!.version, days: recorded.map(dayOf) });
}
const text = report(groups);
console.log(text);
if (!values.print) writeMade('docs/verdicts.md', 'bench:verdicts', text);
process.exit(0);
