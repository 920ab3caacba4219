import { instant } from '../../core/base/units.ts';
import { hidden, measured, PHASES, SKIPPED, type Phase, type Phases } from '../../core/model/phase.ts';
import type { Packed, Packer } from './packing.ts';

type Table = Pick<Packed, 'numbers' | 'codes'>;

const UNMEASURED: readonly Phase[] = [SKIPPED, hidden('cross-origin'), hidden('not-reported'), hidden('unfinished')];
const MEASURED = UNMEASURED.length;
const stateOf = (phase: Phase): number => (phase.state === 'measured' ? MEASURED : UNMEASURED.indexOf(phase.state === 'skipped' ? SKIPPED : hidden(phase.why)));

/** Start and end of each. */
export function packPhaseTimes(to: Packer, phases: Phases): void {
  for (const name of PHASES) {
    const phase = phases[name];
    to.number(phase.state === 'measured' ? phase.start : null);
    to.number(phase.state === 'measured' ? phase.end : null);
  }
}

export function packPhaseStates(to: Packer, phases: Phases): void {
  for (const name of PHASES) to.code(stateOf(phases[name]));
}

/** @param times where its start stands among the numbers, @param state where its state among the codes */
export function phaseIn({ numbers, codes }: Table, times: number, state: number): Phase {
  const code = codes[state]!;
  return code === MEASURED ? measured(instant(numbers[times]!), instant(numbers[times + 1]!)) : UNMEASURED[code]!;
}

/** Phases that are read where they arrived. */
export class PackedPhases implements Phases {
  readonly #table: Table;
  readonly #times: number;
  readonly #states: number;

  constructor(table: Table, times: number, states: number) {
    this.#table = table;
    this.#times = times;
    this.#states = states;
  }

  #at(phase: number): Phase {
    return phaseIn(this.#table, this.#times + 2 * phase, this.#states + phase);
  }

  get stalled(): Phase {
    return this.#at(0);
  }
  get dns(): Phase {
    return this.#at(1);
  }
  get tcp(): Phase {
    return this.#at(2);
  }
  get tls(): Phase {
    return this.#at(3);
  }
  get send(): Phase {
    return this.#at(4);
  }
  get wait(): Phase {
    return this.#at(5);
  }
  get receive(): Phase {
    return this.#at(6);
  }
}
