import { analyse } from '../analysis/analyse.ts';
import type { Analysis } from '../model/analysis.ts';
import { chromiumEntry, firefoxEntry, harFile, OPENED_TLS, REUSED, socketEntry, ZERO } from './har.ts';
import { analyseEntries, analyseFile, heard } from './read.ts';
import { hiddenTiming, navigationTiming, newTiming, reusedTiming, timingBatch, webRecord } from './timing.ts';

const FAILED = { id: null, status: 0, httpVersion: '', timings: { ...REUSED, blocked: 20 } };

/** A HAR of Chromium with every opening, and things that cannot be right. */
export const ofChromium = (): Analysis =>
  analyseFile(
    harFile(
      [
        chromiumEntry({ url: 'https://shop.test/?q=shoes&token=abc', httpVersion: 'http/2.0', id: '58', timings: OPENED_TLS, pageref: 'page_1', headers: { 'Set-Cookie': 'a=b', 'Content-Type': 'text/html' } }),
        chromiumEntry({ url: 'https://cdn.test/site.css', httpVersion: 'http/2.0', id: '58', at: 70, timings: REUSED }),
        chromiumEntry({ url: 'http://img.test/1.png', id: '61', at: 75, timings: { ...REUSED, blocked: 44 }, headers: { Connection: 'close' } }),
        chromiumEntry({ url: 'https://shop.test/a.js', at: 90, entry: { _fromCache: 'memory' } }),
        chromiumEntry({ url: 'http://gone.test/', at: 95, ...FAILED, response: { _error: 'net::ERR_CONNECTION_REFUSED' } }),
        chromiumEntry({ url: 'http://reset.test/', at: 96, ...FAILED, response: { _error: 'net::ERR_CONNECTION_RESET' } }),
        chromiumEntry({ url: 'data:text/css,a', at: 97, id: null, connection: null }),
        socketEntry({ at: 100 }),
        socketEntry({ method: '', status: 0, entry: { startedDateTime: '1969-12-31T23:59:59.000Z' } }),
      ],
      [{ id: 'page_1', title: 'https://shop.test/', startedDateTime: new Date(ZERO).toISOString(), pageTimings: { onContentLoad: 80.25, onLoad: -1 } }],
    ),
  );

/** A live recording of Firefox: estimated lanes, a cross-origin request, a beacon, one that still runs. */
export const ofFirefox = (): Analysis =>
  analyse(
    heard({
      har: [firefoxEntry(), firefoxEntry({ at: 60 }), firefoxEntry({ at: 90, url: 'http://shop.test:8080/cached', connection: null, ip: null })],
      timing: [timingBatch([navigationTiming({ loadEventEnd: 200 }), newTiming(), reusedTiming({ startTime: 60 }), hiddenTiming({ name: 'https://cdn.test/', startTime: 30 }), reusedTiming({ name: 'http://shop.test:8080/stream', startTime: 100, responseEnd: 0 })])],
      web: [webRecord({ requestId: '9', url: 'http://shop.test:8080/bye', type: 'ping', at: 300 })],
    }),
  );

/** `s3cret` wherever a HAR can have one. */
export const withSecrets = (): Analysis =>
  analyseEntries(
    chromiumEntry({
      url: 'https://ann:s3cret@shop.test/in?token=s3cret&q=shoes#s3cret',
      sent: { Cookie: 'sid=s3cret', Authorization: 'Bearer s3cret', Referer: 'https://shop.test/?code=s3cret' },
      headers: { 'Set-Cookie': 'sid=s3cret', Location: '/home?session=s3cret' },
      redirectTo: 'https://shop.test/home?session=s3cret',
      response: { content: { size: 6, mimeType: 'text/plain', text: 's3cret' }, cookies: [{ name: 'sid', value: 's3cret' }] },
      entry: { _initiator: { type: 'script', stack: { callFrames: [{ url: 'https://shop.test/a.js?api_key=s3cret' }] } }, _webSocketMessages: [{ type: 'send', opcode: 1, data: 's3cret' }], _eventSourceMessages: [{ time: 1, eventName: 'message', eventId: '', data: 's3cret' }], _requestBody: 's3cret', _details: { accessToken: 's3cret', lines: ['cookie: sid=s3cret', 'accept: */*'] } },
    }),
    chromiumEntry({ at: 50, method: 'POST', entry: { request: { method: 'POST', url: 'https://shop.test/in', httpVersion: 'h2', headers: [], cookies: [{ name: 'sid', value: 's3cret' }], queryString: [{ name: 'password', value: 's3cret' }], headersSize: -1, bodySize: 6, postData: { mimeType: 'text/plain', text: 's3cret', params: [{ name: 'a', value: 's3cret' }] } } } }),
  );
