import { describe, expect, it } from 'vitest';
import { visit, type Step } from '../../test/visit.ts';
import { ZERO } from '../../test/har.ts';
import { usesOf } from '../uses.ts';
import { environmentOf } from './environment.ts';

const to = (host: string, path: string, at: number, on: number, more: Partial<Step> = {}): Step => ({ url: `https://${host}/${path}`, at, on, opens: true, httpVersion: 'h2', ip: `192.0.2.${host.charCodeAt(0)}`, ...more });
const KEPT = { opens: undefined as never };

describe('the network seems to have changed where three origins have their connections replaced', () => {
  /** One of each host from 0 to 40, and another when it has been idle for so long. */
  const replaced = (host: string, pauseMs: number, ...between: readonly Step[]): readonly Step[] => [to(host, 'before', 0, host.charCodeAt(0)), ...between, to(host, 'after', 40 + pauseMs, 1000 + host.charCodeAt(0))];
  const [a, b] = [replaced('a.test', 4000), replaced('b.test', 4000)];
  const hasChanged = (...steps: readonly Step[]): boolean => environmentOf(visit(...steps), usesOf).changed(ZERO, ZERO + 4040) !== null;

  it('before servers close what is idle', () => {
    expect([4999, 5000].map((pauseMs) => hasChanged(...a, ...b, ...replaced('c.test', pauseMs)))).toEqual([true, false]);
  });

  it('and given nothing more', () => {
    const given = (at: number): boolean => hasChanged(...a, ...b, ...replaced('c.test', 4000, to('c.test', 'given', at, 'c'.charCodeAt(0), KEPT)));
    expect([4000, 4039, 4040].map(given)).toEqual([true, true, false]);
  });

  it('and none was kept that had been there for as long', () => {
    const kept = (from: number, until: number): boolean => hasChanged(...a, ...b, ...replaced('c.test', 4000), to('d.test', 'early', from, 500), to('d.test', 'late', until, 500, KEPT));
    expect([kept(-2000, 4040), kept(-2000, 4041), kept(-960, 4041)]).toEqual([true, false, true]);
  });
});
