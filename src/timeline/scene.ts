import type { SetupPhase } from '../core/analysis/held-up.ts';
import type { Request } from '../core/model/request.ts';
import type { Row } from './rows.ts';

/** A rectangle in CSS pixels; `y` counts from the top of all rows, `x` from the left of the timeline. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

type Tone = 'text' | 'muted' | 'stall' | 'accent';

/** One thing to draw. Everything is decided here; paint only puts ink on it. */
export type Mark =
  /** How the first request of a lane came by its connection. */
  | (Box & { readonly kind: 'opening'; readonly look: 'new' | 'opened-earlier' | 'unknown'; readonly request: Request | null })
  | (Box & { readonly kind: 'setup'; readonly phase: SetupPhase; readonly label: string | null; readonly request: Request | null })
  /** Tint while it waits, solid from `solidFrom` on. */
  | (Box & {
      readonly kind: 'bar';
      readonly solidFrom: number;
      readonly edge: 'outline' | 'dashed' | 'none';
      readonly round: boolean;
      /** On this connection, or on another: a step lighter. */
      readonly unsure: boolean;
      readonly request: Request;
    })
  /** Two rails: an open stream. */
  | (Box & { readonly kind: 'rails'; readonly solidFrom: number; readonly dashed: boolean; readonly request: Request })
  /** Hollow: used no connection, or the one of another lane, or an unknown one. */
  | (Box & { readonly kind: 'hollow'; readonly tone: Tone; readonly dashed: boolean; readonly request: Request })
  /** Idle; higher, work that a filter hides. It fades in where the connection was opened earlier, and out after the last that is known of it. */
  | (Box & { readonly kind: 'line'; readonly dashed: boolean; readonly fade: 'in' | 'out' | null })
  | (Box & { readonly kind: 'frame' })
  /** `cleared` wipes what is behind it: the length of a gap on its line. */
  | (Box & { readonly kind: 'text'; readonly text: string; readonly tone: Tone; readonly cleared: boolean })
  | (Box & { readonly kind: 'close' })
  | (Box & { readonly kind: 'dot' })
  | (Box & { readonly kind: 'cap' })
  /** Hatched step area, `steps` are [x, height] from left to right. */
  | (Box & { readonly kind: 'queue'; readonly steps: readonly (readonly [x: number, h: number])[] })
  /** Merged columns of the zoomed-out strip; `level` 1..5. */
  | (Box & { readonly kind: 'band'; readonly band: SetupPhase | 'work' | 'stall'; readonly level: number })
  | (Box & { readonly kind: 'ring'; /** `possible`: the request is shown on another lane, and may have been here. */ readonly look: 'selected' | 'related' | 'holder' | 'possible'; readonly dashed: boolean })
  /** This connection was open, and the selected request did not take it. */
  | (Box & { readonly kind: 'unequal'; readonly toY: number })
  /** The selected request's own wait, dropped to the lane that it got. */
  | (Box & { readonly kind: 'drop'; readonly toY: number });

export interface SceneRow {
  readonly row: Row;
  readonly top: number;
  readonly marks: readonly Mark[];
}

export interface Scene {
  readonly rows: readonly SceneRow[];
}

/** 10 px system-ui; only used to decide whether a word fits, never to place the next one. */
const CHARACTER_PX = 5.6;
export const textWidth = (text: string): number => text.length * CHARACTER_PX;

export const textMark = (text: string, x: number, y: number, { tone, cleared }: { readonly tone: Tone; readonly cleared: boolean } = { tone: 'muted', cleared: false }): Mark => ({ kind: 'text', x, y, w: textWidth(text), h: 10, text, tone, cleared });

/** As much of it as has room, with an ellipsis where something is missing. */
export function clipped(text: string, px: number): string {
  if (textWidth(text) <= px) return text;
  const letters = Math.floor(px / CHARACTER_PX) - 1;
  return letters < 2 ? '' : `${text.slice(0, letters)}…`;
}
