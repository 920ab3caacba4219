import { expect, it } from 'vitest';
import { inAnyRecording } from '../test/any-recording.ts';
import { lostInHar } from '../test/carried.ts';

it('to read what was written gives what was written from', () => {
  inAnyRecording((before) => {
    expect(lostInHar(before)).toEqual([]);
  });
});
