import { played, type PageContext, type PageMaker, type Story } from '../story.ts';

/** The same address in both pages: what the first fetched, the second finds in memory. */
const styled: PageMaker = (context: PageContext) => ({ ...played('')(context), head: `<link rel="stylesheet" href="${context.origins.h1}/css?maxage=600&amp;r=memory.style">` });

export const memoryCache: Story = {
  id: 'memory-cache',
  title: 'A style sheet that the second page finds in memory',
  at: 'h1',
  pages: { '': styled, again: styled },
  browser: { preserveLog: true },
  steps: [{ do: 'navigate', page: 'again' }],
  // Firefox may take it from its disk cache instead, and may lose what the first page's log still had to tell.
  expect: {
    noConnection: [{ path: '/css?maxage=600', count: 1, why: 'memory-cache', only: 'chromium' }],
    why: [
      { path: '/css?', or: ['speculative', 'parallel'] },
      { path: '/story/memory-cache/again', or: ['speculative'] },
    ],
  },
};
