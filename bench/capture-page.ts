import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const RESOURCES = 200;

/** A page of 200 small scripts, from one server on loopback. */
export async function startCapturePage(): Promise<{ readonly url: string; close(): Promise<void> }> {
  const scripts = Array.from({ length: RESOURCES }, (_, i) => `<script async src="/s/${i}.js"></script>`).join('');
  const server = createServer(({ url = '/' }, response) => {
    response.setHeader('Cache-Control', 'no-store');
    if (url.startsWith('/s/')) response.setHeader('Content-Type', 'text/javascript').end('// nothing to do\n'.repeat(20));
    else if (url === '/') response.setHeader('Content-Type', 'text/html').end(`<!doctype html><title>200 small resources</title>${scripts}`);
    else response.writeHead(204).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
