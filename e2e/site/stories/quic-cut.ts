import { played, type Story } from '../story.ts';

export const quicCut: Story = {
  id: 'quic-cut',
  title: 'HTTP/3 is cut off in the middle of the page',
  needs: 'h3',
  at: 'h2',
  findings: { chromium: ['quic-fallback'], firefox: ['quic-fallback'] },
  // The page comes from elsewhere: the way must be open before a browser hears of it, or it takes it for broken.
  // The server hangs up on HTTP/2, as it does on what nobody uses: else Chromium goes back to that, and opens nothing.
  // What was lost the page asks for again, as Firefox does not.
  pages: {
    '': played(`await get(at.h2 + '/quic/open');
const moved = () => performance.getEntriesByType('resource').some((entry) => entry.nextHopProtocol === 'h3');
for (let tries = 0; tries < 40 && !moved(); tries++) await get(fresh(at.cutoff + '/data?delay=25'));
await inTurn(3, () => get(fresh(at.cutoff + '/data?when=before')));
await get(at.h2 + '/quic/cut');
while (await get(fresh(at.cutoff + '/data?when=cut')) === 0);
await inTurn(3, () => get(fresh(at.cutoff + '/data?when=after')));`),
  },
  browser: { quicAltSvc: ['cutoff'], quicIdleS: 5 },
  expect: {
    protocol: [{ origin: 'cutoff', protocol: 'h2' }, { origin: 'cutoff', protocol: 'h3' }],
    why: [
      { path: '/data?delay=25', is: 'protocol-upgrade', or: ['first-contact'] },
      { path: '/data?when=cut', is: 'quic-fallback' },
    ],
    // Chromium sends it again by itself, Firefox gives it up.
    lost: [{ path: '/data?when=cut' }],
  },
};
