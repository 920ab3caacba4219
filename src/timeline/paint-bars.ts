import type { Ink } from './paint.ts';
import { strokeBox } from './paint-signs.ts';
import type { Palette } from './palette.ts';
import type { Box, Mark } from './scene.ts';

type Of<K extends Mark['kind']> = Extract<Mark, { readonly kind: K }>;

const ROUND_PX = 3;
const SQUARE_PX = 1;

export function paintBar(ink: Ink, bar: Omit<Of<'bar'>, 'request'>, palette: Palette): void {
  const end = bar.x + bar.w;
  const solid = Math.max(bar.solidFrom, bar.x);
  if (bar.edge === 'none') {
    // Too small for an outline: the outline's colour says "waiting".
    ink.globalAlpha = bar.unsure ? 0.3 : 0.65;
    ink.fillStyle = palette.waitb;
    ink.fillRect(bar.x, bar.y, solid - bar.x, bar.h);
    ink.globalAlpha = bar.unsure ? 0.5 : 1;
    ink.fillStyle = palette.recv;
    ink.fillRect(solid, bar.y, end - solid, bar.h);
    ink.globalAlpha = 1;
    return;
  }
  const radius = bar.round ? ROUND_PX : SQUARE_PX;
  if (bar.unsure) ink.clearRect(bar.x, bar.y, bar.w, bar.h);
  else {
    ink.fillStyle = palette.wait;
    fillRound(ink, bar, radius);
  }
  if (end - solid > 0) {
    ink.fillStyle = bar.unsure ? palette.wait : palette.recv;
    fillRound(ink, { x: solid, y: bar.y, w: end - solid, h: bar.h }, Math.min(radius, (end - solid) / 2));
  }
  strokeBox(ink, bar, palette.waitb, 1, bar.edge === 'dashed', radius);
}

function fillRound(ink: Ink, box: Box, radius: number): void {
  ink.beginPath();
  ink.roundRect(box.x, box.y, box.w, box.h, radius);
  ink.fill();
}

export function paintRails(ink: Ink, rails: Of<'rails'>, palette: Palette): void {
  ink.globalAlpha = 0.35;
  ink.fillStyle = palette.wait;
  ink.fillRect(rails.x, rails.y, rails.w, rails.h);
  ink.globalAlpha = 1;
  ink.fillRect(rails.x, rails.y, Math.max(rails.solidFrom - rails.x, 0), rails.h);
  ink.strokeStyle = palette.recv;
  ink.lineWidth = 1.5;
  ink.setLineDash(rails.dashed ? [4, 3] : []);
  ink.beginPath();
  for (const y of [rails.y, rails.y + rails.h]) {
    ink.moveTo(rails.x, y);
    ink.lineTo(rails.x + rails.w, y);
  }
  for (const x of [rails.x, rails.solidFrom]) {
    ink.moveTo(x, rails.y);
    ink.lineTo(x, rails.y + rails.h);
  }
  ink.stroke();
  ink.setLineDash([]);
}

/** The only hatch of the panel: something waited. */
export function paintQueue(ink: Ink, queue: Of<'queue'>, palette: Palette): void {
  const base = queue.y + queue.h;
  ink.save();
  ink.beginPath();
  let height = 0;
  for (const [x, h] of queue.steps) {
    // Each stretch in which somebody waits is a shape of its own.
    if (height === 0) ink.moveTo(x, base);
    else ink.lineTo(x, base - height);
    if (h === 0) ink.lineTo(x, base);
    else ink.lineTo(x, base - h);
    height = h;
  }
  ink.strokeStyle = palette.stall;
  ink.lineWidth = 1;
  ink.stroke();
  ink.clip();
  hatch(ink, queue, palette.stall);
  ink.restore();
}

const HATCH_PX = 5;

/** Lines rising to the right; the phase follows x so that panning does not shimmer. */
function hatch(ink: Ink, box: Box, colour: string): void {
  ink.strokeStyle = colour;
  ink.lineWidth = 1.6;
  ink.beginPath();
  const from = Math.max(Math.floor((box.x - box.h) / HATCH_PX) * HATCH_PX, -box.h);
  for (let x = from; x < box.x + box.w + HATCH_PX; x += HATCH_PX) {
    ink.moveTo(x, box.y + box.h);
    ink.lineTo(x + box.h, box.y);
  }
  ink.stroke();
}

/** Opacity of the work band by level 1..5. */
const DENSITY = [0, 0.6, 0.7, 0.8, 0.9, 1] as const;

export function paintBand(ink: Ink, band: Of<'band'>, palette: Palette): void {
  if (band.band === 'stall') {
    ink.save();
    ink.beginPath();
    ink.roundRect(band.x, band.y, band.w, band.h, 0);
    ink.clip();
    ink.globalAlpha = 0.25;
    ink.fillStyle = palette.stall;
    ink.fillRect(band.x, band.y, band.w, band.h);
    ink.globalAlpha = 1;
    hatch(ink, band, palette.stall);
    ink.restore();
    return;
  }
  ink.globalAlpha = band.band === 'work' ? (DENSITY[band.level] ?? 1) : 1;
  ink.fillStyle = band.band === 'work' ? palette.waitb : palette[band.band];
  ink.fillRect(band.x, band.y, band.w, band.h);
  ink.globalAlpha = 1;
}
