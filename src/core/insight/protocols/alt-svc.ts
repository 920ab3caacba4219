import { membersOf, readMember, unquote } from './header-list.ts';

/** One way of reaching the origin that its server offers (RFC 7838 section 3). */
export interface Alternative {
  /** An ALPN id; only `h3` is HTTP/3, `h3-29` and `quic` were drafts that no browser speaks any more. */
  readonly protocol: string;
  /** `:443`, or `host:port` for another host. */
  readonly authority: string;
  readonly maxAgeS: number;
}

/** Without `ma` an alternative is good for 24 hours (RFC 7838 section 3.1). */
export const DEFAULT_MAX_AGE_S = 86_400;

/** What an `Alt-Svc` value offers, in place of all that was offered before; `clear`: nothing. */
export function readAltSvc(value: string): readonly Alternative[] {
  const members = membersOf(value);
  return members.some((member) => member.toLowerCase() === 'clear') ? [] : members.flatMap((member) => readAlternative(member) ?? []);
}

function readAlternative(member: string): Alternative | null {
  const { head, parameters } = readMember(member);
  const at = head.indexOf('=');
  if (at <= 0) return null;
  const age = parameters.get('ma');
  return { protocol: head.slice(0, at).trim(), authority: unquote(head.slice(at + 1).trim()), maxAgeS: age !== undefined && /^\d+$/.test(age) ? Number(age) : DEFAULT_MAX_AGE_S };
}
