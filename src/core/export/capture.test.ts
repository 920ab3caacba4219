import { describe, expect, it } from 'vitest';
import { fieldsOf } from '../base/unknown.ts';
import type { Analysis } from '../model/analysis.ts';
import { chromiumBeforeEntry, chromiumEntry, firefoxEntry, genericEntry, harFile, REUSED, socketEntry, ZERO } from '../test/har.ts';
import { mitmproxyEntry, playwrightEntry, safariEntry, sitespeedEntry, totalEntry, webPageTestEntry } from '../test/har-tools.ts';
import { analyseEntries, analyseFile, openingsOf, readOne } from '../test/read.ts';
import { ofChromium, ofFirefox, withSecrets } from '../test/recordings.ts';
import { refusesCapture, writeCapture } from './capture.ts';
import { KEEPING, sanitising } from './privacy.ts';
import { removedFrom } from './removed.ts';

describe('the entries', () => {
  it('are those of the browser, in its own dialect, which read back are the same recording', () => {
    const entry = chromiumEntry({ timings: { blocked: 2, dns: -1, ssl: -1, connect: -1, send: 0.5, wait: 10, receive: 3, _blocked_queueing: 1 } });
    expect(writeCapture(analyseEntries(entry), sanitising()).log.entries).toEqual([entry]);
    const back = analyseFile(JSON.parse(JSON.stringify(writeCapture(ofChromium(), sanitising()))));
    expect(openingsOf(back)).toEqual(openingsOf(ofChromium()));
    expect(back.totals).toEqual(ofChromium().totals);
  });

  it('have beside them what the other sources said', () => {
    const { entries, _timing, _webRequest } = writeCapture(ofFirefox(), sanitising()).log;
    expect([entries.length, _timing.length, _webRequest.length]).toEqual([3, 5, 1]);
  });

  it.each<readonly [string, object]>([
    ['Chromium', chromiumEntry({ timings: REUSED })], ['an older Chromium', chromiumBeforeEntry()], ['Firefox', firefoxEntry()], ['a WebSocket', socketEntry({ entry: { _webSocketMessages: [{ type: 'send', time: 1, opcode: 1, data: 'x' }] } })], ['Safari', safariEntry()], ['WebPageTest', webPageTestEntry({ spoken: 'HTTP/2' })], ['chrome-har', sitespeedEntry({ reused: true })], ['Playwright', playwrightEntry()], ['mitmproxy', mitmproxyEntry({ timings: { connect: null, ssl: null, send: 1, wait: 2, receive: 3 } })], ['a tool that knows the whole alone', totalEntry()], ['ourselves', { ...genericEntry({ connection: '7', response: { _hidden: ['status', 'headers'] } }), _opening: 'none', _basis: 'reported', _noConnection: 'cache', _proxyAddress: true, _run: 'run 2' }],
  ])('of %s are read back the same, though only known fields are written', (_name, entry) => {
    const [written] = writeCapture(analyseEntries({ ...entry, _unknown: 1 }), sanitising()).log.entries;
    expect(written).not.toHaveProperty('_unknown');
    expect({ ...readOne(written), raw: null }).toEqual({ ...readOne(entry), raw: null });
  });

  it('have nothing that tools put beside, whose secrets nobody knows', () => {
    const beside = { _requestCookies: { a: 's3cret' }, _cookie: 's3cret', _pwd: 's3cret', _title: 's3cret', _rawRequest: 'GET /\r\nCookie: s3cret', comment: 's3cret', _messages: [{ payload: 's3cret' }], webSocketMessages: [{ data: 's3cret' }], _body: { text: 's3cret' } };
    const { request, response, ...entry } = chromiumEntry({ entry: beside, response: { content: { size: 1, mimeType: 'x', _textBase64: 's3cret', comment: 's3cret' } } }) as { readonly request: object; readonly response: object };
    const posted = { ...request, comment: 's3cret', postData: { mimeType: 'x', _base64: 's3cret', comment: 's3cret' } };
    expect(JSON.stringify(writeCapture(analyseEntries({ ...entry, request: posted, response }), sanitising()))).not.toContain('s3cret');
  });

  it('have the names of what is untold, and nothing else in their place', () => {
    const untold = (list: unknown): unknown => writeCapture(analyseEntries(chromiumEntry({ timings: { ...REUSED, _hidden: list } as never })), sanitising()).log.entries[0];
    expect(untold(['send'])).toMatchObject({ timings: { _hidden: ['send'] } });
    expect(JSON.stringify([untold({ token: 's3cret' }), untold(['send', { token: 's3cret' }]), untold('Bearer s3cret')])).not.toContain('s3cret');
  });

  it('may have fields that are called like what every object has', () => {
    const hostile = JSON.parse('{"constructor":{"a":1},"__proto__":{"a":1},"toString":"x","request":{"hasOwnProperty":1,"url":"http://a.test/"}}') as object;
    expect(writeCapture(analyseEntries({ ...hostile, _user: hostile }), sanitising()).log.entries).toEqual([{ request: { url: 'http://a.test/' } }]);
  });

  it('that are nested without end end somewhere', () => {
    let deep: unknown = 'x';
    for (let i = 0; i < 50_000; i++) deep = { deep };
    expect(JSON.stringify(writeCapture(analyseEntries({ ...chromiumEntry(), _deep: deep }), sanitising())).length).toBeLessThan(5000);
  });
});

it('is refused where no entry is one of a HAR, and not where some are', () => {
  const [request] = analyseEntries(chromiumEntry()).requests;
  const ofLog = { ...request!, observations: request!.observations.map((seen) => ({ ...seen, raw: null })) as never };
  const refused = (...requests: Analysis['requests']): boolean => refusesCapture({ ...ofChromium(), requests }) !== null;
  const beside = { ...ofLog, observations: [...ofLog.observations, ...ofFirefox().requests.flatMap(({ observations }) => observations.filter(({ source }) => source === 'web-request'))] as never };
  expect([refused(ofLog, ofLog), refused(ofLog, request!), refused(beside), refused()]).toEqual([true, false, false, false]);
});

describe('what is removed', () => {
  it('is told by name and number, never by value', () => {
    const removed = removedFrom(withSecrets());
    expect(Object.fromEntries(removed.map(({ what, count }) => [what, count]))).toEqual({ cookie: 2, header: 3, parameter: 4, body: 4, 'user name': 1, fragment: 1 });
    expect(removed.find(({ what }) => what === 'header')?.names).toEqual(['authorization', 'cookie', 'set-cookie']);
    expect(JSON.stringify(removed)).not.toContain('s3cret');
  });

  it('is a page’s title, too', () => {
    const page = { id: 'p', title: 'Inbox of Ann', startedDateTime: new Date(ZERO).toISOString(), pageTimings: {} };
    expect(removedFrom(analyseFile(harFile([chromiumEntry({ pageref: 'p' })], [page])))).toEqual([{ what: 'page title', count: 1, names: [] }]);
  });

  it('is nothing where there is nothing', () => {
    expect(removedFrom(analyseEntries(chromiumEntry()))).toEqual([]);
  });

  it('and else stays as it came', () => {
    const [first] = withSecrets().requests;
    expect(writeCapture(withSecrets(), KEEPING).log.entries[0]).toEqual(first?.observations.map((seen) => (seen.source === 'har' ? fieldsOf(seen.raw) : null))[0]);
  });
});
