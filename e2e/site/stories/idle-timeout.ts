import { played, type Story } from '../story.ts';

export const idleTimeout: Story = {
  id: 'idle-timeout',
  title: 'A server that closes after 1 s idle, asked every 2.9 s',
  at: 'idle',
  findings: { chromium: ['short-keep-alive'], firefox: ['short-keep-alive'] },
  // The waiting is the story: each fetch comes when the socket before it is gone.
  pages: { '': played(`await inTurn(3, async () => { await pause(2900); await get(fresh(at.idle + '/data')); });`) },
  // The document's socket, one per fetch; the first fetch may take a socket that the browser opened in advance.
  expect: {
    sockets: [{ server: 'idle', min: 4, max: 4 }],
    why: [{ path: '/data', is: 'idle-timeout', or: ['speculative'] }],
  },
};
