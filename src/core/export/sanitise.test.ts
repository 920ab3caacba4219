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

  it.each(['api_key', 'X-Passwd', 'Cookie2', 'DPoP', 'x-amzn-oidc-data', 'Ocp-Apim-Subscription-Key'])('%s is a secret as a parameter of that name is', (name) => {
    expect(sanitiseHeaders([{ name, value: 's3cret' }])).toEqual([{ name, value: 'redacted' }]);
  });

  it.each([
    ['X-Custom', 'Bearer s3cret', 'Bearer redacted'],
    ['X-Custom', 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.s3cret', 'redacted'],
    ['Location', 'cb#s3cret', 'cb'],
    ['Location', ' https://u:s3cret@a.test/', ' https://a.test/'],
    ['Content-Location', '//u:s3cret@a.test/', '//a.test/'],
    ['X-Form', 'token=s3cret', 'token=redacted'],
    ['Link', '<https://a.test/#s3cret>; rel=preload', '<https://a.test/>; rel=preload'],
    ['Access-Control-Allow-Credentials', 'true', 'true'],
    ['Sec-WebSocket-Key', 'dGhlIHNhbXBsZSBub25jZQ==', 'dGhlIHNhbXBsZSBub25jZQ=='],
    ['Permissions-Policy', 'identity-credentials-get=(self), otp-credentials=()', 'identity-credentials-get=(self), otp-credentials=()'],
  ])('%s: %s', (name, value, clean) => {
    expect(sanitiseHeaders([{ name, value }])).toEqual([{ name, value: clean }]);
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
