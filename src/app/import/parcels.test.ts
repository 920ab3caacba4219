import { describe, expect, it } from 'vitest';
import { analyse, NOTHING_HEARD } from '../../core/analysis/analyse.ts';
import { instant } from '../../core/base/units.ts';
import { readHar } from '../../core/capture/har.ts';
import { pack, unpack } from './parcels.ts';
import { NOT_A_HAR, readFile } from './read-file.ts';

const entry = (i: number): unknown => ({
  startedDateTime: new Date(1_700_000_000_000 + i * 10).toISOString(),
  time: 40,
  connection: String(i % 7),
  _connectionId: String(i % 7),
  request: { method: 'GET', url: `https://h${i % 3}.example/${i}`, httpVersion: 'h2', headers: [] },
  response: { status: 200, httpVersion: 'h2', headers: [], content: {} },
  timings: { blocked: 1, dns: -1, connect: -1, ssl: -1, send: 1, wait: 30, receive: 8 },
});
const file = (count: number): string => JSON.stringify({ log: { version: '1.2', pages: [], entries: Array.from({ length: count }, (_, i) => entry(i)) } });

describe('parcels', () => {
  it('carry the whole analysis, each through a clone of its own', () => {
    const read = readHar(JSON.parse(file(2100)));
    if (!read.ok) throw new Error(read.error);
    const analysis = analyse({ ...NOTHING_HEARD, har: read.value.observations.map((one) => ({ ...one, raw: null })) }, read.value.pages);
    const parcels = unpack();
    for (const parcel of pack(analysis)) parcels.add(structuredClone(parcel));
    const arrived = parcels.finish();
    expect(arrived?.requests).toEqual(analysis.requests);
    expect(arrived?.connections.map(({ id, requests }) => [id, requests.length])).toEqual(analysis.connections.map(({ id, requests }) => [id, requests.length]));
    expect(arrived?.origins.map(({ totals }) => totals)).toEqual(analysis.origins.map(({ totals }) => totals));
    expect(parcels.progress()).toBe(1);
    // One object per request, wherever it is referred to.
    expect(arrived?.connections[0]?.requests[0]).toBe(arrived?.requests[0]);
    expect(arrived?.origins[0]?.requests[0]).toBe(arrived?.requests[0]);
    expect(arrived?.span?.start).toBe(instant(1_700_000_000_000));
  });
});

describe('a file', () => {
  const stages: string[] = [];
  const read = (text: string) => readFile(text, (stage) => stages.push(stage));

  it('is parsed, then analysed', () => {
    const result = read(`\uFEFF${file(3)}`);
    expect(result.ok && result.value.analysis.requests).toHaveLength(3);
    expect(stages).toEqual(['parse', 'analyse']);
  });

  it.each(['', 'nonsense', '[]', '{"log":{}}', '{"log":{"entries":5}}', '{"traceEvents":[]}'])('is refused in one sentence when it is no HAR: %s', (text) => {
    expect(read(text)).toEqual({ ok: false, error: NOT_A_HAR });
  });
});
