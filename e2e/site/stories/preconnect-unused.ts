import type { Story } from '../story.ts';

export const preconnectUnused: Story = {
  id: 'preconnect-unused',
  title: 'Preconnect to a host that nobody asks',
  at: 'h1',
  findings: { chromium: ['unused-preconnect'], firefox: ['unused-preconnect'] },
  // The waiting is the story: a recording of less than 10 s cannot tell that nobody comes.
  pages: {
    '': ({ origins }) => ({
      headers: { Link: `<${origins.cdn}>; rel=preconnect` },
      script: `await pause(10_300);
await get(fresh(at.h1 + '/data'));`,
    }),
  },
};
