import { played, type Story } from '../story.ts';

export const mixedContent: Story = {
  id: 'mixed-content',
  title: 'What a page over https may not ask over http',
  at: 'tls',
  pages: {
    '': played(`await get(at.h1 + '/data?case=mixed');
const sheet = element('link', { rel: 'stylesheet', href: at.h1 + '/css?case=mixed' });
document.head.append(sheet);
await next(sheet, 'load', 'error');
await get(at.tls + '/data');`),
  },
  expect: {
    noConnection: [
      { path: '/data?case=mixed', count: 1, why: 'blocked' },
      { path: '/css?case=mixed', count: 1, why: 'blocked' },
    ],
  },
};
