import type { Story } from '../story.ts';

export const earlyHints: Story = {
  id: 'early-hints',
  title: '103 Early Hints: the style sheet comes before the page',
  at: 'h2',
  pages: {
    '': ({ origins, load }) => {
      const style = `${origins.h2}/css?maxage=60&r=${load}.hint`;
      return {
        hints: [`<${style}>; rel=preload; as=style`],
        holdMs: 200, // time for the hint to be taken
        head: `<link rel="stylesheet" href="${style.replaceAll('&', '&amp;')}">`,
        script: `await get(fresh(at.h2 + '/data'));`,
      };
    },
  },
  expect: {
    sockets: [{ server: 'h2', min: 1, max: 1 }],
    noId: [{ path: '/css?maxage=60', why: 'early-hint' }],
  },
};
