import { peakConcurrency } from '../../analysis/concurrency.ts';
import { union, within, type Interval } from '../../analysis/held-up.ts';
import { isHiddenSum } from '../../model/network-use.ts';
import { stallOf } from '../../model/stall.ts';
import type { Request } from '../../model/request.ts';
import { isForSlot, type Stall } from '../stalls/stall.ts';
import { count } from '../words.ts';
import { account, requestInput, type Account } from './account.ts';
import { clockShares } from './clock-shares.ts';
import type { DefinitionId } from './definitions.ts';

/** What requests waited before they had a connection, and what of it HTTP/1 made them wait. */
export function stalledAccounts(requests: readonly Request[], stalls: ReadonlyMap<string, Stall>): readonly [stalled: Account, headOfLine: Account] {
  const waits = new Map<Request, readonly [Interval]>();
  for (const request of requests) {
    const stall = request.origination.opening === 'none' ? null : stallOf(request);
    if (stall !== null) waits.set(request, [stall]);
  }
  const forSlot = new Map([...waits].filter(([{ id }]) => isForSlot(stalls.get(id))));
  const isCertain = [...forSlot.keys()].every(({ id }) => stalls.get(id)?.confidence === 'certain');
  // Nobody tells of waits: then there is no part of them for a slot either.
  if (isHiddenSum(waits.size, requests, 'stalled')) return [hiddenAccount('stalled', 'Stalled'), hiddenAccount('head-of-line', FOR_A_SLOT)];
  return [waitsAccount('stalled', 'Stalled', false, waits, stalls), waitsAccount('head-of-line', FOR_A_SLOT, !isCertain, forSlot, stalls)];
}

const FOR_A_SLOT = 'of it for a slot of HTTP/1';

const hiddenAccount = (key: DefinitionId, name: string): Account => account({ key, definition: key, name, unit: 'ms', value: null, formula: () => ['no wait shows, and of some requests nobody tells whether they waited'], inputs: () => [] });

function waitsAccount(key: DefinitionId, name: string, isEstimate: boolean, waits: ReadonlyMap<Request, readonly [Interval]>, stalls: ReadonlyMap<string, Stall>): Account {
  const lengthOf = ([from, to]: Interval): number => to - from;
  const value = [...waits.values()].reduce((sum, [wait]) => sum + lengthOf(wait), 0);
  const clockMs = within(union([...waits.values()].flat()), -Infinity, Infinity);
  return account({
    key,
    definition: key,
    name,
    unit: 'ms',
    value,
    clockMs,
    isEstimate,
    formula: () => [`${count(waits.size, 'wait')}: `, value, '; overlaps counted once = ', clockMs, ` on the clock; ${peakConcurrency([...waits.values()].map(([[start, end]]) => ({ start, end })))} at once at most`],
    inputs: () => {
      const shares = clockShares(waits);
      return [...waits].map(([request, [wait]]) => requestInput(request, lengthOf(wait), 'ms', reasonOf(stalls.get(request.id)), shares.get(request) ?? 0));
    },
  });
}

const reasonOf = (stall: Stall | undefined): readonly string[] => (stall === undefined ? [] : [`for: ${stall.why} (${stall.confidence})`]);
