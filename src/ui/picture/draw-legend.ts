import { HIDDEN_PX } from '../../timeline/layout-line.ts';
import { paint, type Ink } from '../../timeline/paint.ts';
import { paintBar, paintQueue } from '../../timeline/paint-bars.ts';
import { paintLine, paintOpening, paintText } from '../../timeline/paint-signs.ts';
import type { Palette } from '../../timeline/palette.ts';
import { textWidth } from '../../timeline/scene.ts';

const LINE_PX = 20;

type Sample = readonly [word: string, width: number, draw: (ink: Ink, x: number, y: number, palette: Palette) => void];

const swatch = (colour: 'dns' | 'tcp' | 'tls', at: number, ink: Ink, x: number, y: number, palette: Palette): void => {
  ink.fillStyle = palette[colour];
  ink.fillRect(x + at * 10, y - 6, 9, 12);
};

/** The marks of the grammar, drawn as the lanes draw them. */
const SAMPLES: readonly Sample[] = [
  ['new', 10, (ink, x, y, palette) => paintOpening(ink, { ...NOBODY, look: 'new', x, y: y - 5, w: 10, h: 10 }, palette)],
  ['opened earlier', 10, (ink, x, y, palette) => paintOpening(ink, { ...NOBODY, look: 'opened-earlier', x, y: y - 5, w: 10, h: 10 }, palette)],
  ['DNS TCP TLS', 29, (ink, x, y, palette) => (['dns', 'tcp', 'tls'] as const).forEach((colour, i) => swatch(colour, i, ink, x, y, palette))],
  ['waiting', 18, (ink, x, y, palette) => outlined(ink, x, y, palette.wait, palette.waitb)],
  ['receiving', 18, (ink, x, y, palette) => outlined(ink, x, y, palette.recv, palette.recv)],
  ['stalled', 18, (ink, x, y, palette) => paintQueue(ink, { kind: 'queue', x, y: y - 5, w: 18, h: 10, steps: [[x, 10], [x + 18, 0]] }, palette)],
  ['closed', 8, (ink, x, y, palette) => paint(ink, { rows: [] }, [{ kind: 'close', x, y: y - 4, w: 8, h: 8 }], palette)],
];

const HIDDEN: Sample = ['hidden by the filter', 18, (ink, x, y, palette) => paintLine(ink, { kind: 'line', x, y, w: 18, h: HIDDEN_PX, dashed: false, fade: null }, palette)];

const UNSURE: Sample = ['or on another', 18, (ink, x, y, palette) => {
  paintBar(ink, { kind: 'bar', x, y: y - 5, w: 18, h: 10, solidFrom: x + 18, edge: 'dashed', round: true, unsure: true }, palette);
  paintText(ink, '?', x + 9, y, palette.text, true);
}];

const NOBODY = { kind: 'opening', request: null } as const;

function outlined(ink: Ink, x: number, y: number, inner: string, edge: string): void {
  ink.fillStyle = inner;
  ink.fillRect(x, y - 5, 18, 10);
  ink.strokeStyle = edge;
  ink.lineWidth = 1;
  ink.strokeRect(x + 0.5, y - 4.5, 17, 9);
}

const EDGE_PX = 8;
/** From a sample to its word, and from that to the next sample. */
const [NEAR_PX, APART_PX] = [5, 14];

/** The legend of a picture of this width: no sample is cut. */
export interface Legend {
  readonly height: number;
  readonly draw: (ink: Ink, palette: Palette) => void;
}

/**
 * @param hidden a filter hides requests
 * @param unsure some requests may be on another connection
 */
export function legendOf(width: number, { hidden, unsure }: { readonly hidden: boolean; readonly unsure: boolean }): Legend {
  let [x, line] = [EDGE_PX, 0];
  const placed = [...SAMPLES, ...(hidden ? [HIDDEN] : []), ...(unsure ? [UNSURE] : [])].map(([word, sample, draw]) => {
    const length = sample + NEAR_PX + textWidth(word);
    if (x > EDGE_PX && x + length > width) [x, line] = [EDGE_PX, line + 1];
    const at = { word, draw, x, wordX: x + sample + NEAR_PX, y: 13 + line * LINE_PX };
    x += length + APART_PX;
    return at;
  });
  return {
    height: 4 + (line + 1) * LINE_PX,
    draw(ink, palette) {
      ink.fillStyle = palette.line;
      ink.fillRect(0, 0, width, 1);
      for (const { word, draw, x: sampleX, wordX, y } of placed) {
        draw(ink, sampleX, y, palette);
        paintText(ink, word, wordX, y, palette.text, false);
      }
    },
  };
}
