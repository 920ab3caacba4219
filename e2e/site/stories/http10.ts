import { played, type Story } from '../story.ts';

export const http10: Story = {
  id: 'http10',
  title: 'A server that still answers in HTTP/1.0',
  at: 'http10',
  findings: { chromium: ['server-closes'], firefox: ['server-closes'] },
  pages: { '': played(`await inTurn(5, () => get(fresh(at.http10 + '/data')));`) },
  expect: {
    sockets: [{ server: 'http10', min: 6, max: 6 }],
    protocol: [{ origin: 'http10', protocol: 'http/1.0' }],
    why: [{ path: '/data', is: 'server-close', or: ['speculative'] }],
  },
};
