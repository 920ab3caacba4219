import { expect, it } from 'vitest';
import { aRequest, anAnalysis } from '../../../e2e/playground/fixture.ts';
import { connectionsText } from './connections-text.ts';

const url = 'https://a.example/';

it('counts connections, says how many nobody names, and does not take unknown for none', () => {
  expect(connectionsText(anAnalysis([aRequest({ url, at: 0, conn: 1, tcp: 5 }), aRequest({ url, at: 50, conn: 2, tcp: 5 })]))).toBe('2 connections');
  expect(connectionsText(anAnalysis([aRequest({ url, at: 0, conn: 1, tcp: 5 }), aRequest({ url, at: 50, tcp: 5, opening: 'new' })]))).toBe('1 connection and 1 unnamed');
  expect(connectionsText(anAnalysis([aRequest({ url, at: 0, unknown: 'failed' })]))).toBe('no known connection');
  expect(connectionsText(anAnalysis([aRequest({ url, at: 0, conn: 1, tcp: 5 }), aRequest({ url, at: 50, unknown: 'failed' })]))).toBe('1 known connection');
  expect(connectionsText(anAnalysis([aRequest({ url, at: 0, none: 'cache' })]))).toBe('0 connections');
});
