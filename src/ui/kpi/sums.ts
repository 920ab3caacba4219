import { SETUP_PHASES, type SetupPhase } from '../../core/analysis/held-up.ts';
import type { Analysis, OriginSummary } from '../../core/model/analysis.ts';
import { lengthOf } from '../../core/model/phase.ts';
import { remember } from '../../timeline/remember.ts';
import { stalledMsOf, stalledOf } from '../../timeline/stalls.ts';
import { familyOf, FAMILIES, type Family } from '../base/Badge.tsx';
import type { Protocol } from '../../core/model/protocol.ts';

export interface Sums {
  readonly setup: Readonly<Record<SetupPhase, number>>;
  readonly stalledMs: number;
  readonly stalls: number;
  readonly worstStall: number;
}

const sumsOfOrigin = remember(({ requests }: OriginSummary): Sums => {
  const setup = { dns: 0, tcp: 0, tls: 0 };
  let stalls = 0;
  let worstStall = 0;
  for (const request of requests) {
    // What came from a cache may carry the times of the load that filled it.
    if (request.origination.opening === 'none') continue;
    for (const phase of SETUP_PHASES) setup[phase] += lengthOf(request.phases[phase]) ?? 0;
    const stalled = stalledOf(request);
    if (stalled > 0) stalls += 1;
    worstStall = Math.max(worstStall, stalled);
  }
  return { setup, stalledMs: stalledMsOf(requests), stalls, worstStall };
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
  };
}

export interface Share {
  readonly family: Family;
  readonly share: number;
}

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
