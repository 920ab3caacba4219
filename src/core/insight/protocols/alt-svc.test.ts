import { expect, it } from 'vitest';
import { DEFAULT_MAX_AGE_S, readAltSvc } from './alt-svc.ts';

it.each([
  ['h3=":443"; ma=86400', [['h3', ':443', 86_400]]],
  ['h3=":443"; ma=2592000,h3-29=":443"; ma=1', [['h3', ':443', 2_592_000], ['h3-29', ':443', 1]]],
  ['h2="alt.test:8000"; persist=1', [['h2', 'alt.test:8000', DEFAULT_MAX_AGE_S]]],
  ['h3=":443"; ma=soon', [['h3', ':443', DEFAULT_MAX_AGE_S]]],
  ['quic=":443"; ma=1; v="46,43,39"', [['quic', ':443', 1]]],
  ['nonsense', []],
  ['clear', []],
  ['h3=":443", Clear', []],
  ['=":443"', []],
])('%j', (value, alternatives) => {
  expect(readAltSvc(value)).toEqual(alternatives.map(([protocol, authority, maxAgeS]) => ({ protocol, authority, maxAgeS })));
});
