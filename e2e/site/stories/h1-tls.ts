import { played, type Story } from '../story.ts';

export const h1Tls: Story = {
  id: 'h1-tls',
  title: 'HTTP/1.1 over TLS',
  at: 'tls',
  pages: { '': played(`await together(8, (i) => image(fresh(at.tls + '/img?delay=40&seed=' + i)));`) },
  expect: {
    sockets: [{ server: 'tls', min: 1, max: 6 }],
    protocol: [{ origin: 'tls', protocol: 'http/1.1' }],
    why: [{ path: '/img?', is: 'parallel', or: ['speculative'] }],
  },
};
