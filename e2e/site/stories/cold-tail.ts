import { played, type Story } from '../story.ts';

export const coldTail: Story = {
  id: 'cold-tail',
  title: 'A server far away that closes every other answer: each second request connects first',
  at: 'h1',
  findings: { chromium: ['cold-tail-latency', 'server-closes'], firefox: ['cold-tail-latency', 'server-closes'] },
  // Three times there and back on a new connection, once on a reused one: 600 ms between them, where 100 are asked for.
  pages: { '': played(`await inTurn(12, () => get(fresh(at.far + '/data')));`) },
  expect: {
    sockets: [{ server: 'far', min: 6, max: 6 }],
    why: [{ path: '/data', is: 'request-cap', or: ['first-contact'] }],
  },
};
