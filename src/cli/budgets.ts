import { roundMs } from '../core/export/har-timings.ts';
import type { Cell } from '../core/export/table.ts';
import { failedRulesOf, findingsOf } from '../core/insight/findings/findings-of.ts';
import { lackOf, untoldWaits } from '../core/insight/findings/needs.ts';
import { RULES } from '../core/insight/findings/rules.ts';
import { clauses, count } from '../core/insight/words.ts';
import type { Analysis, Totals } from '../core/model/analysis.ts';
import { longestWait } from '../core/model/longest-wait.ts';
import { namelessOpenings } from '../core/model/nameless.ts';
import { isSurelyPlaced, SURE_FROM } from '../core/model/placing.ts';
import { isWebSocket } from '../core/model/protocol.ts';
import type { Request } from '../core/model/request.ts';
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

/** What is told of a figure: as it is shown, and between what it lies. */
interface Told {
  /** `null` where no request tells. */
  readonly measured: number | null;
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
  const atMost = (budget: string, limit: number, { measured, least, most, note }: Told): readonly Cell[] => row(budget, limit, measured, least > limit ? 'broken' : most > limit ? 'unknown' : 'kept', note);
  const atLeast = (budget: string, limit: number, { measured, least, most, note }: Told): readonly Cell[] => row(budget, limit, measured, most < limit ? 'broken' : least < limit ? 'unknown' : 'kept', note);
  const rows: (readonly Cell[])[] = [];
  if (budgets.minReuse !== undefined) rows.push(atLeast('min-reuse', budgets.minReuse, reuseTold(analysis)));
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
    rows.push(row(`no-finding ${rule}`, 0, own.length, verdict, own.length === 0 ? (unknown ?? clauses(doubtOf(rule, unsure), untoldNote(analysis.totals), ...lack.some)) : [...new Set(own.map(({ confidence }) => confidence))].join(', ')));
  }
  return { columns: BUDGET_COLUMNS, rows };
}

const untoldNote = ({ unknown, requests }: Pick<Totals, 'unknown' | 'requests'>): string | null => (unknown === 0 ? null : `${unknown} of ${requests} requests do not tell how they came by their connection`);

/** Shown as the first on a connection that nobody names, and of whose opening nothing shows: that may be one of the others. */
const isSupposedFirst = ({ origination: { opening, basis } }: Request): boolean => opening === 'opened-earlier' && basis === 'inferred';

/** Less than surely on a connection that nobody names, and on no other that is known: it may have had one of its own, which something unseen had opened. */
const mayHaveItsOwn = ({ origination: { opening, basis }, placing }: Request): boolean => opening === 'reused' && basis === 'inferred' && placing !== null && placing.confidence < SURE_FROM && placing.others.length === 0;

/** Where no request tells, all of them may have reused one, and no share is shown. */
function reuseTold({ requests, totals: { reuseRatio, reused, new: opened, openedEarlier, unknown, requests: all } }: Analysis): Told {
  const supposed = requests.filter(isSupposedFirst).length;
  const unsure = requests.filter(mayHaveItsOwn).length;
  const known = reused + opened + openedEarlier;
  return {
    measured: reuseRatio,
    least: known === 0 ? -Infinity : (reused - unsure) / known,
    most: known === 0 ? 1 : (reused + supposed) / known,
    note: clauses(
      supposed === 0 ? null : `${count(supposed, 'request')} may have reused one: that a connection was opened earlier for ${supposed === 1 ? 'it' : 'them'} is an estimate`,
      unsure === 0 ? null : `${count(unsure, 'request')} may have been the first on ${unsure === 1 ? 'a connection' : 'connections'} opened unseen`,
      untoldNote({ unknown, requests: all }),
    ),
  };
}

/** Where all are supposed, one of them is there all the same. A request that does not tell its connection may have had one of its own. */
function connectionsTold({ connections, requests }: Analysis): Told {
  const estimated = connections.filter(({ basis }) => basis.kind === 'inferred');
  const supposed = estimated.filter(({ requests: [first] }) => isSupposedFirst(first!)).length;
  const unsure = requests.filter(mayHaveItsOwn).length;
  const nameless = namelessOpenings(requests).length;
  const untold = requests.filter(({ origination, connection }) => origination.opening === 'unknown' && connection === null).length;
  const counted = connections.length + nameless;
  return {
    measured: counted,
    least: Math.max(counted - supposed, Math.min(counted, 1)),
    most: counted + unsure + untold,
    note: clauses(
      estimated.length === 0 ? null : `${estimated.length} of them estimated`,
      supposed === 0 ? null : `of ${supposed} nothing shows the opening: ${supposed === 1 ? 'it' : 'each'} may be one of the others`,
      unsure === 0 ? null : `${count(unsure, 'request')} may have used ${unsure === 1 ? 'another' : 'others'}, opened unseen`,
      nameless === 0 ? null : `${nameless} of them opened by requests that do not tell what else used them`,
      untold === 0 ? null : `${count(untold, 'request')} that ${untold === 1 ? 'does' : 'do'} not tell may have used ${untold === 1 ? 'another' : 'others'}`,
    ),
  };
}

/** As it is written everywhere: a sum's last digits are the computer's. What a WebSocket waited nobody tells, and it is left out. */
function stalledTold({ requests, totals: { stalledMs } }: Analysis): Told {
  const untold = requests.filter(({ stalled, origination, protocol }) => stalled === null && origination.opening !== 'none' && !isWebSocket(protocol));
  const least = roundMs(stalledMs);
  return {
    measured: least,
    least,
    most: roundMs(untold.reduce((sum, request) => sum + longestWait(request), stalledMs)),
    note: untold.length === 0 ? null : `at least: ${untoldWaits(untold.length)}`,
  };
}

/** Why it may only have been missed. */
const doubtOf = (rule: string, unsure: number): string | null =>
  unsure > 0 && RULES.find(({ id }) => id === rule)?.restsOnLanes === true ? `it rests on which connection each request was on, and of ${count(unsure, 'request')} that is not sure` : null;

const VERDICT = BUDGET_COLUMNS.indexOf('verdict');

export const isBroken = (row: readonly Cell[]): boolean => row[VERDICT] !== 'kept';
