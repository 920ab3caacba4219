import { played, type Story } from '../story.ts';

export const serviceWorker: Story = {
  id: 'service-worker',
  title: 'A service worker that answers, passes on, and stays out of the way',
  at: 'tls',
  pages: {
    '': played(`const container = navigator.serviceWorker;
const taken = container.controller ? undefined : next(container, 'controllerchange');
await container.register(fresh(at.tls + '/sw.js'), { scope: '/' });
await taken;
await get(fresh(at.tls + '/sw/made'));
await get(fresh(at.tls + '/sw/passed'));
await get(fresh(at.tls + '/data'));`),
  },
  expect: {
    noConnection: [
      { path: '/sw/made', count: 1, why: 'service-worker' },
      // the page's own entry; the worker's fetch is a second one, with the same address and a connection
      { path: '/sw/passed', count: 1, why: 'service-worker' },
    ],
    noId: [{ path: '/sw.js', why: 'service-worker-script' }],
  },
};
