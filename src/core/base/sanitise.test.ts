import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sanitiseText, sanitiseUrl } from './sanitise.ts';

describe('a URL', () => {
  it.each([
    ['https://ann:secret@shop.test/a', 'https://shop.test/a'],
    ['https://ann@home:secret@shop.test/a', 'https://shop.test/a'],
    ['https://ann@shop.test/a', 'https://shop.test/a'],
    ['https://shop.test/a#access_token=1', 'https://shop.test/a'],
    ['https://shop.test/?access_token=1&q=2', 'https://shop.test/?access_token=redacted&q=2'],
    ['https://shop.test/?X-Amz-Signature=1&api%5Fkey=2', 'https://shop.test/?X-Amz-Signature=redacted&api%5Fkey=redacted'],
    ['https://shop.test/?code=1&state=2&sid=3&id_token=4', 'https://shop.test/?code=redacted&state=redacted&sid=redacted&id_token=redacted'],
  ])('%s is written %s', (url, written) => {
    expect(sanitiseUrl(url)).toBe(written);
  });

  it.each(['https://shop.test/p@th?q=a+b%20c&&x&=y&monkey=1&z=%E0%A4%A', 'wss://shop.test:8080/', ''])('%s is left letter by letter', (url) => {
    expect(sanitiseUrl(url)).toBe(url);
  });

  it('whatever a query holds, what does not tell is left byte for byte', () => {
    // Before an @ may stand a user name, after a ; the name of a secret.
    const harmless = fc.tuple(fc.constantFrom('q', 'page', 'utm_source', '%zz', ''), fc.string().map((text) => text.replaceAll(/[&#?@;]/g, '')));
    fc.assert(
      fc.property(fc.array(harmless), (parameters) => {
        const query = parameters.map(([name, value]) => `${name}=${value}`).join('&');
        expect(sanitiseUrl(`https://shop.test/?${query}&token=x`)).toBe(`https://shop.test/?${query}&token=redacted`);
      }),
    );
  });
});

describe('what hides in other spellings', () => {
  it.each([
    ['https://a.test/?authToken=abc&x=1', 'https://a.test/?authToken=redacted&x=1'],
    ['https://a.test/?user[password]=abc', 'https://a.test/?user[password]=redacted'],
    ['https://a.test/?PHPSESSID=abc', 'https://a.test/?PHPSESSID=redacted'],
    ['https://a.test/app;jsessionid=abc?x=1', 'https://a.test/app;jsessionid=redacted?x=1'],
    ['https://a.test/?author=me&design=2&monkey=3', 'https://a.test/?author=me&design=2&monkey=3'],
    ['data:text/plain,body', 'data:text/plain,'],
    ['https://a.test/?ticket=ST-1&oauth_verifier=2&client_assertion=3&_csrf=4&hmac=5&Policy=6&Key-Pair-Id=7', 'https://a.test/?ticket=redacted&oauth_verifier=redacted&client_assertion=redacted&_csrf=redacted&hmac=redacted&Policy=redacted&Key-Pair-Id=redacted'],
    ['https://a.test/?q=http%3A%2F%2Fx.test%2F%3Ftoken%3D1%26n%3D2', 'https://a.test/?q=http%3A%2F%2Fx.test%2F%3Ftoken%3Dredacted%26n%3D2'],
    ['https://a.test/?to=http%3A%2F%2Fann%3Apw%40x.test%2F', 'https://a.test/?to=http%3A%2F%2Fx.test%2F'],
    ['https://a.test/?redirect_uri=http://y.test/?code=1&n=2', 'https://a.test/?redirect_uri=http://y.test/?code=redacted&n=2'],
    ['https://a.test/?to=https%3A%2F%2Fapp.test%2Fcb%23access_token%3D1', 'https://a.test/?to=https%3A%2F%2Fapp.test%2Fcb%23access_token%3Dredacted'],
    ['https://a.test/?body=a+b%26key%3Dfoo', 'https://a.test/?body=a%20b%26key%3Dredacted'],
    ['https://a.test/?to=https://ann:pw@b.test/x', 'https://a.test/?to=https://b.test/x'],
    ['https://a.test/?x=http%3A%2F%2Fx.test%2F%3Fr%3Dhttps%3A%2F%2Fann%3Apw%40b.test%2F', 'https://a.test/?x=http%3A%2F%2Fx.test%2F%3Fr%3Dhttps%3A%2F%2Fb.test%2F'],
    ['https://a.test/?u=https%253A%252F%252Fx.test%252F%253Fcode%253D1', `https://a.test/?u=${encodeURIComponent(encodeURIComponent('https://x.test/?code=redacted'))}`],
    ['https://a.test/?u=\ud800%26code%3D1&n=2', 'https://a.test/?u=redacted&n=2'],
    ['https://a.test/fetch/https%3A%2F%2Fbob%3AHUNTER2%40img.test%2Fp%3Faccess_token%3D1', 'https://a.test/fetch/https%3A%2F%2Fimg.test%2Fp%3Faccess_token%3Dredacted'],
    ['https://a.test/fetch/https%253A%252F%252Fbob%253APW%2540img.test/x?n=1', `https://a.test/fetch/${encodeURIComponent(encodeURIComponent('https://img.test'))}/x?n=1`],
    ['https://a.test/fetch/https%3A%2F%2Fimg.test%2Fp%20q%3Fn%3D1/x', 'https://a.test/fetch/https%3A%2F%2Fimg.test%2Fp%20q%3Fn%3D1/x'],
    ['https://a.test/?u=https%3A%2F%2Fp.test%2Fget%2Fhttps%253A%252F%252Fbob%253APW%2540img.test%3Fn%3D1', 'https://a.test/?u=https%3A%2F%2Fp.test%2Fget%2Fhttps%253A%252F%252Fimg.test%3Fn%3D1'],
    ['https://a.test/?params=access_token%3D1%26x%3D1', 'https://a.test/?params=access_token%3Dredacted%26x%3D1'],
    ['https://a.test/?params=access_token%3D1', 'https://a.test/?params=access_token%3Dredacted'],
    ['https://a.test/?params=x%3D1%26y%3Dhttps%3A%2F%2Fb.test%2Fa%3Db', 'https://a.test/?params=x%3D1%26y%3Dhttps%3A%2F%2Fb.test%2Fa%3Db'],
    ['https://a.test/?params=x=1;token=2;y=3', 'https://a.test/?params=x=1;token=redacted;y=3'],
    ['https://a.test/?d=a=1;b=2;c=3;d=4;e=5;f=6;g=7;h=8;i=9;j=10;k=11;l=12;m=13;n=14;o=15;p=16;q=17;r=18', 'https://a.test/?d=a=1;b=2;c=3;d=4;e=5;f=6;g=7;h=8;i=9;j=10;k=11;l=12;m=13;n=14;o=15;p=16;q=17;r=18'],
    ['https://a.test/?hash=c2Vzc2lvbg==&q=token+%3D+1', 'https://a.test/?hash=c2Vzc2lvbg==&q=token+%3D+1'],
    ['https://a.test/?sign=1&call_design=2', 'https://a.test/?sign=redacted&call_design=2'],
    ['https://a.test/?q=http%3a%2f%2fx.test%2f%3Fn%3D1', 'https://a.test/?q=http%3a%2f%2fx.test%2f%3Fn%3D1'],
  ])('%s', (url, clean) => expect(sanitiseUrl(url)).toBe(clean));
});

it('addresses within addresses, however deep, are cleaned at once and never fail', () => {
  let nested = 'x';
  for (let i = 0; i < 30; i++) nested = `?a=;b=${encodeURIComponent(nested)}`;
  expect(sanitiseUrl(`https://a.test/${nested.slice(0, 200_000)}`)).toContain('redacted');
  expect(sanitiseUrl(`https://a.test/${'?a='.repeat(3000)}`)).toMatch(/^https:\/\/a\.test\/\?a=/);
});

it('a chain of five harmless addresses is left letter by letter', () => {
  let chain = 'https://a.test/end?n=1';
  for (let i = 0; i < 4; i++) chain = `https://a.test/redir?to=${encodeURIComponent(chain)}&r=${i}`;
  expect(sanitiseUrl(chain)).toBe(chain);
});

describe('a token is known by its look, whatever it is called', () => {
  const JWT = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl';
  const JWE = 'eyJhbGciOiJkaXIiLCJlbmMiOiJBMTI4R0NNIn0..48V1_ALb6US04U3b.5eym8TW_c8SuK0ltJ3rpYIzOeDQz7TALvtu6UG9oMo4vpzs9tX_EFShS8iB7j6ji.XFBoMYUZodetZdvTiFvSkQ';
  it.each([
    [`https://a.test/reset/${JWT}/x?q=1`, 'https://a.test/reset/redacted/x?q=1'],
    [`https://a.test/?x=${JWT}&n=2`, 'https://a.test/?x=redacted&n=2'],
    [`https://a.test/?x=v1.${JWT}`, 'https://a.test/?x=v1.redacted'],
    [`https://a.test/?x=${JWE}`, 'https://a.test/?x=redacted'],
    ['https://a.test/?x=ghp_abcdefghijklmnopqrstuvwxyz0123456789&y=sk_live_0123456789ab', 'https://a.test/?x=redacted&y=redacted'],
    ['https://a.test/xoxb-123456789012-abcdef/x', 'https://a.test/redacted/x'],
    ['https://api.telegram.test/bot123456:ABC-DEF1234ghIkl-zyx57W2v1u123ew11/getMe', 'https://api.telegram.test/bot123456:redacted/getMe'],
    ['https://a.test/?%7B%22token%22%3A%22PW%22%7D&b=1', 'https://a.test/?%7B%22token%22%3A%22redacted%22%7D&b=1'],
    [`wss://a.test/graphql?header=${btoa('{"host":"a.test","x-api-key":"PW"}')}&payload=e30=`, 'wss://a.test/graphql?header=redacted&payload=e30='],
    [`https://a.test/?d=${encodeURIComponent(btoa('{"x":"~~~???","token":"PW"}'))}`, 'https://a.test/?d=redacted'],
    [`https://a.test/${btoa('{"token":"PW"}').replaceAll('=', '')}/next/page`, 'https://a.test/redacted'],
    [`https://a.test/?x=Bearer%20abc&y=bearer+def&n=2`, 'https://a.test/?x=Bearer%20redacted&y=bearer+redacted&n=2'],
    [`https://a.test/?data=${encodeURIComponent('{"a":1,"token":"abc","n":{"pin":4}}')}`, `https://a.test/?data=${encodeURIComponent('{"a":1,"token":"redacted","n":{"pin":"redacted"}}')}`],
    [`https://a.test/?data={"to":"https://ann:pw@b.test/?code=1"}&n=2`, 'https://a.test/?data={"to":"https://b.test/?code=redacted&n=2'],
    [`https://a.test/?d=${encodeURIComponent('{"tokens":["a","b"]}')}&n=2`, `https://a.test/?d=${encodeURIComponent('{"tokens":"redacted"')}&n=2`],
    [`https://web.test/2020/https://ann:pw@b.test/`, 'https://web.test/2020/https://b.test/'],
  ])('%s', (url, clean) => expect(sanitiseUrl(url)).toBe(clean));

  it.each(['https://a.test/monkeyJump.config.v2.js', 'https://a.test/eyJidWNrZXQi.jpg', 'https://a.test/?d=%7B%22a%22%3A1%7D', 'https://a.test/?%7B%22a%22%3A1%7D', 'https://a.test/?d=eyJhIjoxfQ%3D%3D', 'https://a.test/eyJhIjoxfQ/x', 'https://a.test/bearer/1', 'https://a.test/sk_live_news', 'https://a.test/robot:1', 'https://a.test//p@th', 'https://a.test/1.2.3.4.5/x'])('%s is none', (url) => expect(sanitiseUrl(url)).toBe(url));
});

describe('user names, however the address is written', () => {
  it.each([
    ['blob:https://u:PW@a.test/x', 'blob:https://a.test/x'],
    ['view-source:https://u:PW@a.test/', 'view-source:https://a.test/'],
    ['//u:PW@a.test/', '//a.test/'],
    ['https:/u:PW@a.test/', 'https:/a.test/'],
    ['https:///u:PW@a.test/', 'https:///a.test/'],
    ['https:u:PW@a.test/', 'https:a.test/'],
    ['https:\\\\u:PW@a.test/', 'https:\\\\a.test/'],
    [' https://u:PW@a.test/', ' https://a.test/'],
    ['u:PW@a.test:443', 'a.test:443'],
    ['u:PW@a.test:443/x#y', 'a.test:443/x'],
    ['https://a.test\\@b/', 'https://a.test\\@b/'],
    ['javascript:fetch("PW")', 'javascript:'],
    [' data:text/plain,PW', ' data:text/plain,'],
  ])('%s', (url, clean) => expect(sanitiseUrl(url)).toBe(clean));
});

describe('a text', () => {
  it.each([
    ['0; url=https://u:PW@a.test/#access_token=PW', '0; url=https://a.test/'],
    ['<https://u:PW@a.test/a#t=PW>; rel=preload, <//u:PW@b.test/>', '<https://a.test/a>; rel=preload, <//b.test/>'],
    ['report-uri https://u:PW@a.test/ https://b.test/?key=PW', 'report-uri https://a.test/ https://b.test/?key=redacted'],
    ['{"endpoints":[{"url":"https:\\/\\/u:PW@a.test\\/"}]}', '{"endpoints":[{"url":"https:\\/\\/a.test\\/"}]}'],
    ['token=PW&a=b', 'token=redacted&a=b'],
    ['a=b, token=PW', 'a=b, token=redacted'],
    ['cb#access_token=PW', 'cb#access_token=redacted'],
    ['{"access_token":"PW"}', '{"access_token":"redacted"}'],
    ['{\\"access_token\\":\\"PW\\"}', '{\\"access_token\\":"redacted"'],
    ['{"token":"P', '{"token":"redacted"'],
    ['db;desc="token=PW";dur=3', 'db;desc="token=redacted";dur=3'],
    ['/fetch/https%3A%2F%2Fbob%3APW%40img.test', '/fetch/https%3A%2F%2Fimg.test'],
    ['failed (https://a.test/?token=PW)', 'failed (https://a.test/?token=redacted'],
  ])('%s', (text, clean) => expect(sanitiseText(text)).toBe(clean));

  it.each([
    'cache;desc="hit";dur=1.5, auth;dur=3', 'h3=":443"; ma=86400, h2="alt.test:443"', 'timeout=5, max=100', 'text/html; charset=utf-8', 'max-age=31536000; includeSubDomains', '"Chromium";v="156", "Not A;Brand";v="99"',
    'geolocation=(), publickey-credentials-get=(self "https://a.test"), private-state-token-issuance=()', '{"group":"a","max_age":1,"endpoints":[{"url":"https://a.test/r"}]}', 'net::ERR_CONNECTION_REFUSED', "default-src 'self' https://a.test; script-src https://b.test", 'u=1, i', '',
  ])('%s stays', (text) => expect(sanitiseText(text)).toBe(text));
});

/** What looks back over all it has read would take minutes each. */
it.each(
  ['a', '/', '\\', 'eyJ', 'eyJ.', 'eyJ/', 'ghp_', '/bot1', 'eyJ.eyJ', '"', '"a"', '"a" ', '{"token":', 'bearer ', 'Bearer%20', '@', ':', 'a:', '//', 'a://', 'a=', '?', '%22', ' ', ',', '\\"', 'token=', '{"a":"', '%2F', 'a%', '=%', ';a=', 'a="', '%25', 'a=%3D'],
)('300,000 characters of %s are read', (run) => {
  const long = run.repeat(Math.ceil(300_000 / run.length));
  for (const text of [long, `https://a.test/?q=${long}`, `${long}x`]) expect(sanitiseUrl(text).length + sanitiseText(text).length).toBeGreaterThan(0);
}, 60_000);

it('a quoted parameter of a header goes with its quotes', () => {
  expect(sanitiseText('</app.js>; rel=preload; nonce="N456"; as=script')).toBe('</app.js>; rel=preload; nonce=redacted; as=script');
});
