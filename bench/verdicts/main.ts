/**
 * How often a verdict is what the browser's own log says, or, of Firefox, what the servers saw:
 * `npm run bench:verdicts [-- --loads DIR] [--print]`. Loads are recorded once and kept in `--loads`;
 * those whose servers are far away by `npm run bench:inference -- --record --far`.
 */
import path from 'node:path';
import { optionsOf } from '../../e2e/run/options.ts';
import { writeMade } from '../docs.ts';
import { SECURE, SERIAL, SERIAL_PAGE } from '../inference/load.ts';
import { dayOf, FAR_MS, netLogOf, recordings } from '../inference/record.ts';
import { judgeByServers } from './by-servers.ts';
import { judge, type JudgedLoad } from './judge.ts';
import { report, type Group, type ServedGroup } from './report.ts';

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

/** As little. Servers next door are on loopback: a proxy that holds back answers hides when a connection began. */
const BY_SERVERS = [
  { name: 'HTTP/1', mix: SERIAL, seeds: seeds(5001, 30), where: '', far: false },
  { name: 'HTTP/1, 40 ms away', mix: SERIAL, seeds: seeds(5001, 30), where: 'far', far: true },
  { name: 'page over TLS', mix: SERIAL_PAGE, seeds: seeds(9001, 16), where: 'tls-page', far: false },
  { name: 'page over TLS, 40 ms away', mix: SERIAL_PAGE, seeds: seeds(9001, 16), where: 'far/tls-page', far: true },
] as const;

const served: ServedGroup[] = [];
for (const { name, mix, seeds, where, far } of BY_SERVERS) {
  const all = await recordings({ browser: 'firefox', opened: 'before', seeds, mix, far }, path.join(folder, where), (line) => console.error(line));
  const recorded = all.filter(({ distanceMs }) => distanceMs === 0);
  served.push({ name, judged: recorded.flatMap((one) => judgeByServers(one, mix, far ? FAR_MS : 0)), loads: recorded.length, version: recorded[0]!.version, days: recorded.map(dayOf) });
}
const text = report(groups, served);
console.log(text);
if (!values.print) writeMade('docs/verdicts.md', 'bench:verdicts', text);
process.exit(0);
