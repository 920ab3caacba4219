import { played, type Story } from '../story.ts';

export const unloadBeacon: Story = {
  id: 'unload-beacon',
  title: 'A beacon sent while the page goes away',
  at: 'h1',
  pages: {
    '': played(`addEventListener('pagehide', () => navigator.sendBeacon(fresh(at.h1 + '/beacon'), 'bye'));
await get(fresh(at.h1 + '/data'));`),
    next: played(`await get(fresh(at.h1 + '/data'));`),
  },
  browser: { preserveLog: true, requestEvents: true },
  steps: [{ do: 'navigate', page: 'next' }],
  expect: {
    noId: [{ path: '/beacon', why: 'unload-beacon' }],
    unknown: [{ path: '/beacon' }],
    why: [
      { path: '/data', or: ['speculative', 'parallel'] },
      { path: '/story/unload-beacon/next', or: ['speculative', 'parallel', 'unknown'] },
    ],
  },
};
