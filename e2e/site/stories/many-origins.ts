import type { OriginName } from '../addresses.ts';
import type { Story } from '../story.ts';

const once: readonly OriginName[] = ['cdn', 'close', 'http10', 'idle', 'max3', 'tls', 'fonts'];

export const manyOrigins: Story = {
  id: 'many-origins',
  title: 'Seven hosts, each for one picture',
  at: 'h1',
  findings: { chromium: ['origins-contacted-once'], firefox: ['origins-contacted-once'] },
  pages: {
    '': ({ origins, load }) => ({ body: once.map((name) => `<img alt="" src="${origins[name]}/img?r=${load}.${name}">`).join('\n') }),
  },
  expect: { why: [{ path: '/img', is: 'first-contact' }] },
};
