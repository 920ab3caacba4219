import { describe, expect, it } from 'vitest';
import { aRequest, ZERO } from '../../../e2e/playground/fixture.ts';
import type { Request } from '../model/request.ts';
import { heldUpStretches, union, within } from './held-up.ts';

const url = 'https://shop.example/';
const heldUp = (requests: readonly Request[], from: number, to: number): number => within(heldUpStretches(requests), from, to);

describe('held up', () => {
  it('counts waits that overlap once', () => {
    const requests = [aRequest({ url, at: 0, conn: 1, tcp: 40, tls: 60 }), aRequest({ url, at: 50, conn: 2, stalled: 100 })];
    expect(heldUp(requests, ZERO, ZERO + 1000)).toBe(150);
  });

  it('counts only what lies in the range', () => {
    const requests = [aRequest({ url, at: 0, conn: 1, tcp: 100 })];
    expect(heldUp(requests, ZERO + 30, ZERO + 60)).toBe(30);
    expect(heldUp(requests, ZERO + 200, ZERO + 300)).toBe(0);
  });

  it('leaves out stalls too short to mean anything', () => {
    expect(heldUp([aRequest({ url, at: 0, conn: 1, stalled: 19 })], ZERO, ZERO + 1000)).toBe(0);
    expect(heldUp([aRequest({ url, at: 0, conn: 1, stalled: 20 })], ZERO, ZERO + 1000)).toBe(20);
  });
});

it('union merges what touches', () => {
  expect(union([[5, 7], [0, 3], [2, 4], [4, 5]])).toEqual([[0, 7]]);
});
