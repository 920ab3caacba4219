import { groupBy } from '../../base/group.ts';
import type { Connection } from '../../model/connection.ts';
import type { Opening, Request } from '../../model/request.ts';
import { account, connectionInput, requestInput, type Account, type Input } from './account.ts';
import { setupNote } from './setup.ts';

const countOf = (requests: readonly Request[], opening: Opening): number => requests.reduce((sum, { origination }) => sum + Number(origination.opening === opening), 0);

/** How many connections requests opened. */
export function openedAccount(requests: readonly Request[]): Account {
  const opened = requests.filter(({ origination }) => origination.opening === 'new');
  const earlier = countOf(requests, 'opened-earlier');
  const unknown = countOf(requests, 'unknown');
  return account({
    key: 'connections',
    definition: 'connections',
    name: 'Connections opened',
    unit: 'count',
    value: opened.length,
    beside: earlier === 0 ? [] : [`+${earlier} earlier`],
    formula: [`new ${opened.length}; not counted: opened earlier ${earlier}, unknown ${unknown}`],
    inputs: bySetup(opened).map((request) => requestInput(request, 1, 'count', setupNote(request))),
  });
}

const bySetup = (requests: readonly Request[]): readonly Request[] => requests.toSorted((a, b) => (b.setup ?? 0) - (a.setup ?? 0));

/** The share of requests that used a connection which was there. */
export function reuseAccount(requests: readonly Request[], connections: readonly Connection[]): Account {
  const [opened, earlier, reused] = [countOf(requests, 'new'), countOf(requests, 'opened-earlier'), countOf(requests, 'reused')];
  const known = opened + earlier + reused;
  const value = known === 0 ? null : reused / known;
  const byConnection = groupBy(requests.filter(isKnown), ({ connection }) => connection);
  const named = connections.flatMap((connection): Input[] => {
    const own = byConnection.get(connection.id);
    if (own === undefined) return [];
    const again = countOf(own, 'reused');
    return [connectionInput(connection, again, 'count', [`of ${own.length} on ${connection.label}`])];
  });
  const unnamed = (byConnection.get(null) ?? []).map((request) => requestInput(request, Number(request.origination.opening === 'reused'), 'count', ['on a connection without a name']));
  return account({
    key: 'reuse',
    definition: 'reuse',
    name: 'Reuse ratio',
    unit: 'share',
    value,
    beside: [`${reused} of ${known}`],
    formula: known === 0 ? ['no request whose connection is known'] : [`reused ${reused} ÷ (new ${opened} + opened earlier ${earlier} + reused ${reused}) = ${percent(value!)}`],
    sum: reused,
    inputs: [...named, ...unnamed],
  });
}

const isKnown = ({ origination: { opening } }: Request): boolean => opening === 'new' || opening === 'opened-earlier' || opening === 'reused';

const percent = (share: number): string => `${Math.round(share * 100)}%`;
