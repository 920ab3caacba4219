import { played, type Story } from '../story.ts';

export const sse: Story = {
  id: 'sse',
  title: 'Server-sent events: a stream that ends, and one left open',
  at: 'h1',
  findings: { chromium: ['sse-eats-slots'] },
  pages: {
    '': played(`const brief = new EventSource(fresh(at.h1 + '/sse?n=3&every=50'));
await next(brief, 'error'); // the end of the stream; closed here, or it would dial again
brief.close();
globalThis.open = new EventSource(fresh(at.h1 + '/sse?n=2&every=50&hold='));
await next(open, 'message');
await inTurn(2, () => get(fresh(at.h1 + '/data')));`),
  },
  expect: {
    stillOpen: [{ path: '/sse?n=2&every=50&hold' }],
    unknown: [{ path: '/sse?n=2&every=50&hold' }],
    why: [
      { path: '/sse?', or: ['speculative', 'parallel'] },
      { path: '/data', or: ['speculative', 'parallel'] },
    ],
  },
};
