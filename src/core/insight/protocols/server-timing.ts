import { membersOf, readMember } from './header-list.ts';

/** One metric of a `Server-Timing` header. */
export interface ServerMetric {
  /** As sent: names are case-sensitive. */
  readonly name: string;
  /** The spec calls it milliseconds; `null` where none, or none that is a number, was sent (a page's script sees 0 then). */
  readonly durationMs: number | null;
  readonly description: string | null;
}

/** RFC 9110 section 5.6.2. */
const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

/**
 * Reads a `Server-Timing` value (W3C Server Timing, "the Server-Timing header
 * field"): of a repeated parameter the first counts, unknown ones are skipped,
 * a metric whose name is no token is dropped.
 */
export function readServerTiming(value: string): readonly ServerMetric[] {
  return membersOf(value).flatMap((member) => {
    const { head, parameters } = readMember(member);
    // CloudFront has been seen to write `cdn-downstream-fbl=4`: no parameter, hence no duration.
    const name = head.split('=', 1)[0]!.trim();
    if (!TOKEN.test(name)) return [];
    return [{ name, durationMs: numberIn(parameters.get('dur')), description: parameters.get('desc') ?? null }];
  });
}

function numberIn(text: string | undefined): number | null {
  if (text === undefined || text.trim() === '') return null;
  const number = Number(text);
  return Number.isFinite(number) ? number : null;
}
