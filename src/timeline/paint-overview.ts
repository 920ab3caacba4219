import { max } from 'd3-array';
import type { Column } from './overview.ts';
import type { Ink } from './paint.ts';
import type { Palette } from './palette.ts';

/** Share of the height that lies above the axis. */
const ABOVE = 0.72;

/** Open under active under in setup above the axis, stalled below; square roots, or few of many lie flat. */
export function paintOverview(ink: Ink, columns: readonly Column[], height: number, palette: Palette): void {
  // Room for the labels of the time axis, where they are shown.
  const head = height > 40 ? 12 : 2;
  const axis = Math.round(height * ABOVE);
  const up = (axis - head) / Math.sqrt(Math.max(max(columns, (column) => column.open) ?? 1, 4));
  const down = (height - axis - 2) / Math.sqrt(Math.max(max(columns, (column) => column.stalled) ?? 1, 4));
  const layer = (colour: string, heightOf: (column: Column) => number, below = false): void => {
    ink.fillStyle = colour;
    for (const column of columns) {
      const h = heightOf(column);
      if (h > 0) ink.fillRect(column.x, below ? axis + 1 : axis - h, 1, h);
    }
  };
  layer(palette.line, (column) => Math.sqrt(column.open) * up);
  layer(palette.recv, (column) => Math.sqrt(column.active) * up);
  layer(palette.tcp, (column) => Math.sqrt(column.setup) * up);
  layer(palette.stall, (column) => Math.sqrt(column.stalled) * down, true);
}
