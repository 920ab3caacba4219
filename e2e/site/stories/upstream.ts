import { played, type Story } from '../story.ts';

export const upstream: Story = {
  id: 'upstream',
  title: 'A proxy that connects to its server anew for each request',
  at: 'h1',
  findings: { chromium: ['upstream-opened-anew'], firefox: ['upstream-opened-anew'] },
  pages: { '': played(`await inTurn(6, () => get(fresh(at.h1 + '/proxied?upstream=3')));`) },
};
