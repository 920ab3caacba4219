import { played, type PageContext, type PageParts, type Story } from '../story.ts';

/** The same address in both pages: what the first fetched, the second finds in memory. */
const styled = ({ origins }: PageContext): string => `<link rel="stylesheet" href="${origins.h1}/css?maxage=600&amp;r=cache.style">`;

const first = (context: PageContext): PageParts => ({
  head: styled(context),
  script: `const validated = fresh(at.h1 + '/etag'), kept = fresh(at.h1 + '/cached?maxage=600&by=fetch'), picture = fresh(at.h1 + '/cached?maxage=600&by=image');
await inTurn(2, () => get(validated));
await inTurn(2, () => get(kept));
await inTurn(2, () => image(picture));`,
});

export const cache: Story = {
  id: 'cache',
  title: 'Revalidation, disk cache and memory cache',
  at: 'h1',
  pages: {
    '': first,
    again: (context) => ({ ...played('')(context), head: styled(context) }),
  },
  browser: { preserveLog: true },
  steps: [{ do: 'navigate', page: 'again' }],
  expect: {
    noConnection: [
      { path: '/cached?maxage=600&by=fetch', count: 1, why: 'disk-cache' },
      // Chromium's document keeps an image that it has and asks for it no more; Firefox tells of the second.
      { path: '/cached?maxage=600&by=image', count: 1, why: 'memory-cache', only: 'firefox' },
      { path: '/css?maxage=600', count: 1, why: 'memory-cache', only: 'chromium' },
    ],
  },
};
