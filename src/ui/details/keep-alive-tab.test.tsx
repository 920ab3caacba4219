import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { anAnalysis, aRequest } from '../../../e2e/playground/fixture.ts';
import { poll } from '../../../e2e/playground/polls.ts';
import { KeepAliveTab } from './KeepAliveTab.tsx';

const OPENED = { tcp: 20, tls: 30 };

/** Polls every 8 s on one connection, then one on another after this pause. */
function textAfter(pauseMs: number | null): string {
  const polls = Array.from({ length: 21 }, (_, i) => poll(i * 8000, 'one', i === 0 ? OPENED : {}));
  const analysis = anAnalysis([...polls, ...(pauseMs === null ? [] : [poll(20 * 8000 + pauseMs, 'two', OPENED)])]);
  return renderToStaticMarkup(<KeepAliveTab analysis={analysis} origin={analysis.origins[0]!.origin} onSelect={() => undefined} />).replaceAll(/<[^>]+>/g, ' ');
}

it('says what browsers keep in the unit of what one would set', () => {
  expect(textAfter(null)).toContain('Chromium itself keeps an idle connection for 300 s');
  expect(textAfter(null)).toContain('Firefox itself keeps an idle connection for 115 s');
});

it('advises the least, not to shorten what is longer', () => {
  expect(textAfter(null).replaceAll(/\s+/g, ' ')).toContain('Keep idle connections for 10 s at least.');
});

it('a connection that was lost after a longer pause than the advice bridges is not denied', () => {
  expect(textAfter(200_000)).toContain('1 perhaps lost');
  expect(textAfter(200_000)).toContain('1 connection was perhaps lost, after a longer pause than that.');
  expect(textAfter(null)).toContain('Nothing shows that a connection was lost to idleness.');
});

it('says of what nobody tells that it does not show, not that there was none', () => {
  const analysis = anAnalysis([aRequest({ url: 'https://api.example/', at: 0, unknown: 'no-timings' })]);
  expect(renderToStaticMarkup(<KeepAliveTab analysis={analysis} origin="https://api.example" onSelect={() => undefined} />)).toContain('The recording shows no connection to api.example that could be kept.');
});
