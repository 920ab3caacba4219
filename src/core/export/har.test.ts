import { describe, expect, it } from 'vitest';
import type { Analysis } from '../model/analysis.ts';
import { insightOf } from '../insight/insight.ts';
import { hasProxyAddress } from '../model/network-use.ts';
import { isSetupCut } from '../model/setup-cut.ts';
import { runOfRequest } from '../model/run.ts';
import { chromiumEntry, firefoxEntry, harFile, OPENED, OPENED_TLS, REUSED, socketEntry, ZERO } from '../test/har.ts';
import { playwrightEntry, sitespeedEntry } from '../test/har-tools.ts';
import { analyseEntries, analyseFile, heard, only, openingOf } from '../test/read.ts';
import { ofChromium, ofFirefox } from '../test/recordings.ts';
import { hiddenTiming, reusedTiming, timingBatch } from '../test/timing.ts';
import { analyse } from '../analysis/analyse.ts';
import { writeHar } from './har.ts';
import { KEEPING } from './privacy.ts';
import type { ExportedEntry } from './har-entry.ts';

const exported = (entry: unknown): ExportedEntry => only(writeHar(analyseEntries(entry)).log.entries);
const readBack = (analysis: Analysis): Analysis => analyseFile(JSON.parse(JSON.stringify(writeHar(analysis))));

it('a page of which neither title nor address is known is called by its id', () => {
  const page = { id: 'page_1', startedDateTime: new Date(ZERO).toISOString(), pageTimings: {} };
  expect(writeHar(analyseFile(harFile([chromiumEntry()], [page]))).log.pages.map(({ title }) => title)).toEqual(['page_1']);
});

describe('timings', () => {
  it('a length stays a length, `ssl` inside `connect`', () => {
    const { timings, time } = exported(chromiumEntry({ timings: OPENED_TLS }));
    expect([timings, time]).toEqual([{ blocked: 2, _blocked_queueing: 1, dns: 4, connect: 30, ssl: 18, send: 0.5, wait: 10, receive: 3 }, 49.5]);
  });

  it('Firefox\'s `ssl` beside `connect` moves inside', () => {
    const url = 'https://shop.test/';
    expect(exported(firefoxEntry({ url, connection: '443', timings: { blocked: 0, dns: 0, connect: 31, ssl: 20, send: 0, wait: 12, receive: 0 } }))).toMatchObject({ time: 63, timings: { connect: 51, ssl: 20 } });
  });

  it('what did not happen is −1', () => {
    expect(exported(chromiumEntry({ timings: REUSED })).timings).toMatchObject({ dns: -1, connect: -1, ssl: -1 });
    expect(exported(chromiumEntry({ timings: OPENED })).timings).toMatchObject({ connect: 20, ssl: -1 });
  });

  it('0 ms stays 0', () => {
    expect(exported(chromiumEntry({ timings: { ...OPENED, dns: 0, blocked: 0 } })).timings).toMatchObject({ dns: 0, blocked: 0 });
  });

  it('what nobody told is missing, and where HAR demands a number it is marked', () => {
    const { timings, _stalled } = only(writeHar(analyse(heard({ timing: [timingBatch([hiddenTiming()])] }))).log.entries);
    expect([timings, _stalled]).toEqual([{ send: 0, wait: 0, receive: 0, _hidden: ['send', 'wait', 'receive'] }, null]);
  });

  it('so is a status that nobody told, which is read back as that', () => {
    const untold = analyse(heard({ timing: [timingBatch([reusedTiming({ responseStatus: 0 })])] }));
    expect(only(writeHar(untold).log.entries)).toMatchObject({ request: { method: '' }, response: { status: 0, _hidden: ['status', 'headers'] } });
    expect(only(readBack(untold).requests)).toMatchObject({ method: null, status: null });
  });
});

it.each(['memory', 'disk'] as const)('what came from the %s cache says so in the field that DevTools reads', (cache) => {
  expect(exported(chromiumEntry({ id: null, entry: { _fromCache: cache } }))).toMatchObject({ _fromCache: cache });
  expect(exported(chromiumEntry())).not.toHaveProperty('_fromCache');
});

describe('`connection` is our connection\'s id', () => {
  it('the browser\'s own, or one that is marked as an estimate, which is never read back for a name', () => {
    expect(exported(chromiumEntry())).toMatchObject({ connection: '58', _connection: '58' });
    expect(exported(socketEntry())).toMatchObject({ connection: '~1', _connection: '~1', _basis: 'inferred' });
    expect(readBack(analyseEntries(socketEntry())).connections.map(({ basis }) => basis.kind)).toEqual(['inferred']);
  });
});

it('an address that is a proxy\'s is read back as one, and no other for the id that stands in the place of the port', () => {
  const of = (port: string): Analysis => analyseEntries(chromiumEntry({ entry: { connection: port } }));
  const [direct, proxied] = [of('8080'), of('3128')];
  expect([direct, proxied].map((analysis) => only(writeHar(analysis).log.entries)._proxyAddress)).toEqual([undefined, true]);
  expect([direct, proxied].map((analysis) => hasProxyAddress(only(readBack(analysis).requests)))).toEqual([false, true]);
});

it('the run of the browser is named, so that its connections and its pages are told apart again', () => {
  const page = (id: string): unknown => ({ id, title: 'https://shop.test/', startedDateTime: new Date(ZERO).toISOString(), pageTimings: {} });
  const entries = ['page_1', 'page_1-1'].flatMap((pageref) => [0, 50].map((at) => sitespeedEntry({ pageref, at, timings: at === 0 ? OPENED : REUSED })));
  const before = analyseFile(harFile([...entries, sitespeedEntry({ pageref: 'page_1-1-1', at: 90, connection: null })], [page('page_1'), page('page_1-1')]));
  expect(writeHar(before).log.entries.map(({ pageref, _run, _connectionId }) => [pageref, _run, _connectionId])).toEqual([
    ['page_1', undefined, '22'],
    ['page_1-1', 'run 2', '22 of run 2'],
    ['page_1', undefined, '22'],
    ['page_1-1', 'run 2', '22 of run 2'],
    [undefined, 'run 3', undefined],
  ]);
  const after = readBack(before);
  expect(after.requests.map((request) => [request.page, runOfRequest(request), request.connection])).toEqual(before.requests.map((request) => [request.page, runOfRequest(request), request.connection]));
});

it('a reused connection of Playwright is read back as one: what we write has no −1 that stands for "not measured"', () => {
  const timings = { dns: -1, connect: -1, ssl: -1, send: 0, wait: 8, receive: -1 };
  const before = analyseEntries(playwrightEntry(), playwrightEntry({ at: 100, timings }));
  expect([before, readBack(before)].map(({ requests }) => requests.map(openingOf))).toEqual([['new', 'reused'], ['new', 'reused']]);
});

it('sizes that Chromium computed to less than nothing are not known', () => {
  expect(exported(chromiumEntry({ response: { bodySize: -129, headersSize: 129 } })).response).toMatchObject({ bodySize: -1, headersSize: 129 });
});

it('headers are sanitised, those of a memory-poor recording are the few that are known', () => {
  expect(exported(chromiumEntry({ headers: { 'Set-Cookie': 'a=b', Server: 'x' } })).response.headers).toEqual([{ name: 'Set-Cookie', value: 'redacted' }, { name: 'Server', value: 'x' }]);
});

it('what nobody told, and HAR demands as a number, is read back as not told', () => {
  const { requests } = readBack(analyse(heard({ timing: [timingBatch([hiddenTiming()])] })));
  expect(only(requests).phases).toMatchObject({ send: { state: 'hidden' }, wait: { state: 'hidden' }, receive: { state: 'hidden' } });
});

it('with its secrets: bodies, cookies and titles as they came, less what HAR does not allow', () => {
  const posted = { mimeType: 'x', text: null, params: [{ name: 'a', value: null }, { value: 'b' }, { name: 'c', value: 'd' }] };
  const entry = chromiumEntry({ response: { cookies: [{ name: 'a', value: 'b', domain: null }], content: { size: 1, mimeType: 'x', text: 'y' } } });
  const { request, response } = only(writeHar(analyseEntries({ ...entry, request: { ...(entry['request'] as object), postData: posted } }), KEEPING).log.entries);
  expect(request.postData).toEqual({ mimeType: 'x', params: [{ name: 'a' }, { name: 'c', value: 'd' }] });
  expect([response.cookies, response.content]).toEqual([[{ name: 'a', value: 'b' }], { size: 1, mimeType: 'x', text: 'y' }]);
});

it('the id of a page that is a token is written as another', () => {
  const id = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl';
  const pages = [{ startedDateTime: new Date(ZERO).toISOString(), id, title: 'https://a.test/', pageTimings: {} }];
  const { log } = writeHar(analyseFile(harFile([chromiumEntry({ pageref: id })], pages)));
  expect([log.pages[0]!.id, log.entries[0]!.pageref]).toEqual(['page 1', 'page 1']);
});

describe('read back', () => {
  const shown = (analysis: Analysis): unknown => ({
    requests: analysis.requests.map((request) => [request.url, request.start, request.page, request.protocol, openingOf(request), request.connection]),
    connections: analysis.connections.map(({ id, basis, protocol, origins, setup, openedAt }) => ({ id, kind: basis.kind, protocol, origins, setup, openedAt })),
    pages: analysis.pages,
  });
  const reported = (): Analysis => analyseEntries(
    chromiumEntry({ url: 'https://shop.test/', httpVersion: 'http/2.0', timings: OPENED_TLS }),
    chromiumEntry({ url: 'https://cdn.test/site.css', httpVersion: 'http/2.0', at: 70, timings: REUSED }),
    chromiumEntry({ url: 'http://img.test/1.png', id: '61', at: 75, timings: REUSED }),
    chromiumEntry({ url: 'https://shop.test/a.js', at: 90, entry: { _fromCache: 'memory' } }),
    chromiumEntry({ url: 'http://gone.test/', at: 95, id: null, status: 0, httpVersion: '', response: { _error: 'net::ERR_CONNECTION_REFUSED' } }),
  );

  it('connections that the browser named and the openings on them are the same', () => {
    expect(shown(readBack(reported()))).toEqual(shown(reported()));
  });

  it('a setup that had begun before its request is one still', () => {
    const before = analyseEntries(chromiumEntry({ at: 12.345, timings: { ...OPENED, dns: 0, blocked: 3.25, _blocked_queueing: 3.25 } }));
    expect([before, readBack(before)].map(({ requests }) => isSetupCut(only(requests)))).toEqual([true, true]);
  });

  it('a header that a log of another kind has not is no header that the answer had not', () => {
    const cut = { url: 'http://a.test/1', id: '1', headers: { 'Content-Type': 'text/html' }, sent: { Host: 'a.test' }, timings: OPENED };
    const entries = [chromiumEntry(cut), chromiumEntry({ ...cut, url: 'http://a.test/2', id: '2', at: 100 })];
    const reasonOf = (analysis: Analysis): unknown => insightOf(analysis).why.get(analysis.requests[1]!.id)?.reason;
    const whole = analyseEntries(...entries);
    // As a NetLog tells of it: what is read of the headers, without the entry.
    const few = { ...whole, requests: whole.requests.map((request) => ({ ...request, observations: request.observations.map((seen) => ({ ...seen, raw: null })) })) };
    expect([reasonOf(whole), reasonOf(readBack(whole)), reasonOf(readBack(few))]).toEqual(['server-close', 'server-close', 'unknown']);
    expect([whole, few].map((analysis) => writeHar(analysis).log.entries[0]!).map(({ request, response }) => [request._hidden, response._hidden])).toEqual([[undefined, undefined], [['headers'], ['headers']]]);
  });

  it.each([['Chromium', ofChromium], ['Firefox', ofFirefox]])('a recording of %s makes no claim that it did not make', (_name, recording) => {
    const before = recording();
    const after = readBack(before);
    expect(after.requests.length).toBe(before.requests.length);
    expect(after.connections.filter(({ basis }) => basis.kind === 'reported').map(({ id }) => id)).toEqual(before.connections.filter(({ basis }) => basis.kind === 'reported').map(({ id }) => id));
    const claims = after.requests.map((request, index) => `${openingOf(before.requests[index]!).split(':')[0]} -> ${openingOf(request).split(':')[0]}`);
    expect(claims.filter((claim) => /^(unknown|none) -> (new|opened-earlier|reused)/.test(claim))).toEqual([]);
  });
});
