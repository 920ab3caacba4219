import type { Answer, Ask, Reply, World } from './exchange.ts';
import { answerPage } from './pages.ts';
import { paths } from './paths.ts';

/** The headers that every answer carries. `?notao` withholds Timing-Allow-Origin. */
function commonHeaders({ url, headers }: Ask, { origins, cutoff }: World): Record<string, string> {
  return {
    'Cache-Control': 'no-store',
    'Access-Control-Allow-Origin': headers.origin ?? '*',
    ...(headers.origin ? { 'Access-Control-Allow-Credentials': 'true' } : {}),
    'Access-Control-Max-Age': '600',
    ...(cutoff.quic && url.origin === origins.cutoff ? { 'Alt-Svc': `h3=":${cutoff.quic.port}"; ma=600` } : {}),
    ...(url.searchParams.has('notao') ? {} : { 'Timing-Allow-Origin': '*' }),
  };
}

/** The one answer of all listeners: a story's page, or a path of `paths.ts`, or 404. */
export function answers(world: World): Answer {
  return (ask, bare) => {
    const common = commonHeaders(ask, world);
    const reply: Reply = {
      ...bare,
      over: bare.over,
      begin: (status, headers) => bare.begin(status, { ...common, ...headers }),
    };
    if (ask.method === 'OPTIONS') {
      reply.begin(204, { 'Access-Control-Allow-Methods': 'GET, POST', 'Access-Control-Allow-Headers': '*' });
      return reply.end();
    }
    if (ask.url.pathname.startsWith('/story/')) return answerPage(ask, reply, world);
    const path = paths[ask.url.pathname];
    if (path) return void path(ask, reply, world);
    reply.begin(404, { 'Content-Type': 'text/plain' });
    reply.end('no such path');
  };
}
