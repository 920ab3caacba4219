import { describe, expect, it } from 'vitest';
import { sanitiseHeaders } from './sanitise.ts';

describe('a header', () => {
  it.each(['Cookie', 'set-cookie', 'Authorization', 'Proxy-Authorization', 'X-CSRF-Token', 'X-Api-Key', 'x-session-id', 'X-Auth-Token'])('%s keeps its name and loses its value', (name) => {
    expect(sanitiseHeaders([{ name, value: 's3cret' }])).toEqual([{ name, value: 'redacted' }]);
  });

  it('others stay, URLs in them sanitised', () => {
    const headers = [{ name: 'Accept', value: 'text/html' }, { name: 'Referer', value: 'https://a:b@shop.test/?token=1#x' }, { name: 'Location', value: '/in?code=1' }];
    expect(sanitiseHeaders(headers).map(({ value }) => value)).toEqual(['text/html', 'https://shop.test/?token=redacted', '/in?code=redacted']);
  });

  it('the host of a request over HTTP/2 stays: it is in its URL as well', () => {
    expect(sanitiseHeaders([{ name: ':authority', value: 'shop.test' }, { name: 'authority-token', value: 's3cret' }]).map(({ value }) => value)).toEqual(['shop.test', 'redacted']);
  });

  it('what is no header is left out', () => {
    expect(sanitiseHeaders([null, { name: '' }, { name: 'A' }, { value: 'b' }])).toEqual([]);
    expect(sanitiseHeaders(undefined)).toEqual([]);
  });

  it('parameters inside other headers', () => {
    expect(sanitiseHeaders([{ name: 'Link', value: '<https://x.test/?token=abc>; rel=preload' }, { name: 'Location', value: 'cb?code=abc' }])).toEqual([
      { name: 'Link', value: '<https://x.test/?token=redacted>; rel=preload' },
      { name: 'Location', value: 'cb?code=redacted' },
    ]);
  });
});
