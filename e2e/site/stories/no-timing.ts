import { played, type Story } from '../story.ts';

export const noTiming: Story = {
  id: 'no-timing',
  title: 'Another origin that withholds its timing (no Timing-Allow-Origin)',
  at: 'h1',
  pages: {
    '': played(`await inTurn(2, () => get(fresh(at.cdn + '/data?notao=')));
await together(3, () => image(fresh(at.cdn + '/img?notao=')));
await get(fresh(at.h2 + '/data?notao='));`),
  },
  expect: {
    why: [
      { path: '/data?notao=', is: 'first-contact' },
      // The fetches have no credentials, the pictures have.
      { path: '/img?notao=', is: 'credentials', or: ['parallel'] },
    ],
  },
};
