import { SETUP_PHASES, within, type SetupPhase } from '../../core/analysis/held-up.ts';
import { isBetween, neededStretches, neededUntold } from '../../core/insight/cost/needed.ts';
import type { Analysis, OriginSummary, Totals } from '../../core/model/analysis.ts';
import { countHidden, type Part } from '../../core/model/network-use.ts';
import { lengthOf } from '../../core/model/phase.ts';
import type { Request } from '../../core/model/request.ts';
import { remember } from '../../timeline/remember.ts';
import { stallsOf } from '../../timeline/stalls.ts';
import { familyOf, FAMILIES, type Family } from '../base/Badge.tsx';
import type { Protocol } from '../../core/model/protocol.ts';
import { figuresOf, hidesOf, type Hides } from '../timeline/group-figures.ts';

export interface Sums {
  readonly setup: Readonly<Record<SetupPhase, number>>;
  readonly stalledMs: number;
  readonly stalls: number;
  readonly worstStall: number;
  readonly hides: Hides;
}

/** Also of one origin, so that a big file's can be made one after the other. */
export const sumsOfOrigin = remember((origin: OriginSummary): Sums => {
  const { requests } = origin;
  const setup = { dns: 0, tcp: 0, tls: 0 };
  for (const { origination, phases } of requests) {
    // What came from a cache may carry the times of the load that filled it.
    if (origination.opening === 'none') continue;
    for (const phase of SETUP_PHASES) setup[phase] += lengthOf(phases[phase]) ?? 0;
  }
  const { ms: stalledMs, count: stalls, worst: worstStall } = stallsOf(requests);
  return { setup, stalledMs, stalls, worstStall, hides: figuresOf(origin).hides };
});

/** Sums over requests; they may exceed the page. */
export function sumsOf({ origins }: Analysis): Sums {
  const parts = origins.map(sumsOfOrigin);
  const sum = (of: (part: Sums) => number): number => parts.reduce((all, part) => all + of(part), 0);
  return {
    setup: { dns: sum(({ setup }) => setup.dns), tcp: sum(({ setup }) => setup.tcp), tls: sum(({ setup }) => setup.tls) },
    stalledMs: sum(({ stalledMs }) => stalledMs),
    stalls: sum(({ stalls }) => stalls),
    worstStall: parts.reduce((worst, part) => Math.max(worst, part.worstStall), 0),
    hides: hidesOf(origins),
  };
}

/** When anything needed waited. */
export const heldUpOf = remember(neededStretches);
export const untoldOf = remember(neededUntold);

/** `null`: no wait shows between the two, and of a request in it nobody tells. */
export function heldUpMs(requests: readonly Request[], from: number, to: number): number | null {
  const ms = within(heldUpOf(requests), from, to);
  return ms === 0 && untoldOf(requests).some((request) => isBetween(request, from, to)) ? null : ms;
}

export interface Share {
  readonly family: Family;
  readonly share: number;
}

/** Of how many requests nobody tells how long this took. */
export const hiddenIn = remember(({ requests }: Analysis): Readonly<Record<Part, number>> => ({ setup: countHidden(requests, 'setup'), stalled: countHidden(requests, 'stalled') }));

/** Requests that may have used the network, of which nothing tells what they spoke: the shares are of the others. */
export const withoutProtocol = ({ requests, none, byProtocol }: Totals): number => requests - none - Object.values(byProtocol).reduce((sum, count) => sum + count, 0);

export function sharesOf(byProtocol: Readonly<Partial<Record<Protocol, number>>>): readonly Share[] {
  const counts = new Map<Family, number>();
  let sum = 0;
  for (const [protocol, count] of Object.entries(byProtocol) as [Protocol, number][]) {
    counts.set(familyOf(protocol), (counts.get(familyOf(protocol)) ?? 0) + count);
    sum += count;
  }
  return FAMILIES.flatMap((family) => {
    const count = counts.get(family) ?? 0;
    return count === 0 ? [] : [{ family, share: count / sum }];
  });
}
