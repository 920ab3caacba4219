import type { Story } from '../story.ts';

export const good: Story = {
  id: 'good',
  title: 'Everything from one HTTP/2 origin, nothing to complain of',
  at: 'h2',
  pages: {
    '': ({ load }) => ({
      head: `<link rel="stylesheet" href="/css?r=${load}.css">`,
      script: `await together(6, (i) => image(fresh(at.h2 + '/img?seed=' + i)));
await inTurn(2, () => get(fresh(at.h2 + '/data')));`,
    }),
  },
  expect: { sockets: [{ server: 'h2', min: 1, max: 1 }] },
};
