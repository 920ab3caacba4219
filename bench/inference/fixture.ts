/**
 * `npx tsx bench/inference/fixture.ts`: a few training loads of Firefox, as its
 * pools saw them, beside the true connections; the engine's own test holds it
 * to a floor on these.
 */
import { writeFileSync } from 'node:fs';
import { groupBy } from '../../src/core/base/group.ts';
import { draftOf } from '../../src/core/analysis/draft.ts';
import { laneGroupOf } from '../../src/core/analysis/lane-groups.ts';
import { pagesFromTiming, withSites } from '../../src/core/analysis/pages.ts';
import { reconcile } from '../../src/core/analysis/reconcile.ts';
import { usesOf } from '../../src/core/analysis/serial-lanes.ts';
import { isSerial } from '../../src/core/model/protocol.ts';
import { heardIn } from './hidden.ts';
import { recordings } from './record.ts';

/** Each asks in one way, so that each origin has one pool. */
const SEEDS = [4, 5, 22, 24, 27, 29];
const FILE = 'src/core/analysis/lanes/loads.json';

const pools = (await recordings('firefox', SEEDS, 'node_modules/.cache/inference', (line) => console.error(line))).flatMap(({ capture, truth }) => {
  const heard = heardIn(capture);
  const connections = new Map(truth.requests.map(({ url, connection }) => [url, connection]));
  const drafts = reconcile(heard).map((joined) => draftOf(joined, withSites(pagesFromTiming(heard.timing)))).filter(({ facts }) => isSerial(facts.protocol) && connections.has(facts.url));
  return [...groupBy(drafts, (draft) => laneGroupOf(draft, false))].flatMap(([group, members]) => {
    if (group === null || members.length < 8) return [];
    const { ordered, uses } = usesOf(members);
    const zero = uses[0]!.at;
    const names = ordered.map(({ facts }) => connections.get(facts.url)!);
    return [{ uses: uses.map((use) => ({ ...use, asked: use.asked - zero, at: use.at - zero, end: use.end - zero, address: null })), firsts: names.map((name) => names.indexOf(name)) }];
  });
});
writeFileSync(FILE, `[\n${pools.map((pool) => JSON.stringify(pool)).join(',\n')}\n]\n`);
process.exit(0);
