import { played, type Story } from '../story.ts';

export const h2Apart: Story = {
  id: 'h2-apart',
  title: 'HTTP/2: two hosts, one address, two certificates, two connections',
  at: 'h2',
  // Firefox dates no opening of what was opened ahead.
  findings: { chromium: ['could-coalesce'], may: ['could-coalesce'] },
  pages: { '': played(`await together(4, (i) => image(fresh(at.h2apart + '/img?seed=' + i)));`) },
  expect: {
    sockets: [{ server: 'h2', min: 2, max: 2 }],
    apart: [['/story/', '/img?']],
    // On a busy machine several connects race, and the first to be used may not be the one that a request waited for.
    why: [{ path: '/img?', is: 'not-coalesced', or: ['speculative'] }],
  },
};
