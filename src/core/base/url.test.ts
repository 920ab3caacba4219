import { describe, expect, it } from 'vitest';
import { siteOf } from './url.ts';

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
