import { expect, it } from 'vitest';
import { chromiumEntry } from '../../test/har.ts';
import { analyseEntries } from '../../test/read.ts';
import { rpcCallsOf, rpcKindOf } from './rpc.ts';

it.each([
  ['application/grpc', 'grpc'],
  ['application/grpc+proto', 'grpc'],
  ['application/grpc-web', 'grpc-web'],
  ['application/grpc-web+proto; charset=x', 'grpc-web'],
  ['application/grpc-web-text+proto', 'grpc-web-text'],
  ['application/connect+json', 'connect-stream'],
  ['application/grpcish', null],
  ['application/json', null],
])('%s is %s', (type, kind) => {
  expect(rpcKindOf(type)).toBe(kind);
});

it('calls of a recording', () => {
  const { requests } = analyseEntries(chromiumEntry({ headers: { 'Content-Type': 'application/grpc-web+proto' } }), chromiumEntry({ at: 50 }));
  expect(rpcCallsOf({ requests } as Parameters<typeof rpcCallsOf>[0])).toEqual([{ request: 'har:0', origin: 'http://shop.test:8080', kind: 'grpc-web' }]);
});
