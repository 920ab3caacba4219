import type { Story } from '../story.ts';

/** Of images of another origin Resource Timing has the times, if that allows it, and in Chromium no status. */
export const lateImages: Story = {
  id: 'late-images',
  title: 'images of another host, all loaded before DevTools was opened',
  at: 'h1',
  pages: {
    '': () => ({
      body: '<h1>All was over</h1><div id="pictures"></div>',
      script: `await together(6, (i) => image(fresh(at.cdn + '/img?delay=80&seed=' + i)));
await inTurn(6, (i) => image(fresh(at.cdn + '/img?seed=' + i)));`,
    }),
  },
  browser: { lateDevTools: true },
  steps: [{ do: 'open-devtools' }],
  expect: {
    sockets: [{ server: 'cdn', min: 6, max: 6 }],
    noId: [
      { path: '/story/late-images', why: 'before-devtools' },
      { path: '/img', why: 'before-devtools' },
    ],
    why: [{ path: '/img', or: ['unknown', 'parallel', 'first-contact'] }],
  },
};
