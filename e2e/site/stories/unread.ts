import { played, type Story } from '../story.ts';

export const unread: Story = {
  id: 'unread',
  title: 'Fetches whose answers the page does not read, to a server that closes after 1 s idle',
  at: 'h1',
  findings: { chromium: ['short-keep-alive'], firefox: ['short-keep-alive'] },
  // Chromium never tells that they end. The waiting is the story: each comes when the socket before it is gone.
  pages: { '': played(`await inTurn(3, async () => { await fetch(fresh(at.idle + '/data'), { mode: 'no-cors' }); await pause(2900); });`) },
  expect: {
    sockets: [{ server: 'idle', min: 3, max: 3 }],
    why: [{ path: '/data', is: 'idle-timeout', or: ['first-contact'] }],
  },
};
