/** What a `Keep-Alive` response header says (RFC 2068 section 19.7.1.1). A hint: nobody is bound by it. */
export interface KeepAliveHeader {
  /** How long the server says it keeps an idle connection, ms. */
  readonly timeoutMs: number | null;
  /** How many more requests it says it takes on this connection. Apache counts it down, Node repeats the same number. */
  readonly max: number | null;
}

/**
 * Reads `timeout=5, max=100`, names in any case, in any order, numbers perhaps
 * quoted. Of a parameter that comes twice the first counts. `null` when there
 * is neither; HTTP/2 and HTTP/3 have no such header (RFC 9113 section 8.2.2).
 */
export function readKeepAlive(value: string | undefined): KeepAliveHeader | null {
  if (value === undefined) return null;
  let timeoutMs: number | null = null;
  let max: number | null = null;
  for (const parameter of value.split(',')) {
    const found = /^\s*(timeout|max)\s*=\s*"?(\d{1,9})"?\s*$/i.exec(parameter);
    if (!found) continue;
    const number = Number(found[2]);
    if (found[1]!.toLowerCase() === 'timeout') timeoutMs ??= number * 1000;
    else max ??= number;
  }
  return timeoutMs === null && max === null ? null : { timeoutMs, max };
}
