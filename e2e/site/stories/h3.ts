import { played, type Story } from '../story.ts';

export const h3: Story = {
  id: 'h3',
  title: 'HTTP/3 from the first request',
  needs: 'h3',
  at: 'h3',
  pages: { '': played(`await together(6, (i) => image(fresh(at.h3 + '/img?delay=40&seed=' + i)));`) },
  browser: { forceQuic: ['h3'] },
  expect: {
    protocol: [{ origin: 'h3', protocol: 'h3' }],
    // On a busy machine Firefox's page comes over TCP after all, and its images are what is first over QUIC.
    why: [{ path: '/img', or: ['speculative', 'protocol-upgrade'] }],
  },
};
