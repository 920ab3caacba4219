import { expect, it } from 'vitest';
import { saysClose } from '../model/observation.ts';
import { readAnswered } from './headers.ts';

it('keeps the headers that speak of connections, in any case, repeated ones joined', () => {
  const headers = [
    { name: 'Connection', value: 'keep-alive' },
    { name: 'connection', value: 'Upgrade' },
    { name: 'Proxy-Connection', value: 'close' },
    { name: 'Set-Cookie', value: 'secret=1' },
    { name: 'ALT-SVC', value: 'h3=":443"' },
  ];
  expect(readAnswered(headers)).toEqual({ headers: { connection: 'keep-alive, Upgrade', 'proxy-connection': 'close', 'alt-svc': 'h3=":443"' }, allows: null });
});

it.each([[undefined], ['none'], [[null, { name: 'connection' }, { value: 'close' }, { name: 7, value: 'close' }]]])('reads nothing from %j', (headers) => {
  expect(readAnswered(headers)).toEqual({ headers: {}, allows: null });
});

it('finds an option in a list, in any case, and no part of a word', () => {
  expect(saysClose({ connection: 'Upgrade, Close' })).toBe(true);
  expect(saysClose({ connection: 'closed' })).toBe(false);
  expect(saysClose({})).toBe(false);
});
