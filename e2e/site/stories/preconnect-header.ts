import type { Story } from '../story.ts';

export const preconnectHeader: Story = {
  id: 'preconnect-header',
  title: 'Preconnect by a header, without the crossorigin that fonts need',
  at: 'h2',
  findings: { chromium: ['preconnect-wrong-socket'], firefox: ['preconnect-wrong-socket'] },
  // The page waits until the server has the socket: a request that came sooner would only join the connect.
  pages: {
    '': ({ origins }) => ({
      headers: { Link: `<${origins.fonts}>; rel=preconnect` },
      script: `await get(fresh(at.h2 + '/when?opened=tls'));
await inTurn(2, () => new FontFace('any', 'url(' + fresh(at.fonts + '/data') + ')').load().catch(() => undefined));`,
    }),
  },
  expect: { why: [{ path: '/data', is: 'first-contact' }] },
};
