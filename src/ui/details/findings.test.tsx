import { renderToStaticMarkup } from 'react-dom/server';
import { afterEach, expect, it, vi } from 'vitest';
import { shop } from '../../../e2e/playground/fixture-shop.ts';
import { anAnalysis, aRequest } from '../../../e2e/playground/fixture.ts';
import { RULES } from '../../core/insight/findings/rules.ts';
import type { Analysis } from '../../core/model/analysis.ts';
import { OPENED, REUSED } from '../../core/test/har.ts';
import { sitespeedEntry } from '../../core/test/har-tools.ts';
import { analyseFile } from '../../core/test/read.ts';
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

it('where waits, openings or places are not told, it is only not found', () => {
  const url = 'https://a.example/';
  const told = aRequest({ url, at: 0, conn: 1, tcp: 5 });
  const silent = { ...told, stalled: null };
  const unsure = { ...told, placing: { confidence: 0.5, others: [] } };
  for (const one of [silent, unsure, aRequest({ url, at: 0, unknown: 'failed' })]) expect(textOf(anAnalysis([one]))).toContain('Nothing to fix is found. Of 1 request too little is known.');
});

it('nothing is praised while a rule failed', () => {
  expect(textOf(anAnalysis([]))).toContain('Nothing to fix here.');
  fail('No slots.');
  expect(textOf(anAnalysis([]))).not.toContain('Nothing to fix here.');
});

it('of a file of several runs each finding says of which it is', () => {
  const waited = (pageref: string): readonly unknown[] => [
    ...[1, 2, 3, 4, 5, 6].map((n) => sitespeedEntry({ url: `http://shop.test/${n}`, connection: `${n}`, at: n, pageref, timings: { ...OPENED, wait: 500 } })),
    sitespeedEntry({ url: 'http://shop.test/late', connection: '1', at: 10, pageref, timings: { ...REUSED, blocked: 515 } }),
  ];
  const textOfRuns = (...pages: readonly string[]): string => textOf(analyseFile({ log: { version: '1.2', pages: [], entries: pages.flatMap(waited) } }));
  expect(textOfRuns('page_1')).not.toContain('run 1');
  expect(textOfRuns('page_1', 'page_1-1')).toMatch(/ · run 1 .* · run 2 /);
});
