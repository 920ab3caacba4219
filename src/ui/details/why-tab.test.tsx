import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { aRequest, anAnalysis } from '../../../e2e/playground/fixture.ts';
import { indexById } from '../../core/base/group.ts';
import { WhyTab } from './WhyTab.tsx';

/** The tab of the last of so many requests, each of which opened a connection. */
function textOfLast(count: number): string {
  const analysis = anAnalysis(Array.from({ length: count }, (_, i) => aRequest({ url: `http://a.example/${i}`, at: i, conn: i + 1, protocol: 'http/1.1', tcp: 5, wait: 500 })));
  const connections = indexById(analysis.connections);
  const request = analysis.requests.at(-1)!;
  return renderToStaticMarkup(<WhyTab {...{ analysis, request, connections }} connection={connections.get(request.connection!)!} onSelect={() => undefined} />).replaceAll(/<[^>]+>/g, '');
}

it('a list of connections that were not used says where it ends', () => {
  expect(textOfLast(12)).not.toContain('are listed');
  expect(textOfLast(15)).toMatch(/No more than 12 are listed\./);
});
