import { played, type Story } from '../story.ts';

export const websocketFailed: Story = {
  id: 'websocket-failed',
  title: 'WebSockets: one rejected with 403, one refused',
  needs: 'websockets',
  at: 'h1',
  pages: {
    '': played(`for (const url of [at.h1 + '/ws-rejected', at.refused + '/ws']) await next(new WebSocket(fresh(url.replace('http', 'ws'))), 'close');`),
  },
  expect: {
    noId: [{ path: '/ws-rejected', why: 'websocket' }],
    why: [{ path: '/ws-rejected', or: ['websocket'] }],
    noConnection: [{ path: '/ws?', count: 1, why: 'refused' }],
  },
};
