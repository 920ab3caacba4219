import { played, type Story } from '../story.ts';

export const sharding: Story = {
  id: 'sharding',
  title: 'HTTP/2: pictures spread over two numbered hosts',
  at: 'tls',
  findings: { chromium: ['sharding-on-h2'], firefox: ['sharding-on-h2'] },
  pages: { '': played(`await together(4, (i) => image(fresh((i % 2 ? at.shard1 : at.shard2) + '/img?seed=' + i)));`) },
  expect: { why: [{ path: '/img', is: 'first-contact' }] },
};
