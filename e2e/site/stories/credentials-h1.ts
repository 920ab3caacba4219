import { played, type Story } from '../story.ts';

export const credentialsH1: Story = {
  id: 'credentials-h1',
  title: 'The same HTTP/1.1 host with and without credentials',
  at: 'h1',
  findings: { chromium: ['two-credential-pools'] },
  pages: {
    // Where one follows at once, a busy browser may tell so late of the end before it that nothing shows which connection was free.
    '': played(`for (const credentials of ['omit', 'include', 'omit', 'include', 'same-origin']) {
  await get(fresh(at.cdn + '/data?with=' + credentials), { credentials });
  await pause(300);
}`),
  },
  expect: {
    sockets: [{ server: 'cdn', min: 2, max: 2 }],
    apart: [['/data?with=omit', '/data?with=include']],
    why: [
      { path: '/data?with=omit', is: 'first-contact' },
      { path: '/data?with=include', is: 'credentials' },
    ],
  },
};
