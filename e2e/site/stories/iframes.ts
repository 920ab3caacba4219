import { played, type Story } from '../story.ts';

export const iframes: Story = {
  id: 'iframes',
  title: 'The same host asked by the page, by a same-site and by a cross-site frame',
  at: 'h1',
  // When the log has the frame's request without its headers, nothing tells which frame asked, and the verdict is a guess.
  findings: { may: ['third-party-pools'] },
  pages: {
    '': played(`await get(fresh(at.cdn + '/data?by=page'), { credentials: 'include' });
const frame = async (origin, by) => {
  const url = new URL(fresh(origin + '/frame'));
  for (let i = 0; i < 2; i++) url.searchParams.append('fetch', fresh(at.cdn + '/data?by=' + by));
  document.body.append(element('iframe', { src: url.href }));
  await next(globalThis, 'message');
};
await frame(at.h1sub, 'same-site');
await frame(at.cdn, 'cross-site');`),
  },
  expect: {
    why: [
      { path: '/data?by=page', is: 'first-contact' },
      // Chromium may have opened one ahead of the frame's navigation, too.
      { path: '/frame?', at: 'h1sub', or: ['first-contact', 'speculative'] },
      // The page's fetch had credentials, the frame's has none.
      { path: '/data?by=same-site', is: 'credentials' },
      { path: '/frame?', at: 'cdn', or: ['partition', 'credentials'] },
    ],
  },
};
