import { quote } from 'shlex';
import { saysClose } from '../../model/observation.ts';
import type { Request } from '../../model/request.ts';
import type { Snippet } from './snippet.ts';
import { targetOf } from './target.ts';

/** Two transfers by one curl, which keeps connections as a browser does. */
export function curlSnippet(request: Request): Snippet | null {
  const target = targetOf(request);
  if (target === null) return null;
  const version = versionFlag(request, target.isSecure);
  const options = ['--silent', '--show-error', '--globoff', ...(version === null ? [] : [version]), ...(target.method === 'HEAD' ? ['--head'] : [])];
  const transfer = `--output /dev/null ${quote(target.url)}`;
  return {
    id: 'curl',
    label: 'curl',
    language: 'sh',
    text: [`curl ${options.join(' ')}`, `--write-out ${quote(FORMAT)}`, transfer, transfer].join(' \\\n  '),
    expect: `One line per transfer. The second should read new=0, the connection of the first, and 0.000000 for connect and tls: it reused the connection. new=1 there: the server had closed it.${closeSaid(request)}`,
    notes: [
      ...target.notes,
      'connection= stays empty before curl 8.2.0, which also complains about conn_id; new= says the same.',
      ...(request.protocol === 'h3' ? ['HTTP/3 needs a curl built with it, 7.88 or later.'] : []),
    ],
  };
}

/** Variables of --write-out (curl manual): num_connects since 7.12.3, http_version 7.50, conn_id 8.2. Seconds. */
const FORMAT =
  'new=%{num_connects} connection=%{conn_id} http=%{http_version} connect=%{time_connect} tls=%{time_appconnect} first_byte=%{time_starttransfer}\\n';

/** The version that the browser spoke; one that answered with HTTP/1.0 was asked with 1.1. */
function versionFlag({ protocol }: Request, secure: boolean): string | null {
  if (protocol === 'h3') return '--http3-only';
  if (protocol === 'h2') return secure ? '--http2' : '--http2-prior-knowledge';
  return protocol === null ? null : '--http1.1';
}

const closeSaid = ({ headers }: Request): string => (saysClose(headers) ? ' In the browser this response said Connection: close; if it does so to curl, new=1 it is.' : '');
