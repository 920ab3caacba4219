import { played, type Story } from '../story.ts';

export const websocketStorm: Story = {
  id: 'websocket-storm',
  title: 'A WebSocket that is dialled again at once, whatever happens',
  at: 'h1',
  // That a handshake was rejected only request events tell, in Chromium.
  browser: { requestEvents: true },
  // Firefox waits longer each time by itself (netwerk/protocol/websocket/WebSocketChannel.cpp, FailDelay).
  findings: { chromium: ['ws-reconnect-storm'], may: ['ws-reconnect-storm'] },
  pages: {
    '': played(`await inTurn(6, async () => {
  await next(new WebSocket(fresh(at.h1.replace('http', 'ws') + '/ws-rejected')), 'close');
  await pause(300);
});`),
  },
  expect: { why: [{ path: '/ws-rejected', or: ['websocket'] }], noId: [{ path: '/ws-rejected', why: 'websocket' }] },
};
