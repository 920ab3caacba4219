import { played, type Story } from '../story.ts';

export const maxRequests: Story = {
  id: 'max-requests',
  title: 'A server that closes after 3 requests',
  at: 'max3',
  findings: { chromium: ['server-closes'], may: ['server-closes'] },
  pages: { '': played(`await inTurn(14, () => get(fresh(at.max3 + '/data')));`) },
  // 15 requests with the document, 3 to a socket; a socket opened in advance can leave one half used.
  expect: {
    sockets: [{ server: 'max3', min: 5, max: 6 }],
    why: [{ path: '/data', is: 'request-cap', or: ['speculative'] }],
  },
};
