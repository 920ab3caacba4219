import { describe, expect, it } from 'vitest';
import { chromiumEntry, REUSED } from '../test/har.ts';
import { readAll, readOne } from '../test/read.ts';

const HOST = { Host: 'a.test' };

describe('how a page asked', () => {
  it('is read from the headers of the request and of the answer; cookies by their presence alone', () => {
    const sent = { Host: 'a.test', 'Sec-Fetch-Mode': 'cors', 'Sec-Fetch-Dest': 'empty', 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Storage-Access': 'active', Origin: 'https://page.test', Referer: 'https://page.test/a?secret=1', Cookie: 'session=secret' };
    const { asked } = readOne(chromiumEntry({ sent, headers: { 'Access-Control-Allow-Origin': 'https://page.test', 'Access-Control-Allow-Credentials': 'true' } }));
    expect(asked).toEqual({ mode: 'cors', dest: 'empty', site: 'cross-site', origin: 'https://page.test', referrer: 'https://page.test', hasCookie: true, storageAccess: 'active', allows: 'credentials' });
    expect(JSON.stringify(asked)).not.toContain('secret');
  });

  it('is not known from headers that are not those that were sent', () => {
    expect(readOne(chromiumEntry()).asked).toBeNull();
    // Provisional: without a host.
    expect(readOne(chromiumEntry({ sent: { Referer: 'https://page.test/' } })).asked).toBeNull();
    expect(readOne(chromiumEntry({ sent: { ':authority': 'a.test' } })).asked).toMatchObject({ mode: null, origin: null, hasCookie: false });
  });

  it.each([
    ['anyone', { 'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Credentials': 'true' }],
    ['origin', { 'Access-Control-Allow-Origin': 'https://page.test' }],
    ['credentials', { 'access-control-allow-origin': 'https://page.test', 'access-control-allow-credentials': 'true' }],
    [null, { 'Access-Control-Allow-Credentials': 'true' }],
  ])('and the answer allows %s', (allows, headers) => {
    expect(readOne(chromiumEntry({ sent: HOST, headers })).asked?.allows).toBe(allows);
  });

  it('differs between a header that says nothing, one that says "undefined", and none', () => {
    const asked = readAll([{}, { Origin: '' }, { Origin: 'undefined' }].map((headers) => chromiumEntry({ sent: { ...HOST, ...headers } })));
    expect(asked.map((one) => one.asked?.origin)).toEqual([null, '', 'undefined']);
  });

  it('is of each its own where line breaks in headers make two look alike', () => {
    const [one, other] = readAll([{ 'Sec-Fetch-Mode': 'cors\nempty' }, { 'Sec-Fetch-Mode': 'cors', 'Sec-Fetch-Dest': 'empty\n' }].map((headers) => chromiumEntry({ sent: { ...HOST, ...headers } })));
    expect([one?.asked?.mode, other?.asked?.mode]).toEqual(['cors\nempty', 'cors']);
  });

  it('is one object for all that asked alike', () => {
    const [one, two, other] = readAll([chromiumEntry({ sent: HOST }), chromiumEntry({ sent: HOST, url: 'http://shop.test:8080/b' }), chromiumEntry({ sent: { ...HOST, Cookie: 'a' } })]);
    expect(one?.asked).toBe(two?.asked);
    expect(one?.asked).not.toBe(other?.asked);
  });
});

it('time spent on finding a proxy is a part of the stall', () => {
  expect(readOne(chromiumEntry({ timings: { ...REUSED, blocked: 50, _blocked_proxy: 40 } })).proxied).toBe(40);
  expect(readOne(chromiumEntry({ timings: { ...REUSED, _blocked_proxy: -1 } })).proxied).toBeNull();
  expect(readOne(chromiumEntry()).proxied).toBeNull();
});
