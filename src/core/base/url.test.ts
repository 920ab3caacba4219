import { describe, expect, it } from 'vitest';
import { originOf, portOf, siteOf } from './url.ts';

describe('siteOf', () => {
  it.each([
    ['https://shop.example.com:8443/a?b', 'https://example.com'],
    ['https://example.com/', 'https://example.com'],
    ['http://www.example.co.uk/', 'http://example.co.uk'],
    ['http://localhost:8080/', 'http://localhost'],
    ['http://10.0.0.1:81/', 'http://10.0.0.1'],
    ['https://[::1]:81/', 'https://[::1]'],
    ['about:blank', ''],
  ])('%s is of %s', (url, site) => expect(siteOf(url)).toBe(site));
});

describe('originOf', () => {
  it.each([
    ['https://shop.test/a/b?c#d', 'https://shop.test'],
    ['https://shop.test', 'https://shop.test'],
    ['https://shop.test?a=/b', 'https://shop.test'],
    ['https://shop.test#/a', 'https://shop.test'],
    ['https://shop.test:443/', 'https://shop.test'],
    ['http://shop.test:443/', 'http://shop.test:443'],
    ['wss://SHOP.test/', 'wss://shop.test'],
    ['https://ann:pass@shop.test/', 'https://shop.test'],
    ['https://shop.test\\a/b', 'https://shop.test'],
    ['https:shop.test/://b/', 'https://shop.test'],
    ['https://[::1]:81/', 'https://[::1]:81'],
    ['https:///a', 'https://a'],
    ['ws://a/b/c', 'ws://a'],
    ['http://a/', 'http://a'],
    ['http:a/b/c', 'http://a'],
    ['https://', null],
    ['data:text/plain,https://shop.test/', null],
    ['blob:https://shop.test/1', null],
    ['a referrer', null],
    ['', null],
  ])('%s has %s, the second time too', (url, origin) => expect([originOf(url), originOf(url)]).toEqual([origin, origin]));
});

describe('portOf', () => {
  it.each([
    ['https://shop.test/a:81', '443'],
    ['http://shop.test:8080/', '8080'],
    ['ws://shop.test', '80'],
    ['https://[::1]:81/', '81'],
    ['https://[::1]/', '443'],
    ['about:blank', null],
  ])('%s goes to %s', (url, port) => expect(portOf(url)).toBe(port));
});
