import { played, type Story } from '../story.ts';

export const sseSlots: Story = {
  id: 'sse-slots',
  title: 'Six event streams hold all connections, and a fetch waits for one to end',
  at: 'h1',
  // Firefox tells of an event stream when it has ended.
  findings: { chromium: ['h1-limit', 'sse-eats-slots'] },
  pages: {
    '': played(`const streams = Array.from({ length: 6 }, () => new EventSource(fresh(at.h1 + '/sse?n=1&hold=')));
await Promise.all(streams.map((stream) => next(stream, 'message')));
const waiting = get(fresh(at.h1 + '/data'));
await pause(400);
streams[0].close();
await waiting;`),
  },
  expect: {
    why: [{ path: '/sse', is: 'parallel', or: ['speculative'] }, { path: '/data', or: ['unknown', 'parallel'] }],
    stalled: [{ path: '/data', count: 1, ms: 190, by: ['pinned'], only: 'chromium' }],
    stillOpen: [{ path: '/sse?n=1&hold' }],
    unknown: [{ path: '/sse?n=1&hold' }],
  },
};
