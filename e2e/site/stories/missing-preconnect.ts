import type { Story } from '../story.ts';

export const missingPreconnect: Story = {
  id: 'missing-preconnect',
  title: 'A style sheet from far away, of which the markup says nothing',
  at: 'h1',
  findings: { chromium: ['missing-preconnect'], firefox: ['missing-preconnect'] },
  // The script is slow to come: meanwhile a preconnect would have been through.
  pages: {
    '': ({ origins, load }) => {
      const sheet = `${origins.far}/css?r=${load}.css`;
      return { head: `<script src="/style.js?delay=600&amp;r=${load}.js&amp;sheet=${encodeURIComponent(sheet)}"></script>` };
    },
  },
  expect: { why: [{ path: '/css', is: 'first-contact' }] },
};
