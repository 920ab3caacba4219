import { played, type Story } from '../story.ts';

export const preconnectMismatch: Story = {
  id: 'preconnect-mismatch',
  title: 'Preconnect with the wrong crossorigin: a socket that nobody uses',
  at: 'h1',
  pages: {
    '': played(`document.head.append(element('link', { rel: 'preconnect', href: at.cdn }));
await get(fresh(at.h1 + '/when?opened=cdn'));
await inTurn(2, () => get(fresh(at.cdn + '/data'), { credentials: 'omit' }));`),
  },
  // carrying requests; the preconnected one carries none
  expect: {
    sockets: [{ server: 'cdn', min: 1, max: 1 }],
    // The socket that was opened in vain is in no browser's log.
    why: [{ path: '/data', is: 'first-contact' }],
  },
};
