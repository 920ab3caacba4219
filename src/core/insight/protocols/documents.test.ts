import { expect, it } from 'vitest';
import { aCase, h2, PAGE, theDocument } from '../findings/test/case.ts';
import { documentsOf } from './documents.ts';

const documentIn = (entries: readonly unknown[], page?: string): string | undefined => documentsOf(aCase(entries, { load: 100, ...(page === undefined ? {} : { page }) }).analysis).get('page_1')?.id;

it('is the one with the page\'s address', () => {
  expect(documentIn([h2({ url: 'https://shop.test/frame', entry: { _resourceType: 'document' } }), theDocument({ at: 5 })], `${PAGE}#top`)).toBe('har:1');
});

it('is the first document, where the file\'s title is no address', () => {
  expect(documentIn([h2({ url: PAGE, status: 302 }), h2({ url: `${PAGE}a.js`, at: 1 }), theDocument({ at: 5, url: `${PAGE}home` })], 'Shop')).toBe('har:2');
});

it('is not known, where the recording has none', () => {
  expect(documentIn([h2({ url: `${PAGE}a.js` })])).toBeUndefined();
});
