import { expect, it } from 'vitest';
import type { Analysis } from '../model/analysis.ts';
import { inAnyRecording } from '../test/any-recording.ts';
import { analyseFile, openingOf } from '../test/read.ts';
import { harTimings } from './har-timings.ts';
import { writeHar } from './har.ts';
import { KEEPING } from './privacy.ts';

/** What HAR can carry. Which estimated connection a request is on, it cannot: estimates are made anew. */
const carried = ({ pages, requests }: Analysis): unknown => ({
  pages,
  requests: requests.map((request) => ({
    url: request.url,
    method: request.method,
    status: request.status,
    protocol: request.protocol,
    type: request.resourceType,
    page: request.page,
    start: request.start,
    timings: harTimings(request.phases),
    remoteAddress: request.remoteAddress,
    headers: request.headers,
    asked: request.asked,
    error: request.error,
    transferSize: request.transferSize,
    ...(request.origination.basis === 'reported' ? { opening: openingOf(request), connection: request.connection } : {}),
  })),
});

it('to read what was written gives what was written from', () => {
  inAnyRecording((before) => {
    const after = analyseFile(JSON.parse(JSON.stringify(writeHar(before, KEEPING))));
    expect(carried(after)).toEqual(carried(before));
  });
});
