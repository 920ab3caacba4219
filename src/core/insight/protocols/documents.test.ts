import { expect, it } from 'vitest';
import { aCase, h2, PAGE, sentWith, theDocument } from '../findings/test/case.ts';
import { documentsOf } from './documents.ts';

const documentIn = (entries: readonly unknown[], page?: string): string | undefined => documentsOf(aCase(entries, { load: 100, ...(page === undefined ? {} : { page }) }).analysis).get('page_1')?.id;

it('is the one with the page\'s address', () => {
  expect(documentIn([h2({ url: 'https://shop.test/frame', entry: { _resourceType: 'document' } }), theDocument({ at: 5 })], `${PAGE}#top`)).toBe('har:1');
});

it('is the first document, where the file\'s title is no address', () => {
  expect(documentIn([h2({ url: PAGE, status: 302 }), h2({ url: `${PAGE}a.js`, at: 1 }), theDocument({ at: 5, url: `${PAGE}home` })], 'Shop')).toBe('har:2');
});

it.each([304, 404, 503])('is one with status %i, too', (status) => {
  expect(documentIn([theDocument({ status })])).toBe('har:0');
});

it('is no frame of a page that was loaded before the recording', () => {
  const late = (dest: string): string | undefined => documentIn([sentWith(theDocument({ url: 'https://widget.test/' }), { 'sec-fetch-dest': dest })]);
  expect([late('document'), late('iframe'), late('frame')]).toEqual(['har:0', undefined, undefined]);
});

it('is not known, where the recording has none', () => {
  expect(documentIn([h2({ url: `${PAGE}a.js` })])).toBeUndefined();
});
