/** The colours that paint needs, by the names of the tokens they come from. */
export interface Palette {
  readonly bg: string;
  readonly text: string;
  readonly muted: string;
  readonly accent: string;
  readonly dns: string;
  readonly tcp: string;
  readonly tls: string;
  readonly stall: string;
  readonly wait: string;
  readonly waitb: string;
  readonly recv: string;
  readonly idle: string;
  readonly line: string;
}

export const TOKENS = [
  'bg', 'text', 'muted', 'accent', 'dns', 'tcp', 'tls', 'stall', 'wait', 'waitb', 'recv', 'idle', 'line',
] as const satisfies readonly (keyof Palette)[];
