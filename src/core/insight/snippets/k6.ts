import type { Request } from '../../model/request.ts';
import type { Snippet } from './snippet.ts';
import { targetOf } from './target.ts';

/** Two requests by one virtual user of k6, which keeps its connections (noConnectionReuse is off by default). */
export function k6Snippet(request: Request): Snippet | null {
  const target = targetOf(request);
  if (target === null) return null;
  return {
    id: 'k6',
    label: 'k6',
    language: 'js',
    // JSON is a subset of JavaScript (ECMAScript 2019).
    text: `import http from 'k6/http';

const url = ${JSON.stringify(target.url)};

export default function () {
  for (const which of ['first', 'second']) {
    const { proto, timings } = http.${target.method.toLowerCase()}(url, { redirects: 0 });
    console.log(\`\${which}: \${proto} connecting=\${timings.connecting} tls=\${timings.tls_handshaking} waiting=\${timings.waiting}\`);
  }
}
`,
    expect: 'The second line should read connecting=0 and tls=0: it reused the connection.',
    notes: [...target.notes, 'http_req_duration leaves the connecting out: compare http_req_connecting and http_req_tls_handshaking.', ...(request.protocol === 'h3' ? ['k6 speaks HTTP/1.1 and HTTP/2, not HTTP/3.'] : [])],
  };
}
