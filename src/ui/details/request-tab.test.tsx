import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { shop } from '../../../e2e/playground/fixture-shop.ts';
import { indexById } from '../../core/base/group.ts';
import { insightOf } from '../../core/insight/insight.ts';
import type { Request } from '../../core/model/request.ts';
import { RequestTab } from './RequestTab.tsx';

const analysis = shop();
const connections = indexById(analysis.connections);
const nothing = (): undefined => undefined;

const markupOf = (request: Request): string =>
  renderToStaticMarkup(<RequestTab {...{ analysis, judged: analysis, request, connections }} connection={connections.get(request.connection ?? '') ?? null} zero={analysis.span!.start} onEvidence={nothing} onSelect={nothing} />);
const textOf = (markup: string): string => markup.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ');
const titlesOf = (markup: string): readonly string[] => [...markup.matchAll(/<h2>(.*?)<\/h2>|(<th scope="row">Opening)/g)].map(([, title]) => title ?? 'facts');

const stalled = analysis.requests.find(({ id }) => (insightOf(analysis).stalls.get(id)?.holders.length ?? 0) > 0)!;

it('of a request that waited it says how long, why, who held it and what to change before all other facts', () => {
  const markup = markupOf(stalled);
  expect(titlesOf(markup)).toEqual(['Why it waited', 'Held by', 'What to change', 'facts', 'Prove it elsewhere']);
  expect(textOf(markup)).toContain('Stalled 276 ms · Sending 0.3 ms · Waiting 250 ms · Receiving 18 ms');
  expect(markup.match(/data-rule="[^"]+"/g)).toEqual(['data-rule="h1-limit"']);
});

it('of a request that no finding is about it says nothing of the kind', () => {
  const plain = analysis.requests.find(({ url }) => url.endsWith('/site.css'))!;
  expect(titlesOf(markupOf(plain))).not.toContain('What to change');
});

it('calls the handshake of HTTP/3 by its name wherever it stands', () => {
  const quic = analysis.requests.find(({ protocol, origination }) => protocol === 'h3' && origination.opening === 'new')!;
  expect(textOf(markupOf(quic))).toMatch(/QUIC 47 ms · .* QUIC 47 ms/);
});
