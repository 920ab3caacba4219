import { groupBy } from '../base/group.ts';
import type { Draft } from './draft.ts';
import type { Lane } from './lane.ts';

/** Lanes that the browser itself names. Keys are only unique within one run of a browser. */
export function reportedLanes(drafts: readonly Draft[]): readonly Lane[] {
  const groups = groupBy(drafts, (draft) => draft.reportedConnection);
  return [...groups].flatMap(([key, members]) => (key === null ? [] : laneOf(key, members)));
}

function laneOf(key: string, members: Draft[]): readonly Lane[] {
  members.sort((a, b) => a.gotConnectionAt - b.gotConnectionAt);
  // Several may have waited for one handshake; the one that says that it connected is the opener.
  const opener = members.findIndex((draft) => draft.sign === 'opened');
  if (opener > 0) members.unshift(...members.splice(opener, 1));
  const protocol = members.find((draft) => draft.facts.protocol !== null)?.facts.protocol ?? null;
  // A lane without any protocol is not drawable; such files name connections but not what they speak.
  if (protocol === null) return [];
  return [{ basis: { kind: 'reported', key }, protocol, members, openedByFirst: firstSign(members[0]!) }];
}

function firstSign(first: Draft): boolean | null {
  return first.sign === 'silent' ? null : first.sign === 'opened';
}
