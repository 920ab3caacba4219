import { SETUP_PHASES, stretchOf, type Interval, type SetupPhase } from '../../analysis/held-up.ts';
import { isHiddenSum, usesNetwork } from '../../model/network-use.ts';
import { lengthOf } from '../../model/phase.ts';
import type { Connection } from '../../model/connection.ts';
import type { Request } from '../../model/request.ts';
import { chargesOf, costOf, type Charge, type Spent } from '../cost/ledger.ts';
import type { WhyNew } from '../why/why.ts';
import { once } from '../once.ts';
import { count } from '../words.ts';
import { account, joined, requestInput, type Account, type Input, type Said } from './account.ts';
import { isAvoidable } from './avoidable.ts';
import { clockShares } from './clock-shares.ts';
import type { DefinitionId } from './definitions.ts';
import { stepName } from './held-up.ts';

/** "DNS 12 ms + TCP 30 ms", of what took time. */
export function setupNote(request: Request): Said {
  const parts = SETUP_PHASES.flatMap((phase): Said[] => {
    const ms = lengthOf(request.phases[phase]) ?? 0;
    return ms > 0 ? [[`${stepName(phase, request)} `, ms]] : [];
  });
  return parts.length === 0 ? ['setup unknown, or too short for the clock'] : joined(parts, ' + ');
}

const HIDDEN = { sumMs: null, clockMs: null } as const;
const NAMES: Readonly<Record<SetupPhase, string>> = { dns: 'of it DNS', tcp: 'of it TCP', tls: 'of it TLS or QUIC' };

/** What setups took, each step of it, and what reuse could have saved of it. */
export function setupAccounts(requests: readonly Request[], connections: readonly Connection[], why: ReadonlyMap<string, WhyNew>): readonly Account[] {
  const charges = chargesOf(requests, ({ id }) => isAvoidable(why.get(id)));
  const { all, avoidable, ...steps } = costOf(charges);
  const opened = new Set(charges.map(({ request }) => request.id));
  const unseen = (): number => connections.filter(({ requests: [first] }) => first?.origination.opening !== 'new' || !opened.has(first.id)).length;
  const sums = joined(SETUP_PHASES.map((phase) => [`${phase.toUpperCase()} `, steps[phase].sumMs]), ' + ');
  const isHidden = isHiddenSum(all.sumMs, requests, 'setup');
  return [
    spentAccount('setup', 'Setup', isHidden ? HIDDEN : all, () => [...sums, ' = ', all.sumMs, '; overlaps counted once = ', all.clockMs, ` on the clock. In no sum: ${count(unseen(), 'connection')} whose setup nobody tells`], () => inputsOf(charges, SETUP_PHASES)),
    ...SETUP_PHASES.map((phase) => {
      const inputs = once(() => inputsOf(charges, [phase]));
      const isStepHidden = steps[phase].sumMs === 0 && requests.some((request) => usesNetwork(request) && request.phases[phase].state === 'hidden');
      return spentAccount('setup-step', NAMES[phase], isStepHidden ? HIDDEN : steps[phase], () => [`${count(inputs().length, 'request')}: `, steps[phase].sumMs, '; overlaps counted once = ', steps[phase].clockMs, ' on the clock'], inputs, phase);
    }),
    avoidableAccount(charges, isHidden ? null : avoidable, all, why),
  ];
}

const spentAccount = (definition: DefinitionId, name: string, { sumMs, clockMs }: Spent | typeof HIDDEN, formula: () => Said, inputs: () => readonly Input[], key: string = definition): Account =>
  account({ key, definition, name, unit: 'ms', value: sumMs, clockMs, formula, inputs });

function inputsOf(charges: readonly Charge[], phases: readonly SetupPhase[]): readonly Input[] {
  const own = new Map(charges.flatMap(({ request }) => {
    const stretches = stretchesOf(request, phases);
    return stretches.length === 0 ? [] : [[request, stretches] as const];
  }));
  return inputsFrom(own, clockShares(own), setupNote);
}

function avoidableAccount(charges: readonly Charge[], avoidable: (Spent & { readonly requests: number }) | null, all: Spent, why: ReadonlyMap<string, WhyNew>): Account {
  return account({
    key: 'avoidable',
    definition: 'avoidable',
    name: 'Avoidable, as far as is known',
    unit: 'ms',
    value: avoidable?.sumMs ?? null,
    clockMs: avoidable?.clockMs ?? null,
    isEstimate: true,
    formula: () => avoidable === null ? ['no setup shows, and of some requests nobody tells whether they had one'] : [`${avoidable.requests} of ${count(charges.length, 'setup')}: `, avoidable.sumMs, '; on the clock ', all.clockMs, ' − ', all.clockMs - avoidable.clockMs, ' in which another setup ran = ', avoidable.clockMs],
    inputs: () => {
      const own = new Map(charges.filter((charge) => charge.isAvoidable).map(({ request }) => [request, stretchesOf(request, SETUP_PHASES)]));
      const others = charges.filter((charge) => !charge.isAvoidable).flatMap(({ request }) => stretchesOf(request, SETUP_PHASES));
      return inputsFrom(own, clockShares(own, others), ({ id }) => noteOf(why.get(id)));
    },
  });
}

const noteOf = (verdict: WhyNew | undefined): Said => (verdict === undefined ? [] : [`${verdict.reason} (${verdict.confidence})`]);

const stretchesOf = ({ phases }: Request, names: readonly SetupPhase[]): readonly Interval[] => names.map((name) => stretchOf(phases[name])).filter((stretch) => stretch !== null);

const inputsFrom = (own: ReadonlyMap<Request, readonly Interval[]>, shares: ReadonlyMap<Request, number>, note: (request: Request) => Said): readonly Input[] =>
  [...own].map(([request, stretches]) => requestInput(request, stretches.reduce((sum, [from, to]) => sum + to - from, 0), 'ms', note(request), shares.get(request) ?? 0));
