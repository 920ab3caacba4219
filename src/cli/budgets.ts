import { roundMs } from '../core/export/har-timings.ts';
import type { Cell } from '../core/export/table.ts';
import { failedRulesOf, findingsOf } from '../core/insight/findings/findings-of.ts';
import { lackOf, untoldWaits } from '../core/insight/findings/needs.ts';
import { RULES } from '../core/insight/findings/rules.ts';
import { clauses, count } from '../core/insight/words.ts';
import type { Analysis } from '../core/model/analysis.ts';
import { longestWait } from '../core/model/longest-wait.ts';
import { namelessOpenings } from '../core/model/nameless.ts';
import { isSurelyPlaced } from '../core/model/placing.ts';
import { isWebSocket } from '../core/model/protocol.ts';
import { leftOut } from '../files/file-problems.ts';
import type { ReadFile } from '../files/read-file.ts';
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

const BUDGET_COLUMNS = ['budget', 'limit', 'measured', 'verdict', 'note'] as const;

/** What is told of a figure: at least so much, and at most. */
interface Told {
  readonly least: number;
  readonly most: number;
  readonly note: string | null;
}

/** One row per budget. A recording that is cut off, or empty, keeps none: what is missing may break it. */
export function judge(budgets: Budgets, { analysis, cut, skipped }: Pick<ReadFile, 'analysis' | 'cut' | 'skipped'>): Rows {
  const missing = cut !== null ? 'the file is cut off' : skipped > 0 ? leftOut(skipped) : analysis.requests.length === 0 ? 'the recording has no requests' : null;
  const found = budgets.noFinding.length === 0 ? [] : findingsOf(analysis);
  const row = (budget: string, limit: Cell, measured: Cell, verdict: Verdict, note: string | null): readonly Cell[] =>
    missing !== null && verdict === 'kept' ? [budget, limit, measured, 'unknown', clauses(missing, note)] : [budget, limit, measured, verdict, note];
  const atMost = (budget: string, limit: number, { least, most, note }: Told): readonly Cell[] => row(budget, limit, least, least > limit ? 'broken' : most > limit ? 'unknown' : 'kept', note);
  const rows: (readonly Cell[])[] = [];
  if (budgets.minReuse !== undefined) {
    const { least, most, note } = reuseTold(analysis);
    const verdict = least !== null && least >= budgets.minReuse ? 'kept' : most >= budgets.minReuse ? 'unknown' : 'broken';
    rows.push(row('min-reuse', budgets.minReuse, least, verdict, note));
  }
  if (budgets.maxConnections !== undefined) rows.push(atMost('max-connections', budgets.maxConnections, connectionsTold(analysis)));
  if (budgets.maxStalled !== undefined) rows.push(atMost('max-stalled', budgets.maxStalled, stalledTold(analysis)));
  const isTold = analysis.totals.reuseRatio !== null;
  const unsure = analysis.requests.filter((request) => !isSurelyPlaced(request)).length;
  const failed = new Set(budgets.noFinding.length === 0 ? [] : failedRulesOf(analysis).map(({ rule }) => rule));
  for (const rule of budgets.noFinding) {
    const own = found.filter((finding) => finding.rule === rule);
    const lack = lackOf(RULES.find(({ id }) => id === rule)?.needs ?? [], analysis);
    const unknown = failed.has(rule) ? 'the rule failed' : isTold ? lack.all : 'no request tells how it came by its connection';
    const verdict = own.length > 0 ? 'broken' : unknown === null ? 'kept' : 'unknown';
    rows.push(row(`no-finding ${rule}`, 0, own.length, verdict, own.length === 0 ? (unknown ?? clauses(doubtOf(rule, unsure), untoldNote(analysis), ...lack.some)) : [...new Set(own.map(({ confidence }) => confidence))].join(', ')));
  }
  return { columns: BUDGET_COLUMNS, rows };
}

const untoldNote = ({ totals: { unknown, requests } }: Analysis): string | null => (unknown === 0 ? null : `${unknown} of ${requests} requests do not tell how they came by their connection`);

/** A connection that nobody names, and of whose opening nothing shows, may be one of the others: then its first request reused that. Where no request tells, all of them may have reused one. */
function reuseTold(analysis: Analysis): Omit<Told, 'least'> & { readonly least: number | null } {
  const { reuseRatio, reused, new: opened, openedEarlier } = analysis.totals;
  const supposed = analysis.requests.filter(({ origination }) => origination.opening === 'opened-earlier' && origination.basis === 'inferred').length;
  return {
    least: reuseRatio,
    most: reuseRatio === null ? 1 : (reused + supposed) / (reused + opened + openedEarlier),
    note: clauses(supposed === 0 ? null : `${count(supposed, 'request')} may have reused one: that a connection was opened earlier for ${supposed === 1 ? 'it' : 'them'} is an estimate`, untoldNote(analysis)),
  };
}

/** A request that does not tell its connection may have had one of its own. */
function connectionsTold({ connections, requests }: Analysis): Told {
  const estimated = connections.filter(({ basis }) => basis.kind === 'inferred').length;
  const nameless = namelessOpenings(requests).length;
  const untold = requests.filter(({ origination, connection }) => origination.opening === 'unknown' && connection === null).length;
  const least = connections.length + nameless;
  return {
    least,
    most: least + untold,
    note: clauses(
      estimated === 0 ? null : `${estimated} of them estimated`,
      nameless === 0 ? null : `${nameless} of them opened by requests that do not tell what else used them`,
      untold === 0 ? null : `at least: ${count(untold, 'request')} may have used ${untold === 1 ? 'another' : 'others'}`,
    ),
  };
}

/** As it is written everywhere: a sum's last digits are the computer's. What a WebSocket waited nobody tells, and it is left out. */
function stalledTold({ requests, totals: { stalledMs } }: Analysis): Told {
  const untold = requests.filter(({ stalled, origination, protocol }) => stalled === null && origination.opening !== 'none' && !isWebSocket(protocol));
  return {
    least: roundMs(stalledMs),
    most: roundMs(untold.reduce((sum, request) => sum + longestWait(request), stalledMs)),
    note: untold.length === 0 ? null : `at least: ${untoldWaits(untold.length)}`,
  };
}

/** Why it may only have been missed. */
const doubtOf = (rule: string, unsure: number): string | null =>
  unsure > 0 && RULES.find(({ id }) => id === rule)?.restsOnLanes === true ? `it rests on which connection each request was on, and of ${count(unsure, 'request')} that is not sure` : null;

const VERDICT = BUDGET_COLUMNS.indexOf('verdict');

export const isBroken = (row: readonly Cell[]): boolean => row[VERDICT] !== 'kept';
