import { played, type Story } from '../story.ts';

export const preflight: Story = {
  id: 'preflight',
  title: 'A CORS preflight that is the first to connect',
  at: 'h2',
  // Firefox may connect before it knows that a preflight is due.
  findings: { chromium: ['preflight-on-cold-connection'], may: ['preflight-on-cold-connection'] },
  pages: { '': played(`await get(fresh(at.tls + '/data'), { headers: { 'X-Story': 'preflight' } });`) },
  expect: { why: [{ path: '/data', is: 'first-contact', or: ['parallel'] }] },
};
