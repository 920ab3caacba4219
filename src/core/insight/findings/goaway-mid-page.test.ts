import { describe, expect, it } from 'vitest';
import { REUSED } from '../../test/har.ts';
import { goawayMidPage } from './goaway-mid-page.ts';
import { found, h2, h2New, placesOf, savedOver } from './test/case.ts';

const opened = h2New({ url: 'https://shop.test/', id: '1' });
const slow = h2({ url: 'https://shop.test/slow', at: 60, id: '1', timings: { ...REUSED, wait: 600 } });
const after = h2New({ url: 'https://shop.test/after', at: 200, id: '2' });

describe('goaway-mid-page', () => {
  it('names the connection that went on, and the one that had to be opened', () => {
    const [finding] = found(goawayMidPage, [opened, slow, after], { why: { 2: 'drained' } });
    expect([placesOf(finding!), finding!.connections, savedOver(finding!)]).toEqual([[2], ['1', '2'], [[202, 236]]]);
    expect(finding!.evidence).toEqual([
      '1 request to https://shop.test opened a connection although the page had one to it: /after.',
      '#1 went on answering what it had and was given nothing new.',
      'The likeliest cause is GOAWAY; browsers do not report it. The server\'s log does.',
      'Connecting again took 34 ms of the clock.',
    ]);
  });

  it('names no connection that was idle by then, or that was given more', () => {
    const idle = h2({ url: 'https://shop.test/quick', at: 60, id: '1' });
    const more = h2({ url: 'https://shop.test/more', at: 300, id: '1' });
    for (const entries of [[opened, idle, after], [opened, slow, after, more]]) {
      const [finding] = found(goawayMidPage, entries, { why: { 2: 'drained' } });
      expect([finding!.connections, finding!.evidence.length]).toEqual([['2'], 3]);
    }
  });

  it('is certain only where all are', () => {
    const certain = { reason: 'drained', confidence: 'certain' } as const;
    const third = h2New({ url: 'https://shop.test/third', at: 300, id: '3' });
    expect(found(goawayMidPage, [opened, slow, after, third], { why: { 2: certain, 3: 'drained' } })[0]!.evidence.join()).toContain('likeliest');
  });

  it('a certain verdict is told as such', () => {
    expect(found(goawayMidPage, [opened, slow, after], { why: { 2: { reason: 'drained', confidence: 'certain' } } })[0]!.evidence.join()).not.toContain('likeliest');
  });

  it('is silent with none', () => {
    expect(found(goawayMidPage, [opened, slow, after], { why: { 2: 'idle-timeout' } })).toEqual([]);
    expect(found(goawayMidPage, [opened, slow, after])).toEqual([]);
  });
});
