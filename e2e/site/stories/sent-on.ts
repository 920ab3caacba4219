import { played, type Story } from '../story.ts';

const page = played(`await get(fresh(location.origin + '/data'));`);

/** What sends on is of the site of the page before: its connection is that page's, and the next page's is of another pool. */
export const sentOn: Story = {
  id: 'sent-on',
  title: 'Navigations that are sent on to another site, with Preserve log',
  at: 'h2',
  pages: { '': page, there: page, back: page },
  browser: { preserveLog: true },
  steps: [
    { do: 'navigate', page: 'there', at: 'goaway', via: 'h2' },
    { do: 'navigate', page: 'back', via: 'goaway' },
  ],
  findings: { chromium: ['redirect-opens-connection'], firefox: ['redirect-opens-connection'] },
  expect: {
    sockets: [
      { server: 'h2', min: 1, max: 1 },
      { server: 'goaway', min: 1, max: 1 },
    ],
  },
};
