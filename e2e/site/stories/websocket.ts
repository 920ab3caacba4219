import { played, type Story } from '../story.ts';

export const websocket: Story = {
  id: 'websocket',
  title: 'WebSockets: ws and wss, one of each closed, one left open',
  needs: 'websockets',
  at: 'h1',
  pages: {
    '': played(`const dial = async (url) => {
  const socket = new WebSocket(fresh(url));
  await next(socket, 'message');
  socket.send('echo');
  await next(socket, 'message');
  return socket;
};
const ws = at.h1.replace('http', 'ws'), wss = at.tls.replace('http', 'ws');
for (const url of [ws, wss]) { const socket = await dial(url + '/ws?closed'); socket.close(); await next(socket, 'close'); }
globalThis.open = await dial(ws + '/ws?hold');`),
  },
  expect: {
    noId: [{ path: '/ws?', why: 'websocket' }],
    stillOpen: [{ path: '/ws?hold' }],
    why: [{ path: '/ws?', is: 'websocket' }],
  },
};
