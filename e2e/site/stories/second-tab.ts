import { played, type Story } from '../story.ts';

export const secondTab: Story = {
  id: 'second-tab',
  title: 'A second tab on the sockets of the first',
  at: 'h1',
  pages: {
    '': played(`await inTurn(2, () => get(fresh(at.h1 + '/data?tab=second')));`),
    first: played(`await together(3, () => get(fresh(at.h1 + '/data?delay=50&tab=first')));`),
  },
  otherTab: { page: 'first' },
  expect: {
    openedEarlier: [{ path: '/story/second-tab?' }],
    why: [
      { path: '/story/second-tab?', is: 'unknown' },
      { path: '/data?tab=second', or: ['unknown', 'speculative', 'parallel'] },
    ],
  },
};
