import { played, type Story } from '../story.ts';

// Held for 100 ms, so that also on a busy machine the third is asked for before the first is there.
const pages = {
  '': played(`await together(3, (i) => image(fresh(at.h1 + '/img?page=first&delay=100&seed=' + i)));`),
  next: played(`await together(3, (i) => image(fresh(at.h1 + '/img?page=second&delay=100&seed=' + i)));`),
};
const steps = [{ do: 'navigate', page: 'next' }, { do: 'reload' }] as const;

export const navigation: Story = {
  id: 'navigation',
  title: 'To a second page and a reload, without Preserve log',
  at: 'h1',
  pages,
  browser: { preserveLog: false },
  steps,
  // What is open was opened by the page before, of which the recording no longer knows.
  expect: {
    why: [
      { path: '/story/navigation/next', is: 'unknown' },
      { path: '/img?page=second', or: ['unknown', 'speculative', 'parallel'] },
    ],
  },
};

export const navigationPreserved: Story = {
  id: 'navigation-preserved',
  title: 'To a second page and a reload, with Preserve log',
  at: 'h1',
  pages,
  browser: { preserveLog: true },
  steps,
  expect: {
    why: [
      { path: '/story/navigation-preserved/next', or: ['speculative'] },
      { path: '/img?page=', is: 'parallel', or: ['speculative'] },
    ],
  },
};
