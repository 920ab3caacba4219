import { played, type Story } from '../story.ts';

export const parallel: Story = {
  id: 'parallel',
  title: '12 fetches at once, each held for 200 ms',
  at: 'h1',
  findings: { chromium: ['h1-limit'], firefox: ['h1-limit'] },
  pages: { '': played(`await together(12, () => get(fresh(at.h1 + '/data?delay=200')));`) },
  expect: {
    sockets: [{ server: 'h1', min: 6, max: 6 }],
    stalled: [{ path: '/data?delay=200', count: 6, ms: 190, by: ['slots'] }],
    why: [{ path: '/data?', is: 'parallel', or: ['speculative'] }],
  },
};
