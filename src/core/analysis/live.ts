import { groupBy } from '../base/group.ts';
import type { Analysis, OriginSummary } from '../model/analysis.ts';
import type { Connection } from '../model/connection.ts';
import { byStart, summed } from './analyse.ts';
import { connectionOf, finishWithout, numbered } from './connections.ts';
import { draftOf, type Draft } from './draft.ts';
import type { Lane } from './lane.ts';
import { doubtLastTries } from './last-tries.ts';
import { hasId, isInferred, laneGroupOf, lanesOfGroup, originOf } from './lane-groups.ts';
import { pagesFromTiming, visitsIn, withVisits, type SitedPages, type Visit } from './pages.ts';
import { reconcile, type Heard } from './reconcile.ts';
import { exchange, sortedGroups } from './sorted.ts';
import { connectionsByOrigin, originSummary } from './totals.ts';

/**
 * `analyse` for a recording that grows. It works on what changed; connections
 * and origins of which nothing changed stay the same objects.
 */
export interface LiveAnalysis {
  /**
   * Equal to `analyse` of everything.
   * @param urls of which something was heard, or forgotten, since the last time
   * @param heardOf everything that is known of these URLs now
   */
  update(urls: ReadonlySet<string>, heardOf: (urls: Iterable<string>) => Heard): Analysis;
}

export function createLiveAnalysis(): LiveAnalysis {
  const draftsByUrl = new Map<string, readonly Draft[]>();
  const visits = new Map<string, readonly Visit[]>();
  const all: Draft[] = [];
  const byOrigin = sortedGroups(({ facts }) => facts.origin);
  let groups = sortedGroups((draft) => laneGroupOf(draft, false));
  const lanes = new Map<string, readonly Lane[]>();
  const built = new Map<Lane, Connection>();
  const summaries = new Map<string, OriginSummary>();
  let pages: SitedPages = withVisits([]);
  /** By origin, how many drafts have an id of the browser's. */
  const named = new Map<string, number>();

  /** Returns whether there are ids of origins that had none, or of one no longer. */
  const count = (drafts: Iterable<Draft>, by: 1 | -1): boolean => {
    const before = named.size;
    for (const draft of drafts) {
      if (!hasId(draft)) continue;
      const sum = (named.get(originOf(draft)) ?? 0) + by;
      if (sum === 0) named.delete(originOf(draft));
      else named.set(originOf(draft), sum);
    }
    return named.size !== before;
  };

  /** What was drafted of these URLs goes, and what is heard of them now comes. */
  const redraft = (urls: Iterable<string>, heard: Heard): { readonly gone: ReadonlySet<Draft>; readonly come: readonly Draft[] } => {
    const come = reconcile(heard)
      .map((joined) => draftOf(joined, pages))
      .sort(byStart);
    const gone = new Set<Draft>();
    for (const url of urls) {
      for (const draft of draftsByUrl.get(url) ?? []) gone.add(draft);
      draftsByUrl.delete(url);
    }
    for (const [url, drafts] of groupBy(come, ({ facts }) => facts.url)) draftsByUrl.set(url, drafts);
    return { gone, come };
  };

  /** Whether requests now belong to other pages than before. */
  const turnPages = (urls: Iterable<string>, heard: Heard): boolean => {
    const fresh = groupBy(visitsIn(heard), ({ entry }) => entry.url);
    for (const url of urls) {
      const found = fresh.get(url);
      if (found) visits.set(url, found);
      else visits.delete(url);
    }
    const before = pages;
    pages = withVisits([...visits.values()].flat());
    return JSON.stringify(pages.inOrder) !== JSON.stringify(before.inOrder);
  };

  /** New lanes for these groups; each lane that is another, or has another number now, becomes a new connection. */
  const reconnect = (touched: Iterable<string>): { readonly connections: readonly Connection[]; readonly fresh: readonly Connection[]; readonly laned: ReadonlySet<Draft> } => {
    for (const group of touched) {
      for (const lane of lanes.get(group) ?? []) built.delete(lane);
      const members = groups.get(group);
      if (members.length > 0) lanes.set(group, lanesOfGroup(group, [...members], named));
      else lanes.delete(group);
    }
    const connections: Connection[] = [];
    const fresh: Connection[] = [];
    const laned = new Set<Draft>();
    const ids = numbered([...lanes.values()].flat());
    // A connection also names those that its requests may be on instead.
    const isMoved = (lane: Lane): boolean => built.get(lane)?.id !== ids.get(lane);
    const moved = new Set([...ids.keys()].filter(isMoved));
    const namesMoved = ({ rivals }: Lane): boolean => rivals.some((other) => moved.has(other));
    for (const lane of ids.keys()) {
      let connection = built.get(lane);
      if (connection === undefined || moved.has(lane) || namesMoved(lane)) {
        connection = connectionOf(lane, ids);
        built.set(lane, connection);
        fresh.push(connection);
        for (const draft of lane.members) laned.add(draft);
      }
      connections.push(connection);
    }
    return { connections, fresh, laned };
  };

  const summarise = (touched: ReadonlySet<string>, connections: readonly Connection[]): void => {
    const serving = connectionsByOrigin(connections, touched);
    for (const origin of touched) {
      const drafts = byOrigin.get(origin);
      if (drafts.length > 0) summaries.set(origin, originSummary(origin, drafts.map(({ facts }) => facts), serving.get(origin) ?? []));
      else summaries.delete(origin);
    }
  };

  return {
    update(urls, heardOf) {
      let changed: Iterable<string> = urls;
      let heard = heardOf(urls);
      // The page of a request decides its partition: another page concerns them all. It seldom comes.
      if (turnPages(urls, heard)) {
        changed = new Set([...draftsByUrl.keys(), ...urls]);
        heard = heardOf(changed);
      }
      const { gone, come } = redraft(changed, heard);
      exchange(all, gone, come);

      const hadIds = named.size > 0;
      const isNamedAnew = [count(come, 1), count(gone, -1)].includes(true);
      const idsExist = named.size > 0;
      let touched: Iterable<string>;
      const regroup = idsExist !== hadIds;
      // The first id ends all guessing, and with the last one it begins.
      if (regroup) {
        const before = groups.keys();
        groups = sortedGroups((draft) => laneGroupOf(draft, idsExist));
        touched = new Set([...before, ...groups.exchange(new Set(), all)]);
      } else touched = groups.exchange(gone, come);
      // They are few: what a browser that names connections told before, or tells without.
      if (isNamedAnew) touched = new Set([...touched, ...groups.keys().filter(isInferred)]);

      const members = regroup ? all : [...come, ...[...touched].flatMap((group) => groups.get(group))];
      const { connections, fresh, laned } = reconnect(touched);
      for (const draft of members) if (!laned.has(draft)) finishWithout(draft, idsExist);

      const origins = new Set([...byOrigin.exchange(gone, come), ...fresh.flatMap((connection) => connection.origins), ...members.map(({ facts }) => facts.origin)]);
      for (const origin of origins) doubtLastTries(byOrigin.get(origin));
      summarise(origins, connections);
      const first = (origin: string): Draft => byOrigin.get(origin)[0]!;
      return summed({
        pages: pagesFromTiming([...new Set([...visits.values()].flat().map(({ entry }) => entry))]),
        requests: all.map(({ facts }) => facts),
        connections,
        origins: byOrigin
          .keys()
          .toSorted((a, b) => byStart(first(a), first(b)))
          .map((origin) => summaries.get(origin)!),
      });
    },
  };
}
