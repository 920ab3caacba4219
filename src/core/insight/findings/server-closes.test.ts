import { describe, expect, it } from 'vitest';
import { chromiumEntry, OPENED_TLS, REUSED, type Told } from '../../test/har.ts';
import type { Reason } from './context.ts';
import { serverCloses } from './server-closes.ts';
import { found, placesOf, savedOver } from './test/case.ts';

const each = (n: number, told: Told = {}): unknown => chromiumEntry({ url: `https://shop.test/${n}`, at: n * 100, id: `${n}`, timings: OPENED_TLS, headers: { Connection: 'close' }, ...told });
const because = (reason: Reason, ...places: readonly number[]): Readonly<Record<number, Reason>> => Object.fromEntries(places.map((place) => [place, reason]));

describe('server-closes', () => {
  it('names what closed and what had to connect again', () => {
    const [finding] = found(serverCloses, [each(0), each(1), each(2)], { why: { 0: 'first-contact', ...because('server-close', 1, 2) } });
    expect([placesOf(finding!), finding!.connections, savedOver(finding!)]).toEqual([[1, 2], ['0', '1', '2'], [[102, 136], [202, 236]]]);
    expect(finding!.evidence).toEqual([
      '3 connections ended with an answer that said so (Connection: close): #0, #1 and #2. They had carried 1 request each.',
      '2 requests had to open a connection again: /1 and /2.',
      'Connecting again took 68 ms of the clock.',
    ]);
  });

  it('blames no server for what the requests asked for', () => {
    const why = because('server-close', 1, 2);
    const sent = { Connection: 'close' };
    const [asked] = found(serverCloses, [each(0, { sent }), each(1, { sent }), each(2, { sent })], { why });
    expect([asked!.title, asked!.evidence[1], asked!.fix.snippet]).toEqual(['The client has its connections closed early', 'The requests themselves had said Connection: close, and a server that reads it says so too (RFC 9112 section 9.6).', null]);
    expect(asked!.fix.text).toContain('out of the requests');
    const [some] = found(serverCloses, [each(0, { sent }), each(1), each(2)], { why });
    expect([some!.title, some!.fix.language]).toEqual(['The server closes its connections early', 'nginx']);
  });

  it('speaks of one connection that ended as of one', () => {
    const [finding] = found(serverCloses, [each(0), each(1, { headers: {} }), each(2, { headers: {} })], { why: because('server-close', 1, 2) });
    expect(finding!.evidence[0]).toBe('1 connection ended with an answer that said so (Connection: close): #0. It had carried 1 request.');
  });

  it('once is a restart, twice is a habit', () => {
    expect(found(serverCloses, [each(0), each(1)], { why: because('server-close', 1) })).toEqual([]);
    expect(found(serverCloses, [each(0), each(1), each(2)], { why: because('server-close', 1, 2) }).length).toBe(1);
  });

  it('counts a cap on requests, but not one that servers have by default', () => {
    const on = (connection: number, requests: number): readonly unknown[] => Array.from({ length: requests }, (_, n) => each(connection * 1000 + n, { id: `${connection}`, timings: n === 0 ? OPENED_TLS : REUSED, headers: n === requests - 1 ? { Connection: 'close' } : {} }));
    const capped = (requests: number): unknown[] => [...on(0, requests), ...on(1, requests), ...on(2, requests)];
    const why = (requests: number): Readonly<Record<number, Reason>> => because('request-cap', requests, 2 * requests);
    expect(found(serverCloses, capped(99), { why: why(99) }).length).toBe(1);
    expect(found(serverCloses, capped(100), { why: why(100) })).toEqual([]);
  });

  it('says so of HTTP/1.0', () => {
    const [finding] = found(serverCloses, [each(0), each(1), each(2)].map((entry) => JSON.parse(JSON.stringify(entry).replaceAll('http/1.1', 'http/1.0').replaceAll('"close"', '"x"')) as unknown), { why: because('server-close', 1, 2) });
    expect(finding!.evidence[0]).toContain('(HTTP/1.0 without keep-alive)');
  });

  it('tells how much they carried where no answer announced the end', () => {
    const silent = [each(0, { headers: {} }), each(1, { headers: {} }), each(2, { headers: {} })];
    expect(found(serverCloses, silent, { why: because('request-cap', 1, 2) })[0]!.evidence[0]).toBe('The connections to https://shop.test carried 1 request each.');
  });

  it('tells those that were cut off, and advises no header against that', () => {
    const cut = (at: number): unknown => chromiumEntry({ url: `https://shop.test/cut${at}`, at, id: null, status: 0, timings: REUSED, response: { _error: 'net::ERR_CONNECTION_RESET' } });
    const plain = [0, 1, 2].map((n) => each(n, { headers: {} }));
    const why = because('server-close', 1, 2);
    const [finding] = found(serverCloses, [...plain, cut(60), cut(160)], { why });
    expect([finding!.title, finding!.evidence[0], finding!.fix.snippet]).toEqual(['Connections are cut off under their requests', '2 requests ended with an error of the connection (net::ERR_CONNECTION_RESET): /cut60 and /cut160.', null]);
    expect(finding!.fix.text).not.toContain('Connection: close');
    // Neither one of two, nor beside answers that said it.
    for (const entries of [[...plain, cut(60)], [each(0), ...plain.slice(1), cut(60), cut(160)]]) expect(found(serverCloses, entries, { why })[0]).toMatchObject({ title: 'The server closes its connections early', fix: { language: 'nginx' } });
  });

  it('gives sessions no advice that is for HTTP/1', () => {
    const h2 = [0, 1, 2].map((n) => each(n, { headers: {}, httpVersion: 'h2' }));
    const fixOf = (entries: readonly unknown[]): string => found(serverCloses, entries, { why: because('request-cap', 1, 2) })[0]!.fix.text;
    expect(fixOf(h2)).toContain('GOAWAY');
    expect(fixOf(h2)).not.toMatch(/HTTP\/1|chunked|Connection: close/);
    expect(fixOf([each(0), each(1), each(2)])).toContain('Connection: close');
  });

  it('is silent on other reasons, on guesses, and on what opened no connection', () => {
    expect(found(serverCloses, [each(0), each(1), each(2)], { why: because('parallel', 1, 2) })).toEqual([]);
    const guess = { reason: 'server-close', confidence: 'guess' } as const;
    expect(found(serverCloses, [each(0), each(1), each(2)], { why: { 1: guess, 2: guess } })).toEqual([]);
    expect(found(serverCloses, [each(0), each(1, { timings: REUSED }), each(2, { timings: REUSED })], { why: because('server-close', 1, 2) })).toEqual([]);
  });
});
