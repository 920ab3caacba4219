import { played, type Story } from '../story.ts';

export const goaway: Story = {
  id: 'goaway',
  title: 'HTTP/2: GOAWAY in the middle of the page',
  at: 'goaway',
  // Chromium seldom has the new connection before it knows which request takes it: then nothing shows that one waited for it.
  findings: { may: ['goaway-mid-page'] },
  pages: {
    '': played(`const slow = together(2, () => get(fresh(at.goaway + '/data?delay=600&when=before')));
await get(fresh(at.goaway + '/goaway'));
await inTurn(3, () => get(fresh(at.goaway + '/data?when=after')));
await slow;`),
  },
  expect: {
    sockets: [{ server: 'goaway', min: 2, max: 2 }],
    apart: [['/data?delay=600&when=before', '/data?when=after']],
    why: [{ path: '/data?when=after', is: 'drained' }],
  },
};
