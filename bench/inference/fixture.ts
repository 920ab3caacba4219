/**
 * `npx tsx bench/inference/fixture.ts`: a few training loads of Firefox, as its
 * pools saw them, beside the true connections; the engine's own test holds it
 * to a floor on these.
 */
import { writeFileSync } from 'node:fs';
import { poolsOf } from './pools.ts';
import { recordings } from './record.ts';

/** Each asks in one way, so that each origin has one pool. */
const SEEDS = [4, 5, 22, 24, 27, 29, 35];
const FILE = 'src/core/analysis/lanes/loads.json';

const recorded = await recordings({ browser: 'firefox', opened: 'before', seeds: SEEDS }, 'node_modules/.cache/inference', (line) => console.error(line));
const pools = recorded.flatMap((one) => poolsOf(one)).flatMap(({ uses, firsts }) => {
  if (uses.length < 8) return [];
  const zero = uses[0]!.at;
  return [{ uses: uses.map((use) => ({ ...use, asked: use.asked - zero, at: use.at - zero, end: use.end - zero, answered: use.answered === null ? null : use.answered - zero, address: null })), firsts }];
});
writeFileSync(FILE, `[\n${pools.map((pool) => JSON.stringify(pool)).join(',\n')}\n]\n`);
process.exit(0);
