import type { Cell } from '../core/export/table.ts';
import { findingsOf } from '../core/insight/findings/findings-of.ts';
import { RULES } from '../core/insight/findings/rules.ts';
import { count } from '../core/insight/words.ts';
import type { Analysis } from '../core/model/analysis.ts';
import { isSurelyPlaced } from '../core/model/placing.ts';
import type { Rows } from './rows.ts';

/** What a recording must keep to; absent: whatever it is. */
export interface Budgets {
  /** 0..1, of requests whose connection is known. */
  readonly minReuse?: number;
  readonly maxConnections?: number;
  /** Ms, summed over requests. */
  readonly maxStalled?: number;
  /** Ids of rules. */
  readonly noFinding: readonly string[];
}

/** A budget is only kept where it is shown to be. */
type Verdict = 'kept' | 'broken' | 'unknown';

export const BUDGET_COLUMNS = ['budget', 'limit', 'measured', 'verdict', 'note'] as const;

/** One row per budget. */
export function judge(budgets: Budgets, analysis: Analysis): Rows {
  const { totals, connections, requests } = analysis;
  const estimated = connections.filter(({ basis }) => basis.kind === 'inferred').length;
  const nameless = requests.filter(({ origination, connection }) => origination.opening === 'new' && connection === null).length;
  const untold = requests.filter(({ stalled, origination }) => stalled === null && origination.opening !== 'none').length;
  const unsure = requests.filter((request) => !isSurelyPlaced(request)).length;
  const found = findingsOf(analysis);
  const row = (budget: string, limit: Cell, measured: Cell, verdict: Verdict, note: string | null): readonly Cell[] => [budget, limit, measured, verdict, note];
  const atMost = (measured: number, limit: number): Verdict => (measured <= limit ? 'kept' : 'broken');
  const rows: (readonly Cell[])[] = [];
  if (budgets.minReuse !== undefined) {
    const { reuseRatio, unknown } = totals;
    const verdict = reuseRatio === null ? 'unknown' : reuseRatio >= budgets.minReuse ? 'kept' : 'broken';
    rows.push(row('min-reuse', budgets.minReuse, reuseRatio, verdict, unknown === 0 ? null : `${unknown} of ${totals.requests} requests do not tell how they came by their connection`));
  }
  if (budgets.maxConnections !== undefined) {
    const all = connections.length + nameless;
    rows.push(row('max-connections', budgets.maxConnections, all, atMost(all, budgets.maxConnections), [estimated === 0 ? [] : `${estimated} of them estimated`, nameless === 0 ? [] : `${nameless} of them opened by requests that do not tell what else used them`].flat().join('; ') || null));
  }
  if (budgets.maxStalled !== undefined) {
    rows.push(row('max-stalled', budgets.maxStalled, totals.stalledMs, atMost(totals.stalledMs, budgets.maxStalled), untold === 0 ? null : `at least: ${untold} requests do not tell how long they waited`));
  }
  for (const rule of budgets.noFinding) {
    const own = found.filter((finding) => finding.rule === rule);
    rows.push(row(`no-finding ${rule}`, 0, own.length, atMost(own.length, 0), own.length === 0 ? doubtOf(rule, unsure) : [...new Set(own.map(({ confidence }) => confidence))].join(', ')));
  }
  return { columns: BUDGET_COLUMNS, rows };
}

/** Why it may only have been missed. */
const doubtOf = (rule: string, unsure: number): string | null =>
  unsure > 0 && RULES.find(({ id }) => id === rule)?.restsOnLanes === true ? `it rests on which connection each request was on, and of ${count(unsure, 'request')} that is not sure` : null;

const VERDICT = BUDGET_COLUMNS.indexOf('verdict');

export const isBroken = (row: readonly Cell[]): boolean => row[VERDICT] !== 'kept';
