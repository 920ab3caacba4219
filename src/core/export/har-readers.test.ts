import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import pagexray from 'pagexray';
import { describe, expect, it } from 'vitest';
import { analyse, NOTHING_HEARD } from '../analysis/analyse.ts';
import type { Analysis } from '../model/analysis.ts';
import { inAnyRecording } from '../test/any-recording.ts';
import { HAR_SCHEMA } from '../test/har-schema.ts';
import { ofChromium, ofFirefox, withSecrets } from '../test/recordings.ts';
import { writeHar } from './har.ts';
import { KEEPING, sanitising } from './privacy.ts';

const ajv = addFormats.default(new Ajv2020({ allErrors: true, allowUnionTypes: true }));
const validate = ajv.compile(HAR_SCHEMA);
const onDisk = (analysis: Analysis, privacy = sanitising()): unknown => JSON.parse(JSON.stringify(writeHar(analysis, privacy)));
const faults = (har: unknown): unknown => (validate(har) ? [] : validate.errors);

describe('HAR 1.2', () => {
  it.each([['Chromium', ofChromium()], ['Firefox', ofFirefox()], ['secrets', withSecrets()], ['nothing', analyse(NOTHING_HEARD)]])('is kept by a recording of %s, with and without its secrets', (_name, analysis) => {
    expect(faults(onDisk(analysis))).toEqual([]);
    expect(faults(onDisk(analysis, KEEPING))).toEqual([]);
  });

  it('is kept by any recording; times add up, and pages that entries name are there', () => {
    inAnyRecording((analysis) => {
      expect(faults(onDisk(analysis))).toEqual([]);
      const { entries, pages } = writeHar(analysis).log;
      for (const { time, timings: { blocked, dns, connect, ssl, send, wait, receive }, pageref } of entries) {
        const parts = [blocked, dns, connect, send, wait, receive].map((part) => Math.max(part ?? 0, 0));
        expect(time).toBeCloseTo(parts.reduce((sum, part) => sum + part, 0), 3);
        if (ssl !== undefined && ssl > 0) expect(connect).toBeGreaterThanOrEqual(ssl);
        if (pageref !== undefined) expect(pages.map(({ id }) => id)).toContain(pageref);
      }
    });
  });

  it.each([
    ['a field of its own making', { log: { ...writeHar(ofChromium()).log, more: 1 } }],
    ['no entries', { log: { ...writeHar(ofChromium()).log, entries: undefined } }],
    ['a date that is none', { log: { ...writeHar(ofChromium()).log, entries: [{ ...writeHar(ofChromium()).log.entries[0], startedDateTime: 'yesterday' }] } }],
  ])('is broken by %s', (_name, har) => {
    expect(faults(JSON.parse(JSON.stringify(har)))).not.toEqual([]);
  });
});

it('pagexray reads the same requests, of the same protocol and with the same times', () => {
  const [page] = pagexray.convert(onDisk(ofChromium()));
  expect(page).toMatchObject({ url: 'https://shop.test/?q=shoes&token=redacted', requests: ofChromium().requests.length, httpType: 'h2' });
  expect(page?.domains['cdn.test']).toMatchObject({ requests: 1, timings: { blocked: 2, connect: 0, ssl: 0, wait: 10 } });
  expect(page?.domains['img.test']).toMatchObject({ requests: 1, timings: { blocked: 44 } });
});
