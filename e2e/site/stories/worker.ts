import { played, type Story } from '../story.ts';

export const worker: Story = {
  id: 'worker',
  title: 'A dedicated worker that fetches',
  at: 'h1',
  pages: {
    '': played(`const worker = new Worker(fresh(at.h1 + '/worker.js'));
worker.postMessage([1, 2, 3].map(() => fresh(at.h1 + '/data?by=worker')));
await next(worker, 'message', 'error');
await get(fresh(at.h1 + '/data?by=page'));`),
  },
  expect: {
    noId: [{ path: '/worker.js', why: 'worker-script' }],
    // A worker's Resource Timing is its own; the page does not see it.
    unknown: [{ path: '/data?by=worker' }],
  },
};
