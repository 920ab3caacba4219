import { played, type Story } from '../story.ts';

export const maxRequests: Story = {
  id: 'max-requests',
  title: 'A server that closes after 3 requests',
  at: 'max3',
  pages: { '': played(`await inTurn(8, () => get(fresh(at.max3 + '/data')));`) },
  // 9 requests with the document, 3 to a socket; a socket opened in advance can leave one half used.
  expect: {
    sockets: [{ server: 'max3', min: 3, max: 4 }],
    why: [{ path: '/data', is: 'request-cap', or: ['speculative'] }],
  },
};
