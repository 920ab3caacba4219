import { played, type Story } from '../story.ts';

export const h3Unused: Story = {
  id: 'h3-unused',
  title: 'HTTP/3 offered to a browser that may stay with HTTP/2',
  needs: 'h3',
  at: 'altsvc',
  // Without a switch Chromium does not follow the Alt-Svc of a private authority; Firefox does.
  findings: { chromium: ['h3-offered-unused'], may: ['h3-offered-unused'] },
  // The waiting is the story: a browser has a second to move.
  pages: {
    '': played(`await get(fresh(at.altsvc + '/data'));
await pause(1300);
await inTurn(4, () => get(fresh(at.altsvc + '/data')));`),
  },
  expect: { why: [{ path: '/data', or: ['protocol-upgrade'] }] },
};
