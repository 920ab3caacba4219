import { played, type Story } from '../story.ts';

export const keepAlive: Story = {
  id: 'keep-alive',
  title: 'Keep-alive: 14 images from one HTTP/1.1 host',
  at: 'h1',
  // held a little, so that the images really compete for the six sockets
  pages: { '': played(`await together(14, (i) => image(fresh(at.h1 + '/img?delay=40&seed=' + i)));`) },
  expect: {
    sockets: [{ server: 'h1', min: 1, max: 6 }],
    why: [{ path: '/img?', is: 'parallel', or: ['speculative'] }],
  },
};
