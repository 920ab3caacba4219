import { analyse } from '../analysis/analyse.ts';
import type { Analysis } from '../model/analysis.ts';
import { chromiumEntry, firefoxEntry, harFile, OPENED_TLS, REUSED, socketEntry, ZERO } from './har.ts';
import { analyseFile, heard } from './read.ts';
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
