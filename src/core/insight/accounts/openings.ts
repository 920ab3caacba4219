import { percentText } from '../../base/percent.ts';
import { groupBy } from '../../base/group.ts';
import { outcomeOf, type Connection, type UnusedConnection, type UnusedOutcome } from '../../model/connection.ts';
import { countUnplaced, isHiddenCount } from '../../model/network-use.ts';
import { isSurelyPlaced } from '../../model/placing.ts';
import type { Opening, Request } from '../../model/request.ts';
import { count } from '../words.ts';
import { account, connectionInput, requestInput, type Account, type Input } from './account.ts';
import { setupNote } from './setup.ts';

const countOf = (requests: readonly Request[], opening: Opening): number => requests.reduce((sum, { origination }) => sum + Number(origination.opening === opening), 0);

/** How many requests there are to speak of, and on which connections. */
export function requestsAccount(requests: readonly Request[], connections: readonly Connection[]): Account {
  const told = OPENINGS.map(([opening, name]) => `${name} ${countOf(requests, opening)}`).join(' + ');
  return account({
    key: 'requests',
    definition: 'requests',
    name: 'Requests',
    unit: 'count',
    value: requests.length,
    beside: [onText(requests, connections)],
    formula: () => [`${told} = ${requests.length}`],
    inputs: () => byConnectionOf(requests, connections, (own, { protocol }) => [own.length, protocol ?? 'protocol unknown'], () => [1, 'on a connection without a name']),
  });
}

/** Of those without a connection in the data, nobody says that they used none. */
function onText(requests: readonly Request[], connections: readonly Connection[]): string {
  const unplaced = countUnplaced(requests);
  if (isHiddenCount(connections.length, unplaced)) return 'on unknown connections';
  return `${unplaced === 0 ? '' : `${requests.length - unplaced} `}on ${count(connections.length, 'connection')}${unplaced === 0 ? '' : `, ${unplaced} on unknown ones`}`;
}

const OPENINGS = [['new', 'new'], ['opened-earlier', 'opened earlier'], ['reused', 'reused'], ['unknown', 'unknown']] as const;

/** Requests on connections that something else had opened. Left out where there are none. */
export function earlierAccounts(requests: readonly Request[]): readonly Account[] {
  const earlier = requests.filter(({ origination }) => origination.opening === 'opened-earlier');
  if (earlier.length === 0) return [];
  return [
    account({
      key: 'opened-earlier',
      definition: 'connections',
      name: 'Opened earlier',
      unit: 'count',
      value: earlier.length,
      formula: () => [`${count(earlier.length, 'request')}, each the first seen on its connection`],
      inputs: () => earlier.map((request) => requestInput(request, 1, 'count')),
    }),
  ];
}

const OUTCOMES: readonly (readonly [UnusedOutcome, string])[] = [['unused', 'never used'], ['failed', 'failed'], ['never-ready', 'never ready']];

/** "2 never used", "1 failed": connections and attempts that no request used. */
export const unusedWords = (unused: readonly UnusedConnection[]): readonly string[] =>
  OUTCOMES.flatMap(([outcome, name]) => {
    const n = unused.reduce((sum, one) => sum + Number(outcomeOf(one) === outcome), 0);
    return n === 0 ? [] : [`${n} ${name}`];
  });

/** "+3 earlier · +1 never used": what stands beside the connections that requests opened, and is not in their count. */
export const besideOpened = (earlier: number, unused: readonly UnusedConnection[]): string =>
  [...(earlier === 0 ? [] : [`${earlier} earlier`]), ...unusedWords(unused)].map((words) => `+${words}`).join(' · ');

/** How many connections requests opened, and beside it those that were opened and no request used. */
export function openedAccount(requests: readonly Request[], unused: readonly UnusedConnection[]): Account {
  const opened = requests.filter(({ origination }) => origination.opening === 'new');
  const earlier = countOf(requests, 'opened-earlier');
  const unknown = countOf(requests, 'unknown');
  return account({
    key: 'connections',
    definition: 'connections',
    name: 'Connections opened',
    unit: 'count',
    value: isHiddenCount(opened.length, unknown) ? null : opened.length,
    beside: [besideOpened(earlier, unused)],
    formula: () => [`new ${opened.length}; not counted: opened earlier ${earlier}, unknown ${unknown}`, ...(unused.length === 0 ? [] : [`; nor what no request used, by the NetLog: ${unusedWords(unused).join(', ')}`])],
    inputs: () => bySetup(opened).map((request) => requestInput(request, 1, 'count', setupNote(request))),
  });
}

const bySetup = (requests: readonly Request[]): readonly Request[] => requests.toSorted((a, b) => (b.setup ?? 0) - (a.setup ?? 0));

/** The share of requests that used a connection which was there. */
export function reuseAccount(requests: readonly Request[], connections: readonly Connection[]): Account {
  const [opened, earlier, reused] = [countOf(requests, 'new'), countOf(requests, 'opened-earlier'), countOf(requests, 'reused')];
  const known = opened + earlier + reused;
  const value = known === 0 ? null : reused / known;
  return account({
    key: 'reuse',
    definition: 'reuse',
    name: 'Reuse ratio',
    unit: 'share',
    value,
    beside: [`${reused} of ${known}`],
    formula: () => known === 0 ? ['no request whose connection is known'] : [`reused ${reused} ÷ (new ${opened} + opened earlier ${earlier} + reused ${reused}) = ${percentText(reused / known)}`],
    sum: reused,
    inputs: () => byConnectionOf(requests.filter(isKnown), connections, (own, { label }) => [countOf(own, 'reused'), `of ${own.length} on ${label}`], (request) => [Number(request.origination.opening === 'reused'), 'on a connection without a name']),
  });
}

/** What requests spoke. */
export function protocolsAccount(requests: readonly Request[], connections: readonly Connection[]): Account {
  const told = requests.filter(({ origination, protocol }) => origination.opening !== 'none' && protocol !== null);
  return account({
    key: 'protocols',
    definition: 'protocols',
    name: 'Requests by protocol',
    unit: 'count',
    value: told.length,
    formula: () => told.length === 0 ? ['no request whose protocol is known'] : [`${sharesOf(told)} = ${told.length}`],
    inputs: () => byConnectionOf(told, connections, (own) => [own.length, `${own[0]!.protocol}`], (request) => [1, `${request.protocol}, on a connection without a name`]),
  });
}

const sharesOf = (told: readonly Request[]): string => [...groupBy(told, ({ protocol }) => protocol)].map(([protocol, own]) => `${protocol} ${own.length} (${percentText(own.length / told.length)})`).join(' + ');

type Counted = readonly [amount: number, note: string];

/** Connections with what their requests count for; those that nobody names stand for themselves. */
function byConnectionOf(requests: readonly Request[], connections: readonly Connection[], ofConnection: (own: readonly Request[], connection: Connection) => Counted, ofRequest: (request: Request) => Counted): readonly Input[] {
  const own = groupBy(requests, ({ connection }) => connection);
  const named = connections.flatMap((connection): Input[] => {
    const members = own.get(connection.id);
    if (members === undefined) return [];
    const [amount, note] = ofConnection(members, connection);
    const unsure = members.filter((request) => !isSurelyPlaced(request)).length;
    return [connectionInput(connection, amount, 'count', [note, ...(unsure === 0 ? [] : [`, ${unsure} of them perhaps on another`])])];
  });
  const unnamed = (own.get(null) ?? []).map((request) => {
    const [amount, note] = ofRequest(request);
    return requestInput(request, amount, 'count', [note]);
  });
  return [...named, ...unnamed];
}

const isKnown = ({ origination: { opening } }: Request): boolean => opening === 'new' || opening === 'opened-earlier' || opening === 'reused';

