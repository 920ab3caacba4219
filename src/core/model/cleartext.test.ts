import { expect, it } from 'vitest';
import { aRequest } from '../../../e2e/playground/fixture.ts';
import { isCleartext } from './cleartext.ts';

const request = (url: string, told: Partial<Parameters<typeof aRequest>[0]> = {}): boolean => isCleartext(aRequest({ url, at: 0, conn: 1, protocol: 'http/1.1', ...told }));

it('is what http: and ws: are, but not where they may have been encrypted', () => {
  expect([request('http://a.test/'), request('ws://a.test/', { protocol: 'ws' })]).toEqual([true, true]);
  expect([request('https://a.test/'), request('wss://a.test/', { protocol: 'wss' }), request('data:,a')]).toEqual([false, false, false]);
  expect([request('http://a.test/', { protocol: 'h2' }), request('http://a.test/', { tls: 5 })]).toEqual([false, false]);
});
