import { draftOf } from '../../src/core/analysis/draft.ts';
import { laneGroupOf } from '../../src/core/analysis/lane-groups.ts';
import type { Use } from '../../src/core/analysis/lanes/use.ts';
import { pagesFromTiming, withSites } from '../../src/core/analysis/pages.ts';
import { reconcile } from '../../src/core/analysis/reconcile.ts';
import { usesOf } from '../../src/core/analysis/serial-lanes.ts';
import { groupBy } from '../../src/core/base/group.ts';
import { isSerial } from '../../src/core/model/protocol.ts';
import { heardIn, withoutIds } from './hidden.ts';
import { loadOf, SERIAL, type Mix } from './load.ts';
import type { Recorded } from './record.ts';

/** What a browser did with the HTTP/1 connections of one pool, as we are told, and which these were. */
export interface Pool {
  readonly uses: readonly Use[];
  /** For each use the place of the first one on its true connection. */
  readonly firsts: readonly number[];
}

/** The pools of a recorded load. */
export function poolsOf({ capture, truth, seed }: Recorded, mix: Mix = SERIAL): readonly Pool[] {
  const heard = withoutIds(heardIn(capture));
  const connections = new Map(truth.requests.map(({ url, connection }) => [url, connection]));
  const isAnonymous = withoutCredentials(seed, mix);
  const drafts = reconcile(heard).map((joined) => draftOf(joined, withSites(pagesFromTiming(heard.timing)))).filter(({ facts, sign }) => isSerial(facts.protocol) && sign !== 'silent' && connections.has(facts.url));
  const groups = groupBy(drafts, (draft) => {
    const group = laneGroupOf(draft, false);
    return group === null ? null : `${group} ${isAnonymous(draft.facts.url)}`;
  });
  return [...groups].flatMap(([group, members]) => {
    if (group === null) return [];
    const { ordered, uses } = usesOf(members);
    const names = ordered.map(({ facts }) => connections.get(facts.url)!);
    return [{ uses, firsts: names.map((name) => names.indexOf(name)) }];
  });
}

/** Whether the page asked for it without credentials; what it did not ask for has them. */
export function withoutCredentials(seed: number, mix: Mix): (url: string) => boolean {
  const { asked } = loadOf(seed, mix);
  return (url) => {
    const one = asked.find(({ path }) => url.endsWith(path) || url.includes(`${path}&`));
    return one?.how === 'omit' || (one?.how === 'same-origin' && one.origin !== mix.page);
  };
}
