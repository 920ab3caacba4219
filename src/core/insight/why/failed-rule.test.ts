import { afterEach, expect, it, vi } from 'vitest';
import { visit, whyOf, type Step } from '../../test/visit.ts';
import { serverClose } from './rules/server-close.ts';

afterEach(() => void vi.restoreAllMocks());

const to = (path: string, at: number, on: number, more: Partial<Step> = {}): Step => ({ url: `http://a.test/${path}`, at, on, opens: true, ...more });

it('a rule that fails is told, and takes the verdict of no other request', () => {
  const page = visit(to('1', 0, 1, { headers: { Connection: 'close' } }), to('2', 100, 2), { ...to('other', 200, 3), url: 'http://b.test/other' });
  expect(whyOf(page, '/2')).toMatchObject({ reason: 'server-close' });
  vi.spyOn(serverClose, 'check').mockImplementation(({ request }) => {
    if (request.url.endsWith('/2')) throw new TypeError('No header.');
    return null;
  });
  expect(whyOf(page, '/2')).toMatchObject({ reason: 'unknown', confidence: 'guess', evidence: ['A fault of Reuse Lens: its rule server-close failed with "No header.".'] });
  expect(whyOf(page, '/other').reason).toBe('first-contact');
});
