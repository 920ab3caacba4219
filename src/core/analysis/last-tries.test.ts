import { expect, it } from 'vitest';
import { chromiumEntry, OPENED, REUSED, type Told } from '../test/har.ts';
import { analyseEntries, openingsOf } from '../test/read.ts';

const refused = (at: number, more: Told = {}): unknown => chromiumEntry({ at, id: null, status: 0, time: 5, timings: { ...REUSED, wait: 1, receive: 0 }, response: { _error: 'net::ERR_CONNECTION_REFUSED' }, ...more });
const answered = (at: number): unknown => chromiumEntry({ at, timings: at === 0 ? OPENED : REUSED });

it('what was refused may have been sent before on a connection that was kept', () => {
  expect(openingsOf(analyseEntries(answered(0), answered(100), refused(200)))).toEqual(['new', 'reused', 'unknown: failed']);
});

it('and so may all that were on their way with it; what comes after found none', () => {
  expect(openingsOf(analyseEntries(answered(0), refused(200, { time: 30 }), refused(210), refused(300)))).toEqual(['new', 'unknown: failed', 'unknown: failed', 'none: failed']);
});

it('where there never was a connection, or one of another origin, none came about', () => {
  expect(openingsOf(analyseEntries(refused(0), answered(100)))).toEqual(['none: failed', 'opened-earlier']);
  expect(openingsOf(analyseEntries(answered(0), refused(100, { url: 'http://other.test/' })))).toEqual(['new', 'none: failed']);
});
