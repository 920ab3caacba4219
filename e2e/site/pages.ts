import { after } from './after.ts';
import type { Ask, Reply, World } from './exchange.ts';
import { document } from './page.ts';

let loads = 0;

/** `/story/<id>` and `/story/<id>/<page>`, at any origin. */
export function answerPage({ url }: Ask, reply: Reply, { origins, h3, stories }: World): void {
  const [, , id, name = ''] = url.pathname.split('/');
  const story = stories.find((one) => one.id === id);
  const make = story?.pages[name];
  if (!story || !make) {
    reply.begin(404, { 'Content-Type': 'text/plain' });
    return reply.end('no such story');
  }
  const load = `${id}.${++loads}`;
  const parts = make({ origins, h3, load });
  if (parts.hints) reply.hint(parts.hints);
  const send = () => {
    reply.begin(200, { 'Content-Type': 'text/html; charset=utf-8', ...parts.headers });
    reply.end(document({ title: story.title, page: load, at: origins, ...parts }));
  };
  after(parts.holdMs ?? 0, reply, send);
}
