import { expect, it } from 'vitest';
import { maskedPath } from './cache-busting.ts';

it.each([
  ['/assets/index-DiwrgTda.js', '/assets/index-*.js', 'Vite: letters alone'],
  ['/assets/index-B_x9-k2A.js.map', '/assets/index-*.js.map', 'with the dash and underscore of base64url'],
  ['/main.3f5a9c01be7d2244aa10.chunk.css', '/main.*.chunk.css', 'webpack'],
  ['/_next/static/9fK2mXq7LpT4vB8nR1wZc/page.js', '/_next/static/*/page.js', 'a build id as a folder'],
  ['/app.3f5a9c.css', '/app.*.css', 'six digits of hex, the fewest'],
  ['/i/123e4567-e89b-12d3-a456-426614174000.png', '/i/*.png', 'UUID'],
  ['/live/1699999999999/feed', '/live/*/feed', 'ms since 1970'],
  ['/chunk-4ZQ7XK2A.js', '/chunk-*.js', 'esbuild'],
])('%s → %s (%s)', (path, masked) => {
  expect(maskedPath(path)).toBe(masked);
});

it.each(['/app-manifest.json', '/product/10000001', '/jquery-3.7.1.min.js', '/2024/11/21/news.html', '/html5shiv.js', '/api/getUserInfo', '/facade.js', '/app.3f5a9.css', '/v1/users'])('%s stays: there is no hash in it', (path) => {
  expect(maskedPath(path)).toBe(path);
});
