import { isCors, isOwn } from '../../analysis/credentials.ts';
import type { OriginSummary } from '../../model/analysis.ts';
import type { Connection } from '../../model/connection.ts';
import { isSerial } from '../../model/protocol.ts';
import type { Request } from '../../model/request.ts';
import { SLOTS } from '../../model/slots.ts';
import { isPreflight, type Credentials } from './credentials.ts';
import { kindOf } from './kind.ts';
import { freeAmong, inUseAmong, type Placed } from './occupied.ts';

export interface Told {
  /** By what was sent and answered. */
  credentialsOf(request: Request): Credentials | null;
  /** What else keeps connections apart, in one word; `null` where that is not known. */
  placeOf(request: Request): string | null;
}

/**
 * What the documents of one origin in one place ask of another origin, or of
 * their own, in one way, as a rule: with fetch(), with elements that have
 * `crossorigin`. `null` for what is made in a way of its own, or shows by its
 * headers in which, and where the place is not known.
 */
export function likenessOf(request: Request, { placeOf }: Pick<Told, 'placeOf'>): string | null {
  const { asked } = request;
  if (asked === null || asked.hasCookie || asked.storageAccess !== null || isPreflight(request)) return null;
  const kind = kindOf(request);
  const place = kind === 'script-made' || (kind === 'element' && isCors(request, asked)) ? placeOf(request) : null;
  return place === null ? null : `${kind} ${isOwn(request, asked) ? 'own' : (asked.origin ?? asked.referrer)} ${place}`;
}

/**
 * How requests of each likeness are made, learnt from where they went, where
 * the browser names that: what shared a connection with requests made with
 * credentials is made with them, too; what opened one while one of these was
 * free, or the other way round, is made without, as is what together with them
 * had more connections in use than one pool holds. Nothing is learnt of what
 * went both ways.
 */
export function learntOf({ origin, connections }: OriginSummary, told: Told): ReadonlyMap<string, Credentials> {
  const all = connections.flatMap((connection) => (connection.basis.kind === 'reported' && connection.origins[0] === origin ? [carriedBy(connection, origin, told)] : []));
  const learnt = new Map<string, Credentials>();
  for (const likeness of new Set(all.flatMap(({ alike }) => [...alike]))) {
    const found = SIDES.flatMap((side) => [...together(all, likeness, side), ...apart(all, likeness, side)]);
    if (found.length > 0 && found.every(({ pool }) => pool === found[0]!.pool)) learnt.set(likeness, found[0]!);
  }
  return learnt;
}

type Side = 'with' | 'without';
const SIDES = ['with', 'without'] as const satisfies readonly Side[];
const OTHER: Readonly<Record<Side, Side>> = { with: 'without', without: 'with' };

interface Carried extends Placed {
  /** As some request on it was made, surely. */
  readonly side: Side | null;
  readonly alike: ReadonlySet<string>;
}

function carriedBy(connection: Connection, origin: string, told: Told): Carried {
  const [place = null, ...contradicting] = new Set(connection.requests.map(told.placeOf).filter((one) => one !== null));
  const sides = connection.requests.map((request) => sideOf(told.credentialsOf(request)));
  return {
    connection,
    side: sides.find((side) => side !== null) ?? null,
    // What other origins were asked on it, nobody asked of this one.
    alike: new Set(connection.requests.map((request) => (request.origin === origin ? likenessOf(request, told) : null)).filter((likeness) => likeness !== null)),
    // One of another protocol is no rival.
    place: place === null || contradicting.length > 0 ? null : `${isSerial(connection.protocol) ? 'http/1' : connection.protocol} ${place}`,
  };
}

const sideOf = (credentials: Credentials | null): Side | null => (credentials === null || !credentials.sure || credentials.pool === 'blocked' ? null : credentials.pool);

function together(all: readonly Carried[], likeness: string, side: Side): readonly Credentials[] {
  const found = all.find((one) => one.side === side && one.alike.has(likeness));
  return found === undefined ? [] : [{ pool: side, sure: false, because: `requests of its kind shared ${found.connection.label} with others made ${side} credentials` }];
}

function apart(all: readonly Carried[], likeness: string, side: Side): readonly Credentials[] {
  const theirs = { name: `requests ${side} credentials`, connections: all.filter((one) => one.side === side) };
  const own = { name: 'requests of its kind', connections: all.filter((one) => one.side === null && one.alike.size === 1 && one.alike.has(likeness)) };
  const opposite = (because: string): readonly Credentials[] => [{ pool: OTHER[side], sure: false, because }];
  for (const [openers, others] of [[own, theirs], [theirs, own]] as const) {
    const found = openedBeside(openers.connections, others.connections);
    if (found !== null) return opposite(`${openers.name} opened ${found.opened.connection.label} while ${found.free.label}, which carried ${others.name}, was free`);
  }
  const full = tooManyForOne(own.connections, theirs.connections);
  return full === null ? [] : opposite(`when ${full.opened.connection.label} was opened, ${full.inUse} connections were in use for ${own.name} and ${theirs.name}, and one pool holds no more than ${SLOTS}`);
}

/** One that was opened while one of the others, of the same place, was free, and was used later. */
function openedBeside(some: readonly Carried[], others: readonly Carried[]): { readonly opened: Carried; readonly free: Connection } | null {
  const freeAt = freeAmong(others);
  for (const opened of some) {
    const free = opened.place === null || opened.connection.openedAt === null ? null : freeAt(opened.place, opened.connection.openedAt);
    if (free !== null) return { opened, free };
  }
  return null;
}

/** More in use at once than one pool holds, and neither alone. */
function tooManyForOne(some: readonly Carried[], others: readonly Carried[]): { readonly opened: Carried; readonly inUse: number } | null {
  const [a, b] = [inUseAmong(some), inUseAmong(others)];
  for (const opened of [...some, ...others]) {
    const { place, connection: { openedAt } } = opened;
    if (place === null || openedAt === null) continue;
    const [own, their] = [a(place, openedAt), b(place, openedAt)];
    if (own <= SLOTS && their <= SLOTS && own + their > SLOTS) return { opened, inUse: own + their };
  }
  return null;
}
