import { expect, it } from 'vitest';
import { aRequest } from '../../../e2e/playground/fixture.ts';
import type { NoConnection } from '../../core/model/observation.ts';
import { noConnectionText } from './no-connection-text.ts';

const text = (...reasons: readonly NoConnection[]): string => noConnectionText(reasons.map((none, at) => aRequest({ url: 'https://a.example/', at, none })));

it('names what the requests really were, and nothing that they were not', () => {
  expect(text('cache', 'service-worker', 'memory-cache')).toBe('No connection was used: all 3 requests came from cache or a service worker.');
  expect(text('local', 'local')).toBe('No connection was used: all 2 requests were local (a file, data:, or answered inside the browser).');
  expect(text('failed')).toBe('No connection was used: the only request failed.');
  expect(text('cache', 'disk-cache', 'blocked', 'local')).toBe('No connection was used: of 4 requests 2 came from cache or a service worker, 1 was blocked, 1 was local (a file, data:, or answered inside the browser).');
});
