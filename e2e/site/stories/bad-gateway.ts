import { played, type Story } from '../story.ts';

export const badGateway: Story = {
  id: 'bad-gateway',
  title: 'A proxy whose application closes idle connections first: 502 after pauses',
  at: 'h1',
  findings: { chromium: ['app-timeout-below-proxy'], firefox: ['app-timeout-below-proxy'] },
  // The waiting is the story: no application gives up an idle connection in less than 2 s by default.
  pages: {
    '': played(`await inTurn(2, async () => {
  await get(fresh(at.h1 + '/proxied?'));
  await pause(2300);
  await get(fresh(at.h1 + '/proxied?status=502'));
});
await get(fresh(at.h1 + '/proxied?'));`),
  },
};
