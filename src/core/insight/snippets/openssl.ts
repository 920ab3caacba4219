import { quote } from 'shlex';
import type { Request } from '../../model/request.ts';
import type { Snippet } from './snippet.ts';
import { targetOf } from './target.ts';

/** Two handshakes, the second with the first one's session: what TLS costs when connections are not reused. `null` without TLS. */
export function opensslSnippet(request: Request): Snippet | null {
  const target = targetOf(request);
  if (target === null || !target.isSecure) return null;
  // A name that is an address must not be sent (RFC 6066 section 3).
  const name = /^\[|^[\d.]+$/.test(target.host) ? '-noservername' : `-servername ${quote(target.host)}`;
  const connect = `openssl s_client -connect ${quote(`${target.host}:${target.port}`)} ${name} -alpn h2,http/1.1`;
  const show = `2>/dev/null | grep -aE 'New,|Reused,|ALPN'`;
  return {
    id: 'openssl',
    label: 'openssl s_client',
    language: 'sh',
    // In TLS 1.3 the ticket comes after the handshake (RFC 8446 section 4.6.1): who leaves at once never gets it.
    text: ['session=$(mktemp)', `sleep 1 | ${connect} -sess_out "$session" ${show}`, `${connect} -sess_in "$session" </dev/null ${show}`, 'rm "$session"'].join('\n'),
    expect: 'First New, then Reused: the server resumes sessions, so that a new connection costs no full handshake. New twice: each one does. TLSv1.3 asks for one round trip, TLSv1.2 for two, or one when resumed. ALPN protocol: h2 means that one connection could carry all requests.',
    notes: request.protocol === 'h3' ? ['The browser spoke HTTP/3, which has its handshake inside QUIC; this asks the same server over TCP.'] : [],
  };
}
