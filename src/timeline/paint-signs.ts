import type { Ink } from './paint.ts';
import type { Palette } from './palette.ts';
import type { Box, Mark } from './scene.ts';

type Of<K extends Mark['kind']> = Extract<Mark, { readonly kind: K }>;

const FONT = '10px system-ui, sans-serif';

export function paintText(ink: Ink, text: string, x: number, y: number, colour: string, centred: boolean): void {
  ink.font = FONT;
  ink.textAlign = centred ? 'center' : 'left';
  ink.fillStyle = colour;
  ink.fillText(text, x, y + 0.5);
}

/** Half-pixel inset: a 1 px outline lies on pixels, not between them. */
export function strokeBox(ink: Ink, box: Box, colour: string, width: number, dashed: boolean, radius = 1): void {
  ink.strokeStyle = colour;
  ink.lineWidth = width;
  if (dashed) ink.setLineDash([3, 2]);
  ink.beginPath();
  ink.roundRect(box.x + 0.5, box.y + 0.5, Math.max(box.w - 1, 0.5), Math.max(box.h - 1, 0.5), Math.min(radius, box.w / 2));
  ink.stroke();
  if (dashed) ink.setLineDash([]);
}

export function paintOpening(ink: Ink, block: Of<'opening'>, palette: Palette): void {
  const { x, y, w, h, look } = block;
  if (look === 'new') {
    ink.fillStyle = palette.text;
    ink.beginPath();
    ink.roundRect(x, y, w, h, 1.5);
    ink.fill();
    ink.fillStyle = palette.bg;
    ink.fillRect(x + 2, y + h / 2 - 0.75, w - 4, 1.5);
    ink.fillRect(x + w / 2 - 0.75, y + 2, 1.5, h - 4);
    return;
  }
  ink.clearRect(x, y, w, h);
  strokeBox(ink, block, palette.muted, 1, look === 'unknown', 1.5);
  if (look === 'unknown') return paintText(ink, '?', x + w / 2, y + h / 2, palette.text, true);
  ink.strokeStyle = palette.text;
  ink.lineWidth = 1.2;
  ink.beginPath();
  ink.moveTo(x + 6, y + 2.5);
  ink.lineTo(x + 3.5, y + 5);
  ink.lineTo(x + 6, y + 7.5);
  ink.stroke();
}

const FADE_STEPS = 6;

export function paintLine(ink: Ink, line: Of<'line'>, palette: Palette): void {
  ink.fillStyle = palette.idle;
  const y = Math.round(line.y) - line.h / 2;
  if (line.fade !== null) {
    const w = line.w / FADE_STEPS;
    for (let i = 0; i < FADE_STEPS; i++) {
      ink.globalAlpha = (line.fade === 'in' ? i + 1 : FADE_STEPS - i) / (FADE_STEPS + 1);
      ink.fillRect(line.x + i * w, y, w, line.h);
    }
    ink.globalAlpha = 1;
    return;
  }
  if (!line.dashed) return ink.fillRect(line.x, y, line.w, line.h);
  ink.strokeStyle = palette.idle;
  ink.lineWidth = line.h;
  ink.setLineDash([4, 3]);
  ink.beginPath();
  ink.moveTo(line.x, y + line.h / 2);
  ink.lineTo(line.x + line.w, y + line.h / 2);
  ink.stroke();
  ink.setLineDash([]);
}

export function paintRing(ink: Ink, ring: Of<'ring'>, palette: Palette): void {
  const colour = ring.look === 'holder' ? palette.stall : palette.accent;
  strokeBox(ink, ring, colour, ring.look === 'related' || ring.look === 'possible' ? 1 : 1.5, ring.dashed, 3);
}

export function paintDrop(ink: Ink, drop: Of<'drop'>, palette: Palette): void {
  const x = drop.x + drop.w;
  ink.strokeStyle = palette.accent;
  ink.fillStyle = palette.accent;
  ink.lineWidth = 1.5;
  ink.beginPath();
  ink.moveTo(drop.x, drop.y);
  ink.lineTo(x, drop.y);
  ink.lineTo(x, drop.toY);
  ink.stroke();
  ink.beginPath();
  ink.arc(drop.x, drop.y, 2.5, 0, Math.PI * 2);
  ink.fill();
  ink.beginPath();
  ink.moveTo(x - 3, drop.toY - 4);
  ink.lineTo(x + 3, drop.toY - 4);
  ink.lineTo(x, drop.toY);
  ink.fill();
}

export function paintUnequal(ink: Ink, sign: Of<'unequal'>, palette: Palette): void {
  const [x, y, r] = [sign.x + sign.w / 2, sign.y + sign.h / 2, sign.w / 2 - 1];
  ink.strokeStyle = palette.accent;
  ink.lineWidth = 1;
  ink.setLineDash([3, 2]);
  ink.beginPath();
  ink.moveTo(x, sign.toY < y ? y - r : y + r);
  ink.lineTo(x, sign.toY);
  ink.stroke();
  ink.setLineDash([]);
  ink.fillStyle = palette.bg;
  ink.lineWidth = 1.5;
  ink.beginPath();
  ink.arc(x, y, r, 0, Math.PI * 2);
  ink.fill();
  ink.stroke();
  ink.lineWidth = 1.2;
  ink.beginPath();
  for (const dy of [-1.5, 1.5]) {
    ink.moveTo(x - 3, y + dy);
    ink.lineTo(x + 3, y + dy);
  }
  ink.moveTo(x - 2, y + 4);
  ink.lineTo(x + 2, y - 4);
  ink.stroke();
}
