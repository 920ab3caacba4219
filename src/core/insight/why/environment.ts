import type { Analysis } from '../../model/analysis.ts';
import { LATEST_END_MS } from '../../model/late-end.ts';
import { isMultiplexed } from '../../model/protocol.ts';
import type { Request } from '../../model/request.ts';
import { countBelow } from '../bisect.ts';
import { once } from '../once.ts';
import { HARDLY_A_PAUSE_MS } from '../pause.ts';
import { endOf, type Uses } from '../uses.ts';
import { count, pathOf } from '../words.ts';

/** What loses connections, and is neither the page's nor its servers' doing. */
export interface Environment {
  /** What shows that the network changed in this stretch of time, without a capital and a full stop. */
  changed(from: number, to: number): string | null;
}

/** Chromium's net/base/net_error_list.h, Firefox's xpcom/base/ErrorList.py: another network, none, or a machine that slept. */
const NETWORK = /ERR_(NETWORK_CHANGED|NETWORK_IO_SUSPENDED|INTERNET_DISCONNECTED)|NS_ERROR_(NETWORK_CHANGED|OFFLINE)/;

export const isOfTheNetwork = ({ error }: Request): boolean => NETWORK.test(error ?? '');

/** Origins whose connections are replaced at once; two may be chance. */
const FEWEST = 3;

export function environmentOf({ requests, origins }: Pick<Analysis, 'requests' | 'origins'>, usesOf: (connection: Uses['connection']) => Uses): Environment {
  const failures = once(() => requests.filter(isOfTheNetwork).sort((a, b) => endOf(a) - endOf(b)));
  const shared = once(() => sharedOf(origins, usesOf));
  return {
    changed(from, to) {
      const all = failures();
      const failed = all[countBelow(all.length, (i) => endOf(all[i]!), to + LATEST_END_MS, true) - 1];
      if (failed !== undefined && endOf(failed) >= from - LATEST_END_MS) return `${pathOf(failed)} failed with ${failed.error}: the network changed or was away`;
      const replaced = shared().replacedAbout(to);
      return replaced < FEWEST ? null : `connections to ${count(replaced, 'origin')} were replaced and none was kept, as when the network changes`;
    },
  };
}

interface Shared {
  /** Origins whose connection was replaced about then; 0 where one of any origin was kept, or all are of one address: one server, or a proxy. */
  replacedAbout(at: number): number;
}

function sharedOf(origins: Analysis['origins'], usesOf: (connection: Uses['connection']) => Uses): Shared {
  const replaced: { readonly at: number; readonly origin: string; readonly address: string | null }[] = [];
  const lives: { readonly from: number; readonly to: number }[] = [];
  for (const { origin, connections } of origins) {
    const all = connections.filter(({ protocol }) => isMultiplexed(protocol)).map(usesOf).sort((a, b) => a.since - b.since);
    for (const [i, { since, sent, connection }] of all.entries()) {
      lives.push({ from: since, to: sent.at(-1)! });
      const before = all[i - 1];
      if (before !== undefined && before.sent.at(-1)! < since && since - before.endedSoFar.at(-1)! < HARDLY_A_PAUSE_MS) replaced.push({ at: since, origin, address: connection.remoteAddress });
    }
  }
  replaced.sort((a, b) => a.at - b.at);
  lives.sort((a, b) => a.from - b.from);
  let latest = -Infinity;
  const latestSoFar = lives.map(({ to }) => (latest = Math.max(latest, to)));
  const upTo = (at: number): number => countBelow(replaced.length, (i) => replaced[i]!.at, at, true);
  return {
    replacedAbout(at) {
      const older = countBelow(lives.length, (i) => lives[i]!.from, at - HARDLY_A_PAUSE_MS, false);
      if ((latestSoFar[older - 1] ?? -Infinity) > at) return 0;
      const about = replaced.slice(upTo(at - HARDLY_A_PAUSE_MS), upTo(at + HARDLY_A_PAUSE_MS));
      const [first] = about;
      const isOneServer = first === undefined || (first.address !== null && about.every(({ address }) => address === first.address));
      return isOneServer ? 0 : new Set(about.map(({ origin }) => origin)).size;
    },
  };
}
