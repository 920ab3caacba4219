import { isSerial } from '../model/protocol.ts';
import type { Draft } from './draft.ts';
import { timesGiven } from '../model/run.ts';
import { busyUntil, type Lane } from './lane.ts';
import { isDatedLate, LATEST_MS } from './preflights.ts';

/**
 * The lanes of what names one connection: one of them, but for an id that was
 * given twice, as after a restart of the browser, or that is none (the port of
 * a proxy). Who tells of a connect when somebody was done on it before is on
 * another connection, whatever the id says.
 * @param members are put in order
 */
export function reportedLanes(key: string, members: Draft[]): readonly Lane[] {
  members.sort((a, b) => a.gotConnectionAt - b.gotConnectionAt);
  const connections: Draft[][] = [[]];
  let firstEnd = Infinity;
  for (const draft of members) {
    if (draft.sign === 'opened' && firstEnd < gotSoonest(draft)) {
      connections.push([]);
      firstEnd = Infinity;
    }
    connections.at(-1)!.push(draft);
    if (draft.dated) firstEnd = Math.min(firstEnd, busyUntil(draft));
  }
  return connections.map((own, index) => reportedLane(timesGiven(key, index + 1), own));
}

/** What is dated late got its connection before that, nobody knows by how much. */
const gotSoonest = ({ facts, gotConnectionAt }: Draft): number => gotConnectionAt - (facts.observations.some((seen) => seen.source === 'har' && isDatedLate(seen)) ? LATEST_MS : 0);

function reportedLane(key: string, members: Draft[]): Lane {
  // Several may have waited for one handshake; the one that says that it connected is the opener.
  const opener = members.findIndex((draft) => draft.sign === 'opened');
  if (opener > 0) members.unshift(...members.splice(opener, 1));
  const protocol = members.find((draft) => draft.facts.protocol !== null)?.facts.protocol ?? null;
  return { basis: { kind: 'reported', key }, protocol: isSerial(protocol) && cannotBeSerial(members) ? null : protocol, members, openedByFirst: firstSign(members[0]!), placings: CERTAIN, rivals: NONE, possible: NONE };
}

const CERTAIN: Lane['placings'] = new Map();
const NONE: readonly never[] = [];

/**
 * HTTP/1 answers a request before the next is sent. Tools that know only the
 * text of requests (WebPageTest of 2015) write HTTP/1.1 for SPDY and HTTP/2
 * too. That an end is reported late proves nothing, and once may be a wrong time.
 */
const cannotBeSerial = (members: readonly Draft[]): boolean => members.filter((draft, index) => sentBeforeAnswer(draft, members[index + 1]) !== null).length > 1;

/** By how much the next was sent before the answer to this one began, ms; `null` where it was not, or by no more than clocks and queues explain. */
export function sentBeforeAnswer(draft: Draft, next: Draft | undefined): number | null {
  const { wait } = draft.facts.phases;
  // Older Chrome dates the target of a redirect when the redirect began.
  if (next === undefined || !draft.dated || !next.dated || wait.state !== 'measured' || isRedirect(draft.facts.status) || knowsProtocols(draft)) return null;
  const by = wait.end - next.gotConnectionAt;
  return by > NOTABLE_MS ? by : null;
}
const NOTABLE_MS = 10;
/** Chromium today says of each request what its connection spoke; nothing proves it wrong. */
const knowsProtocols = ({ facts }: Draft): boolean => facts.observations.some((seen) => seen.source === 'har' && seen.dialect === 'chromium');
const isRedirect = (status: number | null): boolean => status !== null && status >= 300 && status < 400 && status !== 304;

function firstSign(first: Draft): boolean | null {
  return first.sign === 'silent' ? null : first.sign === 'opened';
}
