import { describe, expect, it } from 'vitest';
import { genericEntry, OPENED, OPENED_TLS, REUSED, type Told } from '../../test/har.ts';
import { preflightOnColdConnection } from './preflight-on-cold-connection.ts';
import { found, h2New, placesOf, savedOver, sentWith } from './test/case.ts';

const preflight = (told: Told = {}): unknown => h2New({ url: 'https://api.test/orders', method: 'OPTIONS', at: 100, id: '2', entry: { _resourceType: 'preflight' }, ...told });
const order = (told: Told = {}): unknown => h2New({ url: 'https://api.test/orders', method: 'POST', at: 150, id: '3', entry: { _resourceType: 'fetch' }, ...told });

describe('preflight-on-cold-connection', () => {
  it('that opened a connection; the request behind it another one: without the preflight all of that goes', () => {
    const [finding] = found(preflightOnColdConnection, [preflight(), order()], { why: { 1: 'credentials' } });
    expect([placesOf(finding!), finding!.connections, savedOver(finding!)]).toEqual([[0, 1], ['2', '3'], [[102, 149.5], [152, 186]]]);
    expect(finding!.evidence).toEqual([
      '1 preflight opened a connection to https://api.test, which took 34 ms of the clock: /orders.',
      '1 of the requests behind them opened yet another connection: preflights have no credentials, and may not share with requests that have.',
    ]);
  });

  it.each([
    ['7200', null],
    ['86400', null],
    ['600', 'Access-Control-Max-Age: 7200'],
  ])('an answer that is remembered for %s s: %s', (age, snippet) => {
    expect(found(preflightOnColdConnection, [preflight({ headers: { 'Access-Control-Max-Age': age } }), order()])[0]!.fix.snippet).toBe(snippet);
  });

  it('names credentials as the reason only where these are', () => {
    expect(found(preflightOnColdConnection, [preflight(), order()], { why: { 1: 'server-close' } })[0]!.evidence[1]).toBe('1 of the requests behind them opened yet another connection.');
  });

  it('says nothing of a second connection where there was none', () => {
    expect(found(preflightOnColdConnection, [preflight(), order({ id: '2', timings: REUSED })])[0]!.evidence.length).toBe(1);
  });

  it('in Chromium the request behind it is dated from before its preflight, for which it waits', () => {
    const behind = order({ at: 99, timings: { ...OPENED_TLS, blocked: 52 } });
    const [finding] = found(preflightOnColdConnection, [preflight(), behind]);
    expect([placesOf(finding!), savedOver(finding!), finding!.evidence.length]).toEqual([[0, 1], [[102, 149.5], [151, 185]], 2]);
  });

  it('a request more than a second later is another one\'s', () => {
    // The preflight ends 49.5 ms after its start; connecting begins 2 ms after the request's.
    expect(found(preflightOnColdConnection, [preflight(), order({ at: 1147 })])[0]!.requests.length).toBe(2);
    expect(found(preflightOnColdConnection, [preflight(), order({ at: 1148 })])[0]!.requests.length).toBe(1);
  });

  it('is certain where the browser names all connections, likely where one is estimated', () => {
    const estimated = sentWith(genericEntry({ url: 'https://api.test/users', method: 'OPTIONS', at: 300, timings: OPENED }), { 'access-control-request-method': 'PUT' });
    const sure = (...entries: readonly unknown[]): unknown => found(preflightOnColdConnection, entries)[0]!.confidence;
    expect([sure(preflight()), sure(estimated), sure(preflight(), estimated)]).toEqual(['certain', 'likely', 'likely']);
  });

  it('is silent on a warm one, and on OPTIONS that is no preflight', () => {
    expect(found(preflightOnColdConnection, [preflight({ timings: REUSED }), order()])).toEqual([]);
    expect(found(preflightOnColdConnection, [preflight({ entry: { _resourceType: 'fetch' } })])).toEqual([]);
  });

  it('is told by its header where the browser has no word for it', () => {
    const told = sentWith(preflight({ entry: { _resourceType: 'other' } }) as Record<string, unknown>, { 'Access-Control-Request-Method': 'POST' });
    expect(found(preflightOnColdConnection, [told]).length).toBe(1);
  });
});
