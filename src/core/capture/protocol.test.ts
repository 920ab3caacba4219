import { expect, it } from 'vitest';
import { readProtocol } from './protocol.ts';

it.each([
  ['http/1.0', ['HTTP/1.0', 'http/1.0', ' HTTP/1.0 ']],
  ['http/1.1', ['HTTP/1.1', 'http/1.1', 'h1']],
  ['h2', ['h2', 'h2c', 'http/2.0', 'HTTP/2', 'HTTP/2.0', 'H2']],
  ['h3', ['h3', 'HTTP/3', 'HTTP/3.0', 'h3-29', 'h3-Q050', 'http/2+quic/46', 'hq']],
  ['ws', ['ws']],
  ['wss', ['wss']],
  [null, ['', 'unknown', 'blob', 'data', 'h30', 'http/4', undefined, null, 2]],
])('%s is read from all its spellings', (protocol, spellings) => {
  expect(spellings.map(readProtocol)).toEqual(spellings.map(() => protocol));
});
