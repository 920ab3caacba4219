import type { Story } from '../story.ts';

export const lateDevtools: Story = {
  id: 'late-devtools',
  title: 'DevTools opened after the page loaded',
  at: 'h1',
  pages: {
    '': () => ({
      body: '<h1>DevTools come late</h1><div id="pictures"></div><button id="more">Fetch more</button>',
      script: `document.querySelector('#more').onclick = () => play(() => inTurn(3, () => get(fresh(at.h1 + '/data?when=late'))));
await together(8, (i) => image(fresh(at.h1 + '/img?when=early&seed=' + i)));`,
    }),
  },
  browser: { lateDevTools: true },
  steps: [{ do: 'open-devtools' }, { do: 'click', selector: '#more' }],
  expect: {
    noId: [
      { path: '/story/late-devtools', why: 'before-devtools' },
      { path: '/img?when=early', why: 'before-devtools' },
    ],
    why: [
      { path: '/img?when=early', or: ['unknown', 'parallel'] },
      { path: '/data?when=late', is: 'unknown' },
    ],
  },
};
