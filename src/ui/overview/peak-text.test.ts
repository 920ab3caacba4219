import { expect, it } from 'vitest';
import { aRequest, anAnalysis } from '../../../e2e/playground/fixture.ts';
import type { Request } from '../../core/model/request.ts';
import { peaksOf } from '../details/CostTab.tsx';
import { peakText } from './peak-text.ts';

const url = 'https://a.example/';
const unknown = aRequest({ url, at: 0, unknown: 'cross-origin' });
const placed = aRequest({ url, at: 0, conn: 1 });

it('a peak of connections that nobody tells is ?, and never 0', () => {
  expect(peakText(anAnalysis([unknown]))).toBe('peak ? known open · ? known active');
  expect(peakText(anAnalysis([unknown, placed]))).toBe('peak 1 known open · 1 known active');
  expect(peakText(anAnalysis([placed]))).toBe('peak 1 known open · 1 active');
  expect(peakText(anAnalysis([aRequest({ url, at: 0, none: 'cache' })]))).toBe('peak 0 known open · 0 active');
});

it('the accounts of the peaks go by the same names', () => {
  const namesOf = (...requests: readonly Request[]): readonly string[] => peaksOf(anAnalysis(requests), anAnalysis(requests)).map(({ name }) => name);
  expect(namesOf(unknown, placed)).toEqual(['Known open at once', 'Known active at once']);
  expect(namesOf(placed)).toEqual(['Known open at once', 'Active at once']);
});
