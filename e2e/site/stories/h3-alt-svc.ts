import { played, type Story } from '../story.ts';

export const h3AltSvc: Story = {
  id: 'h3-alt-svc',
  title: 'From HTTP/2 to HTTP/3 by Alt-Svc',
  needs: 'h3',
  at: 'altsvc',
  // Browsers move over a request or two after they hear of HTTP/3: ask until one did, then three more.
  pages: {
    '': played(`const moved = () => performance.getEntriesByType('resource').some((entry) => entry.nextHopProtocol === 'h3');
for (let tries = 0; tries < 40 && !moved(); tries++) await get(fresh(at.altsvc + '/data?delay=25'));
await inTurn(3, () => get(fresh(at.altsvc + '/data')));`),
  },
  browser: { quicAltSvc: ['altsvc'] },
  expect: {
    protocol: [
      { origin: 'altsvc', protocol: 'h2' },
      { origin: 'altsvc', protocol: 'h3' },
    ],
    why: [{ path: '/data', is: 'protocol-upgrade' }],
  },
};
