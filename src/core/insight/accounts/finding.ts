import { union, type Interval } from '../../analysis/held-up.ts';
import { groupBy, indexById } from '../../base/group.ts';
import type { Analysis } from '../../model/analysis.ts';
import { isSettled } from '../../model/candidates.ts';
import type { Connection } from '../../model/connection.ts';
import { usesNetwork } from '../../model/network-use.ts';
import { lengthOf as phaseLength } from '../../model/phase.ts';
import { protocolText } from '../../model/protocol.ts';
import type { Request } from '../../model/request.ts';
import type { Finding } from '../findings/finding.ts';
import { totalSaving } from '../findings/findings.ts';
import { pausesBefore } from '../findings/pauses.ts';
import { RULES } from '../findings/rules.ts';
import { lengthOf } from '../findings/stretches.ts';
import { carried, count, placeName } from '../words.ts';
import { account, connectionInput, joined, requestInput, type Account, type Said } from './account.ts';
import { accountsOf } from './accounts.ts';
import { clockShares } from './clock-shares.ts';
import type { DefinitionId } from './definitions.ts';
import { setupNote } from './setup.ts';

/** How the numbers of a finding are computed: what it saves, and what shows it. */
export function findingAccounts(analysis: Analysis, finding: Finding): readonly Account[] {
  const { savingMs, connections, rule, origin } = finding;
  const wanted = new Set(connections);
  const shown = analysis.connections.filter(({ id }) => wanted.has(id));
  const further = FURTHER[rule];
  return [
    ...(savingMs === null ? [] : [savingAccount('Saves, at most', [finding], analysis)]),
    evidenceAccount(analysis, finding),
    ...(shown.length === 0 ? [] : [connectionsAccount(shown)]),
    ...(further === undefined || origin === null ? [] : ofOrigin(analysis, origin).filter(({ definition }) => definition === further)),
  ];
}

/** Findings that rest on figures which have accounts of their own. */
const FURTHER: Readonly<Record<string, DefinitionId>> = {
  'could-coalesce': 'coalescing',
  'h3-offered-unused': 'h3',
  'sse-eats-slots': 'streams',
  'cold-tail-latency': 'cold-warm',
  'upstream-opened-anew': 'second-hop',
};

function ofOrigin(analysis: Analysis, wanted: string): readonly Account[] {
  const summary = analysis.origins.find(({ origin }) => origin === wanted);
  return summary === undefined ? [] : accountsOf({ analysis, origin: wanted, requests: summary.requests.filter(usesNetwork), connections: summary.connections }).flatMap(({ accounts }) => accounts);
}

/** Of one finding, or of all together: time that requests would have been spared, overlaps counted once. */
export function savingAccount(name: string, findings: readonly Finding[], { requests }: Pick<Analysis, 'requests'>): Account {
  const claims = groupBy(findings.flatMap(({ savingMs }) => savingMs?.claims ?? []), ({ request }) => request);
  const value = totalSaving(findings);
  return account({
    key: 'saving',
    definition: 'saving',
    name,
    unit: 'ms',
    value,
    isEstimate: true,
    formula: () => [`union of what ${count(claims.size, 'request')} would have been spared, `, sumOf([...claims.values()].flat()), ' in sum = ', value],
    inputs: () => {
      const own = new Map(requests.flatMap((request) => {
        const told = claims.get(request.id);
        return told === undefined ? [] : [[request, told] as const];
      }));
      const shares = clockShares(new Map([...own].map(([request, told]) => [request, told.flatMap(({ over }) => over)])));
      return [...own].map(([request, told]) => requestInput(request, shares.get(request)!, 'ms', ['its own: ', ...joined([...groupBy(told, ({ doing }) => doing)].map(([doing, parts]) => [`${doing} `, lengthOf(union(parts.flatMap(({ over }) => over)))]), ' + ')]));
    },
  });
}

const sumOf = (told: readonly { readonly over: readonly Interval[] }[]): number => told.reduce((sum, { over }) => sum + lengthOf(over), 0);

/** Each request with the times that its sentences are made of, and from where on there is a finding. */
function evidenceAccount(analysis: Analysis, { rule, requests: ids }: Finding): Account {
  const threshold = RULES.find(({ id }) => id === rule)?.threshold;
  return account({
    key: 'evidence',
    definition: 'evidence',
    name: 'Requests that show it',
    unit: 'count',
    value: ids.length,
    formula: () => threshold === undefined ? [`${ids.length}`] : [`Reported from here on: ${threshold.value.toLocaleString('en')} ${threshold.unit}. ${threshold.reason} (${threshold.source})`],
    inputs: () => {
      const wanted = new Set(ids);
      const shown = analysis.requests.filter(({ id }) => wanted.has(id));
      const origins = new Set(shown.map(({ origin }) => origin));
      const pauses = new Map(analysis.origins.filter(({ origin }) => origins.has(origin)).flatMap(({ requests }) => [...pausesBefore(requests)]));
      const connections = indexById(analysis.connections);
      return shown.map((request) => requestInput(request, 1, 'count', timesOf(request, { zero: analysis.span?.start ?? 0, on: connections.get(request.connection ?? ''), pauseMs: pauses.get(request) ?? 0 })));
    },
  });
}

/** Shorter ones are how pages work. */
const SHORTEST_PAUSE_MS = 1000;

function timesOf(request: Request, { zero, on, pauseMs }: { readonly zero: number; readonly on: Connection | undefined; readonly pauseMs: number }): Said {
  const { start, end, phases, origination, status, error } = request;
  const stalledMs = phaseLength(phases.stalled) ?? 0;
  return joined([
    ['at ', start - zero, ...(end === null ? [', running'] : [' for ', end - start]), on === undefined ? '' : ` on ${placeName(request, on)}`],
    ...(stalledMs > 0 ? [['stalled ', stalledMs]] : []),
    ...(origination.opening === 'new' ? [setupNote(request)] : []),
    ...(pauseMs >= SHORTEST_PAUSE_MS ? [[pauseMs, ' after the last of its origin']] : []),
    ...(error !== null ? [[error]] : status !== null && status >= 300 ? [[`status ${status}`]] : []),
  ], '; ');
}

function connectionsAccount(shown: readonly Connection[]): Account {
  return account({
    key: 'evidence-connections',
    definition: 'evidence',
    name: 'Connections that show it',
    unit: 'count',
    value: shown.length,
    formula: () => [`${count(shown.length, 'connection')} with ${count(shown.reduce((sum, { requests }) => sum + requests.length, 0), 'request')}${shown.every(isSettled) ? '' : ', some of them perhaps on others'}`],
    inputs: () => shown.map((connection) => connectionInput(connection, 1, 'count', [`${protocolText(connection.protocol)}, ${carried(connection)}${connection.closed === null ? '' : `, ended: ${connection.closed.reason}`}`])),
  });
}
