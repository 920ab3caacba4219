import type { Connection } from '../../model/connection.ts';
import type { Request } from '../../model/request.ts';
import { once } from '../once.ts';
import type { DefinitionId } from './definitions.ts';

/** Words and numbers in turn; a number is a length of time in ms, which the reader's unit decides how to write. */
export type Said = readonly (string | number)[];

/** A figure with everything that it was computed from. */
export interface Account {
  /** Unique among the accounts of one recording. */
  readonly key: string;
  readonly definition: DefinitionId;
  readonly name: string;
  readonly unit: Unit;
  /** `null` where there is no figure; `formula` then says why. */
  readonly value: number | null;
  /** The same with what overlaps counted once, ms; `null` where that is not asked. */
  readonly clockMs: number | null;
  readonly isEstimate: boolean;
  /** What else is worth a glance beside the value. */
  readonly beside: Said;
  /** With this recording's numbers. */
  readonly formula: Said;
  /** What the amounts of the inputs add up to; `null` where the figure is one of them. */
  readonly sum: number | null;
  /** The largest first. */
  readonly inputs: readonly Input[];
}

export type Unit = 'ms' | 'count' | 'share';

export interface Input {
  /** At least one of the two: what to look at. */
  readonly request: Request | null;
  readonly connection: Connection | null;
  readonly amount: number;
  readonly unit: Unit;
  readonly clockMs: number | null;
  readonly note: Said;
  /** Always shown, however many there are. */
  readonly isMarked: boolean;
}

interface Told extends Omit<Account, 'formula' | 'inputs' | Optional>, Partial<Pick<Account, Optional>> {
  readonly formula: () => Said;
  readonly inputs: () => readonly Input[];
}
type Optional = 'clockMs' | 'isEstimate' | 'beside' | 'sum';

/**
 * Formula and inputs are worked out when somebody looks: most figures are only
 * glanced at. `sum` is the value, unless it is told otherwise.
 */
export function account(told: Told): Account {
  const formula = once(told.formula);
  const inputs = once(() => told.inputs().toSorted((a, b) => b.amount - a.amount));
  return {
    clockMs: null,
    isEstimate: false,
    beside: [],
    sum: told.value,
    ...told,
    get formula() {
      return formula();
    },
    get inputs() {
      return inputs();
    },
  };
}

export const requestInput = (request: Request, amount: number, unit: Unit, note: Said = [], clockMs: number | null = null): Input => ({ request, connection: null, amount, unit, clockMs, note, isMarked: false });

export const connectionInput = (connection: Connection, amount: number, unit: Unit, note: Said): Input => ({ request: null, connection, amount, unit, clockMs: null, note, isMarked: false });

/** `a`, then ` + b`, …: the words between the parts of a sum. */
export const joined = (parts: readonly Said[], by: string): Said => parts.flatMap((part, i) => (i === 0 ? part : [by, ...part]));
