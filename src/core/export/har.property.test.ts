import { expect, it } from 'vitest';
import { inAnyRecording } from '../test/any-recording.ts';
import { lostIn } from '../test/carried.ts';
import { writeHar } from './har.ts';
import { writeSummary } from './summary.ts';

it.each([['HAR', writeHar], ['summary', writeSummary]])('to read what was written gives what was written from: a %s', (_name, write) => {
  inAnyRecording((before) => {
    expect(lostIn(write, before)).toEqual([]);
  });
});
