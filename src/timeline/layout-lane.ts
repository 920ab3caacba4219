import { SETUP_PHASES, stretchOf, type SetupPhase } from '../core/analysis/held-up.ts';
import type { Connection } from '../core/model/connection.ts';
import type { Phases } from '../core/model/phase.ts';
import { isSurelyPlaced } from '../core/model/placing.ts';
import type { Protocol } from '../core/model/protocol.ts';
import type { Request } from '../core/model/request.ts';
import { above, atOrAbove } from './interval-index.ts';
import { layoutStrip } from './layout-strip.ts';
import { knownOpenUntil } from './intervals.ts';
import { FADE_PX, layoutLine, lineStart } from './layout-line.ts';
import type { RowOf } from './rows.ts';
import { textWidth, type Box, type Mark } from './scene.ts';
import { pxPerMs, xOf, type Viewport } from './scale.ts';
import type { Track } from './streams.ts';
import { timesOf } from './times.ts';
import type { TimeText } from './words.ts';

const BLOCK_PX = 10;
const BAR_PX = 10;
export const SETUP_PX = 12;
/** Below this many pixels per request a lane is a strip: bars would only be noise. */
const STRIP_BELOW_PX = 2;
/** Of a narrower bar an outline's two edges are a good part, and cost a path: a zoom frame of 1,664 bars took 32 ms instead of 37. Dashes say "estimated", and stay. */
const OUTLINE_FROM_PX = 8;
const DASHED_FROM_PX = 4;

export interface LaneContext {
  readonly view: Viewport;
  readonly now: number;
  readonly time: TimeText;
  readonly detail: number;
  readonly top: number;
  readonly height: number;
  /** Estimated lanes are dashed wherever a reported one is not. */
  readonly dashed: boolean;
}

export function layoutLane(row: RowOf<'lane'>, context: Omit<LaneContext, 'dashed'>, mixed: boolean): Mark[] {
  const dashed = row.connection.basis.kind === 'inferred';
  const lane = { ...context, dashed };
  const marks = [...layoutLine(row, lane)];
  if (dashed && mixed) marks.unshift(...frameOf(row.connection, context));
  marks.push(...layoutTracks(row.requests, row.tracks, lane, row.connection));
  return marks;
}

/** Round its life, as far as that is in sight: where it is not there yet, a line would look like a long one. */
function frameOf(connection: Connection, { view, now, top, height }: Omit<LaneContext, 'dashed'>): readonly Mark[] {
  const [first] = connection.requests;
  if (first === undefined) return [];
  const before = first.origination.opening === 'opened-earlier' ? FADE_PX + BLOCK_PX : BLOCK_PX;
  const from = Math.max(xOf(view, lineStart(connection, first)) - before - 4, 0);
  const to = Math.min(xOf(view, knownOpenUntil(connection, now)) + FADE_PX, view.width);
  return to > from ? [{ kind: 'frame', x: from, w: to - from, y: top + 1, h: height - 2 }] : [];
}

export function layoutTracks(
  requests: readonly Request[],
  tracks: readonly Track[],
  lane: LaneContext,
  connection: Connection | null,
): Mark[] {
  if (isDense(tracks, lane)) return layoutStrip(requests, lane.now, lane.view, lane.top, lane.height);
  const marks = tracks.flatMap((track, i) => {
    const [first, last] = inSight(track, lane.view);
    return track.requests.slice(first, last).flatMap((request, k) => {
      const bar = barPlace(lane, i, track.shares[first + k] ?? 1);
      return requestMarks(request, { ...lane, ...bar, end: track.ends[first + k] as number }, connection);
    });
  });
  return connection === null ? withoutPiles(marks) : marks;
}

/** Sub-rows are lower than a block: of requests that begin together and that nobody can place, one block speaks for all. */
function withoutPiles(marks: readonly Mark[]): Mark[] {
  const blocks: Box[] = [];
  return marks.filter((mark) => {
    if (mark.kind !== 'opening') return true;
    const isFree = blocks.every(({ x, y }) => Math.abs(x - mark.x) >= BLOCK_PX || Math.abs(y - mark.y) >= BLOCK_PX);
    if (isFree) blocks.push(mark);
    return isFree;
  });
}

/** The `i`th of `share` sub-rows, centred in the lane: 10 px alone, 5 px up to three, else 2 px. */
function barPlace(lane: LaneContext, i: number, share: number): { readonly y: number; readonly h: number } {
  const [h, pitch] = share <= 1 ? [BAR_PX, 0] : share <= 3 ? [5, 6] : [2, 3];
  const used = (share - 1) * pitch + h;
  return { y: lane.top + (lane.height - used) / 2 + i * pitch, h };
}

/** By the whole lane, not by what is in sight, so that panning never changes the level of detail. */
function isDense(tracks: readonly Track[], { detail }: LaneContext): boolean {
  let count = 0;
  let from = Infinity;
  let to = -Infinity;
  for (const track of tracks) {
    count = Math.max(count, track.requests.length);
    from = Math.min(from, track.starts[0] ?? Infinity);
    to = Math.max(to, track.endsSoFar.at(-1) ?? -Infinity);
  }
  return count > 20 && ((to - from) * detail) / count < STRIP_BELOW_PX;
}

/** A `+` block and a minimum width reach beyond the interval, hence the margin. */
const MARGIN_PX = 14;

/** From which to before which request of the track something may be seen. */
function inSight(track: Track, view: Viewport): readonly [first: number, last: number] {
  const margin = MARGIN_PX / pxPerMs(view);
  return [above(track.endsSoFar, view.from - margin), atOrAbove(track.starts, view.to + margin)];
}

type BarContext = LaneContext & { readonly y: number; readonly h: number; readonly end: number };

function requestMarks(request: Request, bar: BarContext, connection: Connection | null): Mark[] {
  const { view, end } = bar;
  const middle = bar.y + bar.h / 2;
  const marks: Mark[] = [];
  const times = timesOf(request);
  const look = lookOf(request);
  if (look !== null) {
    marks.push({ kind: 'opening', look, request, x: xOf(view, times.laneStart) - BLOCK_PX - 1, y: middle - BLOCK_PX / 2, w: BLOCK_PX, h: BLOCK_PX });
  }
  if (times.hasSetup) marks.push(...setupMarks(request, view, { y: middle - SETUP_PX / 2, h: SETUP_PX }, request));
  const x = xOf(view, times.workStart);
  const box: Box = { x, w: Math.max(xOf(view, end) - x, 1.5), y: bar.y, h: bar.h };
  marks.push(barOf(request, box, bar));
  if (!isSurelyPlaced(request)) marks.push(...doubt(box));
  if (connection !== null && connection.origins[0] !== request.origin) {
    marks.push({ kind: 'dot', x: x + box.w / 2 - 1.5, y: bar.y + bar.h + 1, w: 3, h: 3 });
  }
  return marks;
}

function barOf(request: Request, box: Box, { view, dashed }: BarContext): Mark {
  const { receiveStart, isHidden, isStream } = timesOf(request);
  if (request.origination.opening === 'unknown') return { kind: 'hollow', ...box, tone: 'accent', dashed: true, request };
  if (isHidden && !isStream) return { kind: 'hollow', ...box, tone: 'accent', dashed, request };
  const edge = box.h < 5 || box.w < (dashed ? DASHED_FROM_PX : OUTLINE_FROM_PX) ? 'none' : dashed ? 'dashed' : box.h < BAR_PX ? 'none' : 'outline';
  const end = box.x + box.w;
  const solidFrom = receiveStart !== null ? Math.min(xOf(view, receiveStart), end - Math.min(1, box.w / 2)) : end;
  if (isStream) return { kind: 'rails', ...box, solidFrom: Math.min(solidFrom, box.x + 12), dashed, request };
  return { kind: 'bar', ...box, solidFrom, edge, round: request.origination.opening === 'reused', unsure: !isSurelyPlaced(request), request };
}

const DOUBT = '?';
/** With its edges and a little air. */
const DOUBT_PX = 12;

/** Says without colour that a request is here or on another lane, where there is room. */
function doubt({ x, y, w, h }: Box): readonly Mark[] {
  if (w < DOUBT_PX || h < BAR_PX) return [];
  const width = textWidth(DOUBT);
  return [{ kind: 'text', x: x + (w - width) / 2, y: y + h / 2, w: width, h, text: DOUBT, tone: 'text', cleared: false }];
}

/** Reused requests carry no block; whatever nobody can vouch for carries its own. */
function lookOf(request: Request): 'new' | 'opened-earlier' | 'unknown' | null {
  const { opening } = request.origination;
  return opening === 'new' || opening === 'opened-earlier' || opening === 'unknown' ? opening : null;
}

const LABEL_FROM_PX = 25;
const NAMES = { dns: 'DNS', tcp: 'TCP', tls: 'TLS' } as const;

interface SetupOf {
  readonly phases: Pick<Phases, SetupPhase>;
  readonly protocol: Protocol | null;
}

/** @param request the one that waited for it */
export function setupMarks({ phases, protocol }: SetupOf, view: Viewport, place: { readonly y: number; readonly h: number }, request: Request | null): Mark[] {
  return SETUP_PHASES.flatMap((phase) => {
    const stretch = stretchOf(phases[phase]);
    if (stretch === null) return [];
    const x = xOf(view, stretch[0]);
    // A pixel of air between neighbours, but no segment ever disappears.
    const w = Math.max(xOf(view, stretch[1]) - x - 1, 1);
    const name = phase === 'tls' && protocol === 'h3' ? 'QUIC' : NAMES[phase];
    const label = w >= Math.max(LABEL_FROM_PX, textWidth(name)) && place.h >= 10 ? name : null;
    return [{ kind: 'setup', phase, label, request, x, w, ...place } satisfies Mark];
  });
}
