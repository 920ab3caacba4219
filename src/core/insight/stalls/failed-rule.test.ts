import { expect, it, vi } from 'vitest';
import { stallFor, visit, type Step } from '../../test/visit.ts';
import type { Waiting } from './waiting.ts';

vi.mock('./handshake.ts', () => ({
  handshake: ({ request }: Waiting) => {
    if (request.url.endsWith('/2')) throw new TypeError('No connect.');
    return null;
  },
}));

const waits = (path: string, at: number): Step => ({ url: `http://a.test/${path}`, at, on: 1, stalled: 50 });

it('a rule that fails is told, and takes the reason of no other wait', () => {
  const page = visit(waits('2', 0), waits('other', 500));
  expect(stallFor(page, '/2')).toMatchObject({ why: 'unknown', confidence: 'guess', evidence: ['A fault of Reuse Lens: one of its rules failed with "No connect.".'] });
  expect(stallFor(page, '/other').evidence[0]).toContain('unless another tab');
});
