import { SETUP_PHASES, stretchOf, type Interval } from '../../analysis/held-up.ts';
import { isHiddenCount } from '../../model/network-use.ts';
import { stallOf } from '../../model/stall.ts';
import type { Request } from '../../model/request.ts';
import { heldUpBetween, isBetween, isNeeded, neededUntold } from '../cost/needed.ts';
import { once } from '../once.ts';
import { count } from '../words.ts';
import { account, joined, requestInput, type Account, type Input, type Said } from './account.ts';
import { clockShares } from './clock-shares.ts';

export interface Window {
  readonly from: number;
  readonly to: number;
  /** "to load", "recorded": what the window is. */
  readonly name: string;
}

/** Time held up between two moments, and whose waiting it was. */
export function heldUpAccount(requests: readonly Request[], { from, to, name }: Window, key = 'held-up'): Account {
  const claims = once(() => new Map(requests.filter(isNeeded).flatMap((request) => {
    const own = waitsOf(request).flatMap(([start, end]): Interval[] => (end > from && start < to ? [[Math.max(start, from), Math.min(end, to)]] : []));
    return own.length === 0 ? [] : [[request, own] as const];
  })));
  const known = heldUpBetween(requests, from, to);
  const untold = neededUntold(requests).filter((request) => isBetween(request, from, to)).length;
  const value = isHiddenCount(known, untold) ? null : known;
  const ofUntold = `of ${count(untold, 'request')} nobody tells whether ${untold === 1 ? 'it' : 'they'} waited`;
  return account({
    key,
    definition: 'held-up',
    name: 'Held up',
    unit: 'ms',
    value,
    beside: ['of ', to - from, ` ${name}`],
    formula: () => (value === null ? [`no wait shows, and ${ofUntold}`] : [`union of the waits of ${count(claims().size, 'request')} = `, value, ' of ', to - from, ` ${name}`, untold === 0 ? '' : `; ${ofUntold}, so it may be more`]),
    inputs: () => [...clockShares(claims())].map(([request, share]): Input => requestInput(request, share, 'ms', ['its own wait: ', ...ownWait(request)])),
  });
}

const waitsOf = (request: Request): readonly Interval[] => [stallOf(request), ...SETUP_PHASES.map((name) => stretchOf(request.phases[name]))].filter((stretch) => stretch !== null);

/** The whole of it, also what others waited in as well. */
function ownWait(request: Request): Said {
  const stall = stallOf(request);
  const parts: Said[] = stall === null ? [] : [['stalled ', stall[1] - stall[0]]];
  for (const name of SETUP_PHASES) {
    const stretch = stretchOf(request.phases[name]);
    if (stretch !== null) parts.push([`${stepName(name, request)} `, stretch[1] - stretch[0]]);
  }
  return joined(parts, ' + ');
}

export const stepName = (phase: 'dns' | 'tcp' | 'tls', { protocol }: Request): string => (phase === 'tls' && protocol === 'h3' ? 'QUIC' : phase.toUpperCase());
