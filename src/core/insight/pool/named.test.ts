import { describe, expect, it } from 'vitest';
import { analyse, NOTHING_HEARD } from '../../analysis/analyse.ts';
import { readNetlog } from '../../capture/netlog/netlog.ts';
import type { Analysis } from '../../model/analysis.ts';
import { netlog, type NetlogBuilder } from '../../test/netlog.ts';
import { ruledOutOf } from '../../test/visit.ts';
import { stallsOf, type Stall } from '../stalls/stalls.ts';
import { whyNew, type WhyNew } from '../why/why.ts';

function analysed(builder: NetlogBuilder): Analysis {
  const read = readNetlog(builder.file());
  if (!read.ok) throw new Error(read.error);
  const { observations, pages, wires } = read.value;
  return analyse({ ...NOTHING_HEARD, har: observations }, pages, wires);
}

const POOL = 'http://a.test <http://page.test same_site>';
const url = (id: number): string => `http://a.test/${id}`;
const verdictOn = (builder: NetlogBuilder, id: number): WhyNew => whyNew(analysed(builder)).get(`netlog:${id}.0`)!;
const stallOn = (builder: NetlogBuilder, id: number): Stall => stallsOf(analysed(builder)).get(`netlog:${id}.0`)!;
const brief = ({ reason, confidence }: WhyNew): string => `${reason} ${confidence}`;
/** A request at this moment that opened the socket of its own number. */
const opens = (builder: NetlogBuilder, id: number, at: number, group: string): NetlogBuilder => builder.socket(id, { at, group }).request(id, { url: url(id), at, socket: id, waited: true });

describe('a pool that a NetLog names', () => {
  it('has none of its own free, whatever is free in another', () => {
    const why = verdictOn(opens(opens(opens(netlog(), 1, 0, `pm/${POOL}`), 2, 100, POOL), 3, 101, POOL), 3);
    expect(brief(why)).toBe('parallel certain');
    expect(why.evidence[1]).toBe('#1 is of another pool.');
  });

  it('is of another partition, whoever else is of another privacy mode', () => {
    const log = opens(opens(netlog(), 1, 0, 'http://a.test <http://other.test cross_site>'), 2, 50, `pm/${POOL}`);
    expect(brief(verdictOn(opens(log, 3, 200, POOL), 3))).toBe('credentials certain');
  });

  it('is not told from that of another profile by credentials', () => {
    const used = opens(opens(netlog(), 1, 0, POOL), 2, 100, POOL).request(3, { url: url(3), at: 300, socket: 1 });
    const why = verdictOn(used, 2);
    expect(brief(why)).toBe('unknown guess');
    expect(why.evidence).toContain('A NetLog is of the whole browser: another profile, or a private window, has pools of its own under the same names.');
    expect(ruledOutOf(why)).toEqual(expect.arrayContaining(['credentials: both are of one privacy mode (NetLog).', 'partition: both are of one partition (NetLog).']));
  });

  it('says so where more are in use than a pool holds', () => {
    const eight = [1, 2, 3, 4, 5, 6, 7, 8].reduce((log, id) => opens(log, id, id, POOL), netlog());
    const why = verdictOn(eight, 8);
    expect(brief(why)).toBe('unknown guess');
    expect(why.evidence[0]).toBe('7 connections of pools of this name were in use, and one pool holds no more than 6. A NetLog is of the whole browser: another profile, or a private window, has pools of its own under the same names.');
  });
});

describe('a wait for a slot of a pool that a NetLog names', () => {
  const group = (id: number): string => (id <= 6 ? POOL : `pm/${POOL}`);
  const busy = (count: number, groupOf: (id: number) => string): NetlogBuilder => Array.from({ length: count }, (_, i) => i + 1).reduce((log, id) => opens(log, id, 0, groupOf(id)), netlog());
  const late = (log: NetlogBuilder): Stall => stallOn(log.request(20, { url: url(20), at: 22, socket: 1, got: 24 }), 20);

  it('is certain, and counts none of another pool', () => {
    const stall = late(busy(9, group));
    expect([stall.why, stall.confidence, stall.holders.length]).toEqual(['slots', 'certain', 6]);
  });

  it('is likely only, where more of its name were open than one holds: some are of another profile', () => {
    expect(late(busy(7, () => POOL))).toMatchObject({ why: 'slots', confidence: 'likely' });
  });
});
