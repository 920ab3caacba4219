import { played, type Story } from '../story.ts';

export const cache: Story = {
  id: 'cache',
  title: 'Revalidation, disk cache and the memory of images',
  at: 'h1',
  pages: {
    '': played(`const validated = fresh(at.h1 + '/etag'), kept = fresh(at.h1 + '/cached?maxage=600&by=fetch'), picture = fresh(at.h1 + '/cached?maxage=600&by=image');
await inTurn(2, () => get(validated));
await inTurn(2, () => get(kept));
await inTurn(2, () => image(picture));`),
  },
  expect: {
    noConnection: [
      { path: '/cached?maxage=600&by=fetch', count: 1, why: 'disk-cache' },
      // Chromium's document keeps an image that it has and asks for it no more; Firefox tells of the second.
      { path: '/cached?maxage=600&by=image', count: 1, why: 'memory-cache', only: 'firefox' },
    ],
  },
};
