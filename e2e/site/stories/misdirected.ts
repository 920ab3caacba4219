import { played, type Story } from '../story.ts';

export const misdirected: Story = {
  id: 'misdirected',
  title: 'HTTP/2: 421 on the connection of another host',
  at: 'h2',
  findings: { chromium: ['misdirected'], may: ['misdirected'] },
  // The picture shares the document's connection, and so does what follows: until it is told that it is wrong there.
  pages: {
    '': played(`await image(fresh(at.h2img + '/img?seed=1'));
await get(fresh(at.h2img + '/misdirected'), { credentials: 'include' });`),
  },
  expect: {
    sockets: [{ server: 'h2', min: 2, max: 2 }],
    apart: [['/img?seed=1', '/misdirected']],
    // Firefox tells the second answer with the times of the first connection.
    unknown: [{ path: '/misdirected' }],
    why: [{ path: '/misdirected', is: 'misdirected' }],
  },
};
