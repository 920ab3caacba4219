import { played, type Story } from '../story.ts';

export const h2: Story = {
  id: 'h2',
  title: 'HTTP/2: 14 images on one connection',
  at: 'h2',
  pages: { '': played(`await together(14, (i) => image(fresh(at.h2 + '/img?delay=40&seed=' + i)));`) },
  expect: {
    sockets: [{ server: 'h2', min: 1, max: 1 }],
    protocol: [{ origin: 'h2', protocol: 'h2' }],
  },
};
