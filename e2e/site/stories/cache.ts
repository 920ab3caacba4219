import { played, type Story } from '../story.ts';

export const cache: Story = {
  id: 'cache',
  title: 'Revalidation, disk cache and memory cache',
  at: 'h1',
  pages: {
    '': played(`const validated = fresh(at.h1 + '/etag'), kept = fresh(at.h1 + '/cached?maxage=600&by=fetch'), picture = fresh(at.h1 + '/cached?maxage=600&by=image');
await inTurn(2, () => get(validated));
await inTurn(2, () => get(kept));
await inTurn(2, () => image(picture));
const style = fresh(at.h1 + '/css?maxage=600');
await inTurn(2, async () => {
  const link = element('link', { rel: 'stylesheet', href: style });
  document.head.append(link);
  await next(link, 'load');
});`),
  },
  expect: {
    noConnection: [
      { path: '/cached?maxage=600&by=fetch', count: 1, why: 'disk-cache' },
      // Chromium's document keeps an image that it has and asks for it no more; Firefox tells of the second.
      { path: '/cached?maxage=600&by=image', count: 1, why: 'memory-cache', only: 'firefox' },
      { path: '/css?maxage=600', count: 1, why: 'memory-cache', only: 'chromium' },
    ],
  },
};
