import { played, type Story } from '../story.ts';

export const preconnect: Story = {
  id: 'preconnect',
  title: 'Preconnect with the right crossorigin',
  at: 'h1',
  // Then the page's own document opens its connection, and the other one can be told to have been opened ahead.
  browser: { requestEvents: true },
  // The page waits until the server has the socket: a request that came sooner would only join the connect.
  pages: {
    '': played(`document.head.append(element('link', { rel: 'preconnect', href: at.cdn, crossOrigin: 'anonymous' }));
await get(fresh(at.h1 + '/when?opened=cdn'));
await inTurn(2, () => get(fresh(at.cdn + '/data'), { credentials: 'omit' }));`),
  },
  expect: {
    sockets: [{ server: 'cdn', min: 1, max: 1 }],
    openedEarlier: [{ path: '/data' }],
    why: [{ path: '/data', is: 'speculative' }],
  },
};
