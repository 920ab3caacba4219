import { expect, it } from 'vitest';
import { ofUnsure } from '../core/test/unsure.ts';
import { ofChromium } from '../core/test/recordings.ts';
import { judge } from './budgets.ts';

const noteOn = (rule: string, analysis = ofUnsure()): unknown => judge({ noFinding: [rule] }, analysis).rows[0]?.at(-1);

it('says why there may be a finding that is not found', () => {
  expect(noteOn('short-keep-alive')).toBe('it rests on which connection each request was on, and of 1 request that is not sure');
  expect(noteOn('h1-limit')).toBeNull();
  expect(noteOn('short-keep-alive', ofChromium())).toBeNull();
});
