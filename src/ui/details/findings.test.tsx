import { renderToStaticMarkup } from 'react-dom/server';
import { afterEach, expect, it, vi } from 'vitest';
import { shop } from '../../../e2e/playground/fixture-shop.ts';
import { anAnalysis, aRequest } from '../../../e2e/playground/fixture.ts';
import { RULES } from '../../core/insight/findings/rules.ts';
import type { Analysis } from '../../core/model/analysis.ts';
import { Findings } from './Findings.tsx';

afterEach(() => void vi.restoreAllMocks());

/** As a reader sees it. */
const textOf = (analysis: Analysis): string => renderToStaticMarkup(<Findings analysis={analysis} onEvidence={() => undefined} onSelect={() => undefined} />).replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ');

const fail = (message: string): void =>
  void vi.spyOn(RULES[0]!, 'find').mockImplementation(() => {
    throw new Error(message);
  });

it('a rule that failed is named beside what the others found', () => {
  const others = textOf(shop());
  fail('No slots.');
  expect(textOf(shop())).toContain(`The rule ${RULES[0]!.id} failed: No slots.`);
  expect(others).not.toContain('failed');
});

it('a reuse of nothing is no praise', () => {
  expect(textOf(anAnalysis([aRequest({ url: 'https://a.example/', at: 0, conn: 1, tcp: 5 })]))).toMatch(/Nothing to fix here\. *$/);
});

it('nothing is praised while a rule failed', () => {
  expect(textOf(anAnalysis([]))).toContain('Nothing to fix here.');
  fail('No slots.');
  expect(textOf(anAnalysis([]))).not.toContain('Nothing to fix here.');
});
