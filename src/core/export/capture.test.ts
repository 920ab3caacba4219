import { describe, expect, it } from 'vitest';
import { fieldsOf } from '../base/unknown.ts';
import { chromiumEntry } from '../test/har.ts';
import { analyseEntries, analyseFile, openingsOf } from '../test/read.ts';
import { ofChromium, ofFirefox, withSecrets } from '../test/recordings.ts';
import { writeCapture } from './capture.ts';
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

  it('that are nested without end end somewhere', () => {
    let deep: unknown = 'x';
    for (let i = 0; i < 50_000; i++) deep = { deep };
    expect(JSON.stringify(writeCapture(analyseEntries({ ...chromiumEntry(), _deep: deep }), sanitising())).length).toBeLessThan(5000);
  });
});

describe('what is removed', () => {
  it('is told by name and number, never by value', () => {
    const removed = removedFrom(withSecrets());
    expect(Object.fromEntries(removed.map(({ what, count }) => [what, count]))).toEqual({ cookie: 2, header: 5, parameter: 5, body: 5, 'user name': 1, fragment: 1 });
    expect(removed.find(({ what }) => what === 'header')?.names).toEqual(['cookie', 'accesstoken', 'authorization', 'set-cookie']);
    expect(JSON.stringify(removed)).not.toContain('s3cret');
  });

  it('is nothing where there is nothing', () => {
    expect(removedFrom(analyseEntries(chromiumEntry()))).toEqual([]);
  });

  it('and else stays as it came', () => {
    const [first] = withSecrets().requests;
    expect(writeCapture(withSecrets(), KEEPING).log.entries[0]).toEqual(first?.observations.map((seen) => (seen.source === 'har' ? fieldsOf(seen.raw) : null))[0]);
  });
});
