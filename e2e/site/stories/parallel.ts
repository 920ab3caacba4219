import { played, type Story } from '../story.ts';

export const parallel: Story = {
  id: 'parallel',
  title: '12 fetches at once, each held for 500 ms',
  at: 'h1',
  findings: { chromium: ['h1-limit'], firefox: ['h1-limit'] },
  pages: { '': played(`await together(12, () => get(fresh(at.h1 + '/data?delay=500')));`) },
  expect: {
    sockets: [{ server: 'h1', min: 6, max: 6 }],
    // A busy machine sends the last of the twelve later than the first: they wait so much less for a slot, and Chromium
    // may report that it held them back itself for the greater part. That most waited for slots, the finding holds.
    stalled: [{ path: '/data?delay=500', count: 6, ms: 190, by: ['slots', 'scheduler'] }],
    why: [{ path: '/data?', is: 'parallel', or: ['speculative'] }],
  },
};
