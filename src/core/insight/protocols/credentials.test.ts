import { describe, expect, it } from 'vitest';
import { chromiumEntry, firefoxEntry, REUSED, type Told } from '../../test/har.ts';
import { analyseEntries, only } from '../../test/read.ts';
import { sentWith } from '../findings/test/case.ts';
import { credentialsOf } from './credentials.ts';

const of = (sent: Readonly<Record<string, string>>, told: Told = {}, entry = chromiumEntry): string =>
  credentialsOf(only(analyseEntries(sentWith(entry({ url: 'https://cdn.test/a', timings: REUSED, ...told }), sent)).requests));

const ANYONE = { headers: { 'Access-Control-Allow-Origin': '*' } };
const CORS = { 'sec-fetch-mode': 'cors', 'sec-fetch-site': 'cross-site', origin: 'https://shop.test' };

describe('credentials were', () => {
  it.each([
    ['sent', { Cookie: 'a=b' }, {}],
    ['sent', { ...CORS, 'Sec-Fetch-Storage-Access': 'active' }, {}],
    ['sent', { 'sec-fetch-mode': 'navigate' }, {}],
    ['omitted', CORS, { entry: { _resourceType: 'font' } }],
    ['omitted', CORS, ANYONE],
    ['omitted', CORS, { headers: { 'Access-Control-Allow-Origin': 'https://shop.test' } }],
    ['unknown', CORS, { headers: { 'Access-Control-Allow-Origin': 'https://shop.test', 'Access-Control-Allow-Credentials': 'true' } }],
    ['unknown', CORS, {}],
    ['unknown', { 'sec-fetch-mode': 'no-cors' }, ANYONE],
    // A page's own fetch is in mode "cors" too, and nothing is checked.
    ['unknown', { ...CORS, 'sec-fetch-site': 'same-origin' }, ANYONE],
    ['unknown', { ...CORS, authorization: 'Bearer x' }, {}],
    ['unknown', CORS, { ...ANYONE, status: 403 }],
    ['unknown', CORS, { ...ANYONE, response: { _error: 'net::ERR_FAILED' } }],
    ['unknown', {}, ANYONE],
  ] as const)('%s: %j, %j', (answer, sent, told) => {
    expect(of(sent, told)).toBe(answer);
  });

  it('unknown in Firefox, whose log does not say that an answer was kept from the page', () => {
    expect(of(CORS, { ...ANYONE, timings: { blocked: 0, dns: 0, connect: 1, ssl: 5, send: 0, wait: 9, receive: 1 } }, firefoxEntry)).toBe('unknown');
  });
});
