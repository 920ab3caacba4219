import { chromiumEntry, harFile, OPENED, REUSED } from '../../src/core/test/har.ts';
import { netlog } from '../../src/core/test/netlog.ts';
import type { GivenFile } from './two-builds.ts';

const PAGE = 'http://a.test/page';

/**
 * One run of the browser, told twice. DevTools' HAR has a page of three requests,
 * the last of which failed and has no id. The NetLog has the same, who opened
 * the sockets, one that nobody used, and what another tab asked for.
 */
export function oneRun(): [har: GivenFile, log: GivenFile] {
  const failed = chromiumEntry({ url: 'http://a.test/gone', at: 300, id: null, connection: '80', status: 0, httpVersion: '', timings: { ...REUSED, blocked: 40 }, response: { _error: 'net::ERR_CONNECTION_RESET' } });
  const har = harFile([chromiumEntry({ url: PAGE, id: '5', timings: REUSED, entry: { _resourceType: 'document' } }), chromiumEntry({ url: 'http://a.test/style.css', at: 200, id: '6', timings: OPENED }), failed]);
  const log = netlog()
    .socket(5, { preconnect: true, closed: { at: 900, reason: 'Idle time limit expired' } })
    .socket(6, { at: 200, closed: { at: 950, reason: 'Socket pool destroyed' } })
    .socket(7, { at: 20, preconnect: true, closed: { at: 900, reason: 'Idle time limit expired' } })
    .socket(8, { at: 300 })
    .socket(9, { at: 40, group: 'http://other-tab.test <http://other-tab.test same_site>' })
    .request(1, { url: PAGE, socket: 5, type: 'main frame' })
    .request(2, { url: 'http://a.test/style.css', at: 200, socket: 6, waited: true })
    .request(3, { url: 'http://a.test/gone', at: 300, socket: 8, waited: true, error: -101 })
    .request(4, { url: 'http://other-tab.test/', at: 40, socket: 9, waited: true, type: 'main frame' });
  return [
    { name: 'page.har', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(har)) },
    { name: 'run.json', mimeType: 'application/json', buffer: Buffer.from(log.text()) },
  ];
}
