import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');

type Tokens = Readonly<Record<string, string>>;

function tokensOf(theme: 'light' | 'dark'): Tokens {
  const block = new RegExp(`\\[data-theme='${theme}'\\] \\{([^}]*)\\}`).exec(css)?.[1] ?? '';
  return Object.fromEntries([...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map((match) => [match[1] ?? '', match[2] ?? '']));
}

/** WCAG 2.2, "relative luminance" and "contrast ratio". */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [high = 0, low = 0] = [luminance(a), luminance(b)].toSorted((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}

/** Text on a row that is selected uses these alone; `stall` is 4.47 and 4.08 there, and so is not among them. */
const TEXT = ['text', 'muted', 'accent'];
const MARKS = ['dns', 'tcp', 'tls', 'stall', 'waitb', 'recv', 'idle'];

describe.each(['light', 'dark'] as const)('contrast, %s', (theme) => {
  const tokens = tokensOf(theme);
  const of = (name: string, on: string): number => contrast(tokens[name] ?? '', tokens[on] ?? '');

  it.each(['bg', 'bg2', 'sel', 'related', 'alarm'])('of text is at least 4.5 on %s', (on) => {
    for (const name of TEXT) expect(of(name, on), `${name} on ${on}`).toBeGreaterThanOrEqual(4.5);
  });

  it.each(['bg', 'bg2', 'sel', 'related'])('of marks is at least 3 on %s', (on) => {
    for (const name of MARKS) expect(of(name, on), `${name} on ${on}`).toBeGreaterThanOrEqual(3);
  });

  it('of figures in alarm is at least 4.5 where they stand', () => {
    for (const on of ['bg', 'bg2', 'related']) expect(of('stall', on), on).toBeGreaterThanOrEqual(4.5);
  });

  it('of the text on solid and tinted badges is at least 4.5', () => {
    expect(of('bg', 'muted')).toBeGreaterThanOrEqual(4.5);
    expect(of('text', 'badge')).toBeGreaterThanOrEqual(4.5);
  });

  it('of the words in setup segments is at least 4', () => {
    for (const name of ['dns', 'tcp', 'tls']) expect(of('bg', name), name).toBeGreaterThanOrEqual(4);
  });
});
