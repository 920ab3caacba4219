import { played, type Story } from '../story.ts';

export const redirects: Story = {
  id: 'redirects',
  title: 'Redirects within an origin and across two',
  at: 'h1',
  findings: { chromium: ['redirect-opens-connection'], may: ['redirect-opens-connection'] },
  pages: {
    '': played(`const to = (origin, target) => fresh(origin + '/redir?to=' + encodeURIComponent(target));
await get(to(at.h1, fresh(at.h1 + '/data?hop=same')));
await get(to(at.h1, fresh(at.cdn + '/data?hop=across')));
await get(to(at.h1, to(at.h1, to(at.cdn, fresh(at.cdn + '/data?hop=chain')))));
await image(to(at.h1, fresh(at.cdn + '/img?hop=picture')));`),
  },
  // Resource Timing describes a chain as a whole, and HAR tells no connect of 0 ms.
  expect: {
    unknown: [{ path: '/redir?' }, { path: '/data?hop' }, { path: '/img?hop' }],
    why: [
      { path: '/data?hop=across', is: 'first-contact' },
      // The fetches to the other origin have no credentials, the picture has.
      { path: '/img?hop=picture', is: 'credentials' },
    ],
  },
};
