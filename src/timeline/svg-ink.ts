import type { Ink } from './paint.ts';

interface State {
  fillStyle: string;
  strokeStyle: string;
  lineWidth: number;
  globalAlpha: number;
  font: string;
  textAlign: CanvasTextAlign;
  textBaseline: CanvasTextBaseline;
  dash: string;
  dx: number;
  dy: number;
  /** Groups opened by `clip` since the last `save`. */
  groups: number;
}

/** An ink that writes SVG: what the canvas shows, as a picture that scales. */
export interface SvgInk extends Ink {
  /** The elements drawn so far. */
  content(): string;
}

/** @param background what `clearRect` leaves: SVG cannot wipe. */
export function svgInk(background: string): SvgInk {
  const out: string[] = [];
  const stack: State[] = [];
  let clips = 0;
  let path = '';
  let state: State = {
    fillStyle: '#000', strokeStyle: '#000', lineWidth: 1, globalAlpha: 1, font: '10px sans-serif',
    textAlign: 'left', textBaseline: 'middle', dash: '', dx: 0, dy: 0, groups: 0,
  };
  const point = (x: number, y: number): string => `${short(x + state.dx)} ${short(y + state.dy)}`;
  const rect = (x: number, y: number, w: number, h: number, attributes: string): void => {
    if (w > 0 && h > 0) out.push(`<rect x="${short(x + state.dx)}" y="${short(y + state.dy)}" width="${short(w)}" height="${short(h)}" ${attributes}/>`);
  };
  const fill = (colour: string): string => `fill="${colour}"${opacity(state.globalAlpha)}`;
  const line = (): string =>
    `fill="none" stroke="${state.strokeStyle}" stroke-width="${state.lineWidth}"${state.dash === '' ? '' : ` stroke-dasharray="${state.dash}"`}${opacity(state.globalAlpha)}`;
  const methods = {
    fillRect: (x: number, y: number, w: number, h: number) => rect(x, y, w, h, fill(state.fillStyle)),
    strokeRect: (x: number, y: number, w: number, h: number) => rect(x, y, w, h, line()),
    clearRect: (x: number, y: number, w: number, h: number) => rect(x, y, w, h, `fill="${background}"`),
    beginPath: () => void (path = ''),
    closePath: () => void (path += 'Z'),
    moveTo: (x: number, y: number) => void (path += `M${point(x, y)}`),
    lineTo: (x: number, y: number) => void (path += `${path === '' ? 'M' : 'L'}${point(x, y)}`),
    arc: (x: number, y: number, r: number) => void (path += `M${point(x - r, y)}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0Z`),
    roundRect: (x: number, y: number, w: number, h: number, r: number) => void (path += roundRect(point, x, y, w, h, r)),
    fill: () => void out.push(`<path d="${path}" ${fill(state.fillStyle)}/>`),
    stroke: () => void out.push(`<path d="${path}" ${line()}/>`),
    clip() {
      out.push(`<clipPath id="c${++clips}"><path d="${path}"/></clipPath><g clip-path="url(#c${clips})">`);
      state.groups += 1;
    },
    save: () => void stack.push({ ...state, groups: 0 }),
    restore() {
      out.push('</g>'.repeat(state.groups));
      state = stack.pop() ?? state;
    },
    fillText(text: string, x: number, y: number) {
      const anchor = state.textAlign === 'center' ? ' text-anchor="middle"' : state.textAlign === 'right' ? ' text-anchor="end"' : '';
      out.push(`<text x="${short(x + state.dx)}" y="${short(y + state.dy)}" style="font:${state.font}" dominant-baseline="central"${anchor} ${fill(state.fillStyle)}>${escaped(text)}</text>`);
    },
    setLineDash: (dash: readonly number[]) => void (state.dash = dash.join(' ')),
    translate(x: number, y: number) {
      state.dx += x;
      state.dy += y;
    },
    content: () => out.join(''),
  };
  // The settings are plain properties for paint, and belong to what `save` keeps.
  return new Proxy(methods, {
    get: (target, name) => (name in target ? target[name as keyof typeof target] : state[name as keyof State]),
    set: (_, name, value) => Reflect.set(state, name, value),
  }) as unknown as SvgInk;
}

const short = (value: number): number => Math.round(value * 100) / 100;
const opacity = (alpha: number): string => (alpha === 1 ? '' : ` opacity="${short(alpha)}"`);

export const escaped = (text: string): string => text.replaceAll(FORBIDDEN, '').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** What is no character of XML 1.0 (section 2.2), and has no escape there either: controls, halves of UTF-16, U+FFFE and U+FFFF. */
const FORBIDDEN = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

function roundRect(point: (x: number, y: number) => string, x: number, y: number, w: number, h: number, radius: number): string {
  const r = short(Math.max(Math.min(radius, w / 2, h / 2), 0));
  const corner = (dx: number, dy: number): string => (r === 0 ? '' : `a${r} ${r} 0 0 1 ${dx} ${dy}`);
  const [across, down] = [short(w - 2 * r), short(h - 2 * r)];
  return `M${point(x + r, y)}h${across}${corner(r, r)}v${down}${corner(-r, r)}h${-across}${corner(-r, -r)}v${-down}${corner(r, -r)}Z`;
}
