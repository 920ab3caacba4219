import { played, type Story } from '../story.ts';

export const close: Story = {
  id: 'close',
  title: 'Connection: close after every answer',
  at: 'close',
  findings: { chromium: ['server-closes'], firefox: ['server-closes'] },
  pages: { '': played(`await inTurn(5, () => get(fresh(at.close + '/data')));`) },
  expect: {
    sockets: [{ server: 'close', min: 6, max: 6 }],
    why: [{ path: '/data', is: 'server-close', or: ['speculative'] }],
  },
};
