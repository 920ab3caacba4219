import { played, type Story } from '../story.ts';

export const credentialsH2: Story = {
  id: 'credentials-h2',
  title: 'The same HTTP/2 host with and without credentials',
  at: 'h2',
  // Whether the second pool is why, the headers do not decide.
  findings: { may: ['two-credential-pools', 'could-coalesce'] },
  // Browsers differ on whether these share: the log says what this one did.
  pages: {
    '': played(`for (const credentials of ['omit', 'include', 'omit', 'include', 'same-origin'])
  await get(fresh(at.h2img + '/data?with=' + credentials), { credentials });`),
  },
  expect: {
    sockets: [{ server: 'h2', min: 1, max: 2 }],
    why: [{ path: '/data?with=omit', is: 'credentials' }],
  },
};
