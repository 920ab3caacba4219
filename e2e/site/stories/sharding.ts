import { played, type Story } from '../story.ts';

export const sharding: Story = {
  id: 'sharding',
  title: 'HTTP/2: pictures spread over two numbered hosts',
  at: 'tls',
  // Firefox names no connection: where neither host's connect is seen, the two may be drawn as one.
  findings: { chromium: ['sharding-on-h2'], may: ['sharding-on-h2'] },
  pages: { '': played(`await together(4, (i) => image(fresh((i % 2 ? at.shard1 : at.shard2) + '/img?seed=' + i)));`) },
  expect: {
    sockets: [{ server: 'h2', min: 2, max: 2 }],
    // Both begin together; on a busy machine one may be there before the other.
    why: [{ path: '/img', is: 'first-contact', or: ['not-coalesced'] }],
  },
};
