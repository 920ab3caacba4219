import { harFile, ZERO } from '../../src/core/test/har.ts';
import { stepEntry, type Step } from '../../src/core/test/visit.ts';

/** A HAR file as a file chooser hands it over. */
export interface GivenFile {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

/** Of one page before and after its server learned HTTP/2: other hashes, other queries, the same requests; `api` closes what is idle before, and a tracker is gone after. */
export function twoBuilds(): [before: GivenFile, after: GivenFile] {
  return [file('before.har', buildOf(false), 900), file('after.har', buildOf(true).map((step) => ({ ...step, at: step.at + 86_400_000 })), 86_400_000 + 560)];
}

const PARTS = 14;

function buildOf(isAfter: boolean): readonly Step[] {
  const httpVersion = isAfter ? 'h2' : 'http/1.1';
  const hash = isAfter ? '9f3c2a1e' : '1b2c3d4e';
  const part = (i: number): Step => {
    const lane = isAfter ? 1 : 1 + (i % 6);
    const opens = !isAfter && i > 0 && i < 6;
    return { at: 80, url: `https://shop.test/assets/part-${i}.${hash}.js?v=${isAfter ? 2 : 1}`, on: lane, ...(opens ? { opens: true } : {}), stalled: isAfter ? 0 : Math.floor(i / 6) * 130, wait: isAfter ? 60 : 90, httpVersion };
  };
  const poll = (i: number): Step => ({ at: 700 + i * 6000, url: `https://api.test/poll?_=${ZERO + i + (isAfter ? 500 : 0)}`, on: isAfter ? 20 : 20 + i, ...(isAfter && i > 0 ? {} : { opens: true }), wait: 30, httpVersion: 'http/1.1' });
  return [
    { at: 0, url: 'https://shop.test/', on: 1, opens: true, wait: 40, httpVersion },
    ...Array.from({ length: PARTS }, (_, i) => part(i)),
    ...Array.from({ length: 4 }, (_, i) => poll(i)),
    ...(isAfter ? [] : [{ at: 300, url: 'https://tracker.test/pixel.gif', on: 40, opens: true as const, httpVersion }]),
  ];
}

function file(name: string, steps: readonly Step[], load: number): GivenFile {
  const begun = steps[0]!.at;
  const page = { id: 'page_1', title: 'https://shop.test/', startedDateTime: new Date(ZERO + begun).toISOString(), pageTimings: { onContentLoad: 90, onLoad: load - begun } };
  return { name, mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(harFile(steps.map(stepEntry), [page]))) };
}
