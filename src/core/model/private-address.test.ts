import { expect, it } from 'vitest';
import { isPrivateAddress } from './private-address.ts';

it.each(['10.9.0.2', '172.16.0.1', '172.31.255.1', '192.168.0.7', '169.254.1.1', 'fd12:3456::1', 'fc00::1', 'fe80::1', 'FEBF::1', '[fd00::1]'])('%s is of a private network', (address) => {
  expect(isPrivateAddress(address)).toBe(true);
});

it.each(['127.0.0.1', '::1', '203.0.113.2', '172.15.0.1', '172.32.0.1', '192.169.0.1', '100.64.0.1', '110.0.0.1', '2001:db8::fd00', 'fec0::1', null])('%s is not', (address) => {
  expect(isPrivateAddress(address)).toBe(false);
});
