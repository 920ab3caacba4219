import type { Story } from '../story.ts';

/** Browsers ask for such a picture over https, unasked: Firefox calls that a redirect, and nothing goes over http. */
export const upgraded: Story = {
  id: 'upgraded',
  title: 'A page over https with a picture from http',
  at: 'tls',
  pages: { '': ({ origins, load }) => ({ body: `<img src="${origins.tls.replace('https:', 'http:')}/img?r=${load}.1">` }) },
  expect: { noConnection: [{ path: '/img', count: 1, why: 'own-redirect', only: 'firefox' }] },
};
