import { describe, expect, it } from 'vitest';
import { aRequest, anAnalysis } from '../../../e2e/playground/fixture.ts';
import { fixtureRows } from '../../../e2e/playground/fixture-rows.ts';
import { shop } from '../../../e2e/playground/fixture-shop.ts';
import { unsure } from '../../../e2e/playground/fixture-unsure.ts';
import { timeText } from '../../timeline/words.ts';
import { cellOf } from '../timeline/cells.ts';
import { rowName } from '../timeline/row-name.ts';
import { requestSentence, sentenceOf } from '../timeline/sentence.ts';
import { columnsOf, type TableContext } from './columns.ts';
import { connectionFacts } from './connection-facts.ts';
import { requestFacts, type Fact } from './facts.ts';
import { openingSentence } from './verdict.ts';

const analysis = unsure();
const connections = new Map(analysis.connections.map((connection) => [connection.id, connection]));
const zero = analysis.span!.start;
const requestAt = (path: string) => analysis.requests.find(({ url }) => url.endsWith(path))!;
const factOf = (path: string): Fact => requestFacts(requestAt(path), connections.get(requestAt(path).connection!)!).find(({ name }) => name === 'Connection')!;
const factsOf = (id: string): Readonly<Record<string, string>> => Object.fromEntries(connectionFacts(connections.get(id)!, zero, analysis.span!.end, timeText).map(({ name, value }) => [name, value]));
const rowAt = (id: string) => fixtureRows(analysis).find((row) => row.id === id)!;

describe('the connection of a request', () => {
  it('is one of several where it is not sure', () => {
    expect(factOf('more/1.jpg').value).toBe('one of ~3 (45%), ~2, ~4 · http/1.1');
    expect(factOf('more/1.jpg').source).toContain('less than 80% sure');
    expect(openingSentence(requestAt('list/2.jpg'), connections.get('~3')!, timeText)).toBe('Likely reused connection ~3 or ~2.');
    expect(requestSentence(requestAt('list/2.jpg'))).toBe('On ~3 or ~2, 60% sure of ~3');
  });

  it('is likely where it is estimated and sure', () => {
    expect(factOf('more/2.jpg').value).toBe('~3 (likely, 91%) · http/1.1');
    expect(openingSentence(requestAt('more/2.jpg'), connections.get('~3')!, timeText)).toBe('Likely reused connection ~3.');
    expect(requestSentence(requestAt('more/2.jpg'))).toBe('');
  });

  it('has columns of its own', () => {
    const context: TableContext = { connections, zero, time: timeText };
    const columns = columnsOf(['connection', 'confidence', 'others']);
    const [, sure] = columns;
    expect(columns.map(({ text }) => text(requestAt('more/1.jpg'), context))).toEqual(['~3?', '45%', '~2, ~4']);
    expect(columns.map(({ text }) => text(requestAt('more/2.jpg'), context))).toEqual(['~3', '91%', '–']);
    const named = shop().requests.find((request) => request.connection === '62')!;
    expect(sure?.text(named, context)).toBe('named');
  });
});

describe('figures of a connection', () => {
  it('are ranges where they depend on what may be on another', () => {
    expect(factsOf('~3')).toMatchObject({ Requests: '2–6', 'Last used': '1.35 s–1.43 s' });
    expect(factsOf('~3')['Idle']).toBe('696 ms–1 s');
    expect(factsOf('~3')['Lifetime']).toMatch(/^at least /);
    expect(cellOf(rowAt('lane:~3'), 'requests', timeText).text).toBe('2–6');
    expect(cellOf(rowAt('lane:~3'), 'reuse', timeText).text).toBe('1+ 1–5↻');
    expect(sentenceOf(rowAt('lane:~3'))).toBe('Connection 3, estimated, http/1.1, new, setup 34 milliseconds, 2 to 6 requests, 1 to 5 reused, 3 of them perhaps on another connection');
    expect(rowName(rowAt('lane:~3'))).toBe('~3 h1 · 2–6 requests');
  });

  it('are figures where nothing is in doubt', () => {
    expect(factsOf('~1')['Requests']).toBeUndefined();
    expect(factsOf('~1')['Last used']).not.toContain('–');
    expect(cellOf(rowAt('lane:~1'), 'reuse', timeText).text).toBe('1+ 3↻');
    expect(rowName(rowAt('lane:~1'))).not.toContain('request');
  });
});

describe('idle time', () => {
  const told = { url: 'http://a.example/', protocol: 'http/1.1', wait: 99.7, receive: 0 } as const;
  const sure = { confidence: 1, others: [] };
  const openers = ['~1', '~2'].map((conn) => aRequest({ ...told, at: 0, conn, tcp: 0, placing: sure }));
  const idle = (...more: readonly (readonly [at: number, conn: string, confidence: number])[]): string => {
    const own = anAnalysis([...openers, ...more.map(([at, conn, confidence]) => aRequest({ ...told, at, conn, placing: { confidence, others: [conn === '~1' ? '~2' : '~1'] } }))]);
    return connectionFacts(own.connections.find(({ id }) => id === '~1')!, own.span!.start, own.span!.end, timeText).find(({ name }) => name === 'Idle')!.value;
  };

  it('is shorter if what is in between was here', () => expect(idle([500, '~2', 0.6], [1000, '~1', 0.9])).toBe('800 ms–900 ms'));
  it('is longer if what comes later was here', () => expect(idle([500, '~1', 0.9], [1000, '~1', 0.6])).toBe('400 ms–800 ms'));
  it('is none, or some', () => expect(idle([500, '~1', 0.6])).toBe('0 ms–400 ms'));
  it('is a figure, where that is elsewhere for sure', () => expect(idle([500, '~2', 0.9], [1000, '~1', 0.9])).toBe('900 ms'));
});

it('a connection whose protocol nobody tells has none', () => {
  const { requests, connections: [connection] } = anAnalysis([aRequest({ url: 'https://shop.test/', at: 0, conn: 5 })]);
  expect(requestFacts(requests[0]!, { ...connection!, protocol: null }).find(({ name }) => name === 'Connection')!.value).toBe('#5 · protocol unknown');
});
