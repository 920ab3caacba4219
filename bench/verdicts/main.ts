/**
 * How often a verdict is what the browser's own log says:
 * `npm run bench:verdicts [-- --loads DIR] [--print]`. Loads are recorded once and kept in `--loads`.
 */
import path from 'node:path';
import { optionsOf } from '../../e2e/run/options.ts';
import { writeMade } from '../docs.ts';
import { dayOf, netLogOf, recordings } from '../inference/record.ts';
import { judge, type JudgedLoad } from './judge.ts';
import { report } from './report.ts';

const { values } = optionsOf({ options: { loads: { type: 'string', default: 'node_modules/.cache/inference' }, print: { type: 'boolean', default: false } } });
const folder = path.resolve(values.loads);

/** No rule was changed after a look at these. */
const SEEDS = Array.from({ length: 30 }, (_, i) => 4001 + i);

const recorded = await recordings({ browser: 'chromium', opened: 'before', seeds: SEEDS, withNetLog: true }, folder, (line) => console.error(line));
const loads: JudgedLoad[] = [];
for (const one of recorded) loads.push(await judge(one, netLogOf(folder, one.seed)));
const text = report(loads, { version: recorded[0]!.version, recorded: [...new Set(recorded.map(dayOf))].sort().join(', ') });
console.log(text);
if (!values.print) writeMade('docs/verdicts.md', 'bench:verdicts', text);
process.exit(0);
