import { expect, it } from 'vitest';
import { aRequest, anAnalysis } from '../../../../e2e/playground/fixture.ts';
import type { Request } from '../../model/request.ts';
import { roundTrips } from '../cost/round-trips.ts';
import type { Account } from './account.ts';
import { slowStartAccount } from './slow-start.ts';

const answer = (conn: number, transferSize: number | null, told: Partial<Parameters<typeof aRequest>[0]> = {}): Request => ({ ...aRequest({ url: 'https://shop.example/', at: conn * 100, conn, tcp: 20, tls: 30, ...told }), transferSize });
const of = (...requests: readonly Request[]): Account => {
  const analysis = anAnalysis(requests);
  return slowStartAccount(analysis.requests, new Map(roundTrips(analysis).map((one) => [one.connection, one])));
};
const read = ({ beside, formula }: Account): readonly string[] => [beside, formula].map((said) => said.map((part) => (typeof part === 'number' ? `${part} ms` : part)).join(''));

it('adds up the round trips beyond the first flight, and says what it does not know', () => {
  const account = of(answer(1, 14_600), answer(2, 14_601), answer(3, 50_000), answer(4, null));
  expect([account.value, account.sum, account.isEstimate]).toEqual([3, 3, true]);
  expect(read(account)).toEqual(['more round trips, 60 ms in all', '4 responses on new connections: 1 fit the first flight, 2 took 3 round trips more, 1 without size or end']);
  expect(account.inputs.map(({ amount }) => amount)).toEqual([2, 1]);
});

it('without a round-trip time is in no ms', () => {
  const [beside, formula] = read(of(answer(1, 20_000, { tcp: 0 })));
  expect(beside).toBe('more round trip');
  expect(formula).toContain('1 of them without a round-trip time, in no ms');
});

it('of nothing is nothing', () => expect(of(aRequest({ url: 'https://shop.example/', at: 0, conn: 1 })).value).toBeNull());
