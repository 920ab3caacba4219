import { describe, expect, it } from 'vitest';
import { isSecretName } from './secret-names.ts';

describe('names that carry a person’s identity or rights', () => {
  it.each(['access_token', 'id_token_hint', 'token_v2', 'token[0]', 'token.value', 'a[token]', 'sessionId2', 'session_state', 'connect.sid', 'PHPSESSID', 'x-sess-id', 'user[password]', 'password2', 'password_confirmation', 'newPassword', 'passcode', 'passphrase', 'pwd1', 'tkn', 'hdnts', 'sign', 'X-Sign', 'apiSign', 'cookie', 'set-cookie'])('%s, however it is numbered, indexed or spelt', (name) => {
    expect(isSecretName(name)).toBe(true);
  });

  it.each(['api_key', 'x_api_key', 'subscription-key', 'authkey', 'auth_key', 'app_key', 'client_key', 'license_key', 'AWSAccessKeyId', 'Key-Pair-Id', 'secretKey', 'key', 'key2', 'api%5Fkey'])('the key %s', (name) => {
    expect(isSecretName(name)).toBe(true);
  });

  it.each(['oobCode', 'auth_code', 'reset_code', 'device_code', 'user_code', 'pin_code', 'otp_code', 'code'])('the code %s', (name) => {
    expect(isSecretName(name)).toBe(true);
  });

  it.each(['Cookie2', 'Set-Cookie2', 'X-Set-Cookie', 'Ocp-Apim-Subscription-Key', 'X-Functions-Key', 'X-Access-Key', 'X-Private-Key', 'x-amzn-oidc-data', 'DPoP', 'X-Otp', 'X-Pass', 'X-Passwd', 'X-Bearer', 'X-Sid', 'X-Authenticated-User', 'Proxy-Authorization', 'WWW-Authenticate', 'Sec-WebSocket-Protocol'])('the header %s', (name) => {
    expect(isSecretName(name)).toBe(true);
  });
});

describe('ordinary names', () => {
  it.each(['keyword', 'keywords', 'monkey', 'hotkey', 'sort_key', 'cacheKey', 'public-key', 'site_key', 'keycode'])('%s, with a key in it', (name) => {
    expect(isSecretName(name)).toBe(false);
  });

  it.each(['zipcode', 'zip_code', 'postcode', 'postalCode', 'countrycode', 'country_code', 'langCode', 'lang_code', 'currencyCode', 'errorcode', 'status_code', 'qrcode', 'encode', 'decode', 'transcode', 'barcode', 'codec', 'code_challenge_method'])('%s, with a code in it', (name) => {
    expect(isSecretName(name)).toBe(false);
  });

  it.each(['author', 'authorId', 'authority', 'design', 'businessId', 'classId', 'inside', 'pinned', 'bypass', 'compass', 'estate', 'q', 'page', ''])('%s', (name) => {
    expect(isSecretName(name)).toBe(false);
  });

  it.each([':authority', 'Access-Control-Allow-Credentials', 'Sec-WebSocket-Key', 'Sec-WebSocket-Accept', 'Sec-Fetch-Storage-Access', 'Sec-CH-UA', 'Server-Timing', 'Alt-Svc', 'Keep-Alive', 'Content-Type', 'Content-Security-Policy', 'Permissions-Policy', 'Referrer-Policy', 'Cross-Origin-Opener-Policy', 'Strict-Transport-Security', 'Surrogate-Key', 'Idempotency-Key', 'ETag', 'Clear-Site-Data', 'Cache-Control'])('the header %s', (name) => {
    expect(isSecretName(name)).toBe(false);
  });
});

it('a name without end costs no time', () => {
  for (const name of ['a'.repeat(1e6), '_'.repeat(1e6), 'aB'.repeat(5e5), '%41'.repeat(3e5)]) expect(isSecretName(name)).toBe(false);
});
