import type { ConnectionHeaders } from '../../model/observation.ts';

/** `Keep-Alive: timeout=5, max=100`, a hint of RFC 2068 section 19.7.1 (RFC 9112 appendix C.2.2). */
export interface KeepAlive {
  readonly timeoutMs: number | null;
  /** Apache counts down what is left, Node says each time how many there are in all. */
  readonly max: number | null;
}

const NONE: KeepAlive = { timeoutMs: null, max: null };

export function keepAliveOf({ 'keep-alive': header }: ConnectionHeaders): KeepAlive {
  if (header === undefined) return NONE;
  const timeout = numberIn(header, /\btimeout\s*=\s*"?(\d+)/i);
  return { timeoutMs: timeout === null ? null : timeout * 1000, max: numberIn(header, /\bmax\s*=\s*"?(\d+)/i) };
}

function numberIn(header: string, pattern: RegExp): number | null {
  const digits = pattern.exec(header)?.[1];
  return digits === undefined ? null : Number(digits);
}
