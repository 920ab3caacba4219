import type { Connection } from '../../model/connection.ts';
import type { Request } from '../../model/request.ts';
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

type Optional = 'clockMs' | 'isEstimate' | 'beside' | 'sum';

/** `sum` is the value, unless it is told otherwise. */
export const account = (told: Omit<Account, Optional> & Partial<Pick<Account, Optional>>): Account => ({ clockMs: null, isEstimate: false, beside: [], sum: told.value, ...told, inputs: told.inputs.toSorted((a, b) => b.amount - a.amount) });

export const requestInput = (request: Request, amount: number, unit: Unit, note: Said = [], clockMs: number | null = null): Input => ({ request, connection: null, amount, unit, clockMs, note, isMarked: false });

export const connectionInput = (connection: Connection, amount: number, unit: Unit, note: Said = []): Input => ({ request: null, connection, amount, unit, clockMs: null, note, isMarked: false });

/** `a`, then ` + b`, …: the words between the parts of a sum. */
export const joined = (parts: readonly Said[], by: string): Said => parts.flatMap((part, i) => (i === 0 ? part : [by, ...part]));
