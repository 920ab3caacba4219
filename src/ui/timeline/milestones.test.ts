import { expect, it } from 'vitest';
import { chromiumEntry, harFile, ZERO } from '../../core/test/har.ts';
import { analyseFile } from '../../core/test/read.ts';
import { milestonesOf } from './milestones.ts';

it('pages are called by their paths, which go into pictures: without secrets and titles', () => {
  const page = (n: number, title: string): object => ({ id: `page_${n}`, title, startedDateTime: new Date(ZERO + n).toISOString(), pageTimings: {} });
  const analysis = analyseFile(harFile([chromiumEntry()], [page(1, 'https://shop.test/'), page(2, 'https://shop.test/cart;jsessionid=s3cret?token=s3cret'), page(3, 'Inbox of s3cret')]));
  expect(milestonesOf(analysis).map(({ label }) => label)).toEqual(['/cart;jsessionid=redacted', '?']);
});
