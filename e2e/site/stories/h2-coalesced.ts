import { played, type Story } from '../story.ts';

export const h2Coalesced: Story = {
  id: 'h2-coalesced',
  title: 'HTTP/2: two hosts, one address, one certificate, one connection',
  at: 'h2',
  // Only requests with credentials may share the document's connection; images and these fetches have them.
  pages: {
    '': played(`await together(4, (i) => image(fresh(at.h2img + '/img?seed=' + i)));
await inTurn(2, () => get(fresh(at.h2img + '/data'), { credentials: 'include' }));
await get(fresh(at.h2 + '/data'));`),
  },
  expect: {
    sockets: [{ server: 'h2', min: 1, max: 1 }],
    coalesced: [['h2', 'h2img']],
  },
};
