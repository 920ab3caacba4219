import { played, type Story } from '../story.ts';

export const retry: Story = {
  id: 'retry',
  title: 'The same request again, after its connection was reset',
  at: 'h1',
  pages: {
    '': played(`const url = fresh(at.cdn + '/reset?once=');
await inTurn(2, () => get(url));`),
  },
  expect: {
    sockets: [{ server: 'cdn', min: 2, max: 2 }],
    noId: [{ path: '/reset', why: 'reset' }],
    unknown: [{ path: '/reset' }],
    // Firefox may send it again by itself, and tells nobody.
    why: [{ path: '/reset', is: 'retry', or: ['first-contact'] }],
  },
};
