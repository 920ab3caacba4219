import { describe, expect, it } from 'vitest';
import { analyse, NOTHING_HEARD } from '../../../analysis/analyse.ts';
import { readHar } from '../../../capture/har.ts';
import { instant } from '../../../base/units.ts';
import type { ConnectionReport } from '../../../model/connection.ts';
import { chromiumEntry, harFile, OPENED, REUSED, ZERO } from '../../../test/har.ts';
import { whyNew } from '../why.ts';
import type { WhyNew } from '../verdict.ts';

const POOL = 'http://shop.test:8080 <http://shop.test same_site>';
const report = (more: Partial<ConnectionReport> = {}): ConnectionReport => ({ openedAt: instant(ZERO), openedFor: 'request', firstUsedAt: null, pool: POOL, closed: null, goAwayAt: null, heldBack: [], facts: [], ...more });

/** Two requests, the second on a connection of its own, with what the NetLog says of both. */
function second(first: Partial<ConnectionReport>, own: Partial<ConnectionReport> = {}, timings = OPENED, at = 500): WhyNew {
  const read = readHar(harFile([chromiumEntry({ id: '1', timings: OPENED }), chromiumEntry({ id: '2', at, timings })]));
  if (!read.ok) throw new Error(read.error);
  const analysis = analyse({ ...NOTHING_HEARD, har: read.value.observations }, read.value.pages, { reports: new Map([['1', report(first)], ['2', report({ openedAt: instant(ZERO + 480), ...own })]]), unused: [], ways: [] });
  return [...whyNew(analysis).values()].at(-1)!;
}

const brief = ({ reason, confidence }: WhyNew): string => `${reason} ${confidence}`;
const closed = (more: Partial<NonNullable<ConnectionReport['closed']>>): Partial<ConnectionReport> => ({ closed: { at: instant(ZERO + 300), by: null, words: 'closed', ...more } });

describe('what the NetLog says', () => {
  it.each([
    ['preconnect', 'as a preconnect'],
    ['request', 'for another request'],
    ['backup', 'as a second attempt'],
    ['race', 'beside an attempt over TCP'],
  ] as const)('decides who opened it earlier: %s', (openedFor, words) => {
    const why = second({}, { openedFor, openedAt: instant(ZERO + 450) }, REUSED);
    expect(brief(why)).toBe('speculative certain');
    expect(why.evidence[0]).toMatch(new RegExp(`^The browser opened #2 \\d+ ms before ${words}.*\\(NetLog\\)\\.$`));
  });

  it('knows of uses that the recording does not have', () => {
    const used = (ago: number): string => second({}, { openedFor: 'request', openedAt: instant(ZERO), firstUsedAt: instant(ZERO + 502 - ago) }, REUSED).evidence[0]!;
    expect(used(50)).toContain('for another request, which did not use it (NetLog)');
    expect(used(51)).toContain('for a request that is not of this recording');
  });

  it('decides how the one before was lost', () => {
    expect(brief(second(closed({ by: 'server', words: 'Remote side closed connection' })))).toBe('server-close certain');
    expect(brief(second(closed({ by: 'browser', words: 'Idle time limit expired' })))).toBe('idle-timeout certain');
    expect(brief(second({ goAwayAt: instant(ZERO + 200) }))).toBe('drained certain');
  });

  it('says how long ago it was used, and advises to keep it for longer only where it was idle', () => {
    const after = second(closed({ by: 'server', words: 'Remote side closed connection' }));
    expect(after.evidence[0]).toMatch(/^#1 was closed by the server \("Remote side closed connection"\) \(NetLog\)\. Its last request had ended \d+ ms before\.$/);
    expect(after.fix).toContain('keep idle connections');
    const during = second({ closed: { at: instant(ZERO + 40), by: 'server', words: 'Connection was closed when it was returned to the pool' } });
    expect([brief(during), during.fix]).toEqual(['server-close certain', null]);
  });

  it.each([
    [1041, 300, 'idle-timeout certain'],
    [1030, 300, 'server-close certain'],
    [1041, 40, 'server-close certain'],
  ])('knows an end in idleness: asked for after %d ms, closed after %d', (at, closedAt, verdict) => {
    expect(brief(second({ closed: { at: instant(ZERO + closedAt), by: 'server', words: 'Remote side closed connection' } }, {}, OPENED, at))).toBe(verdict);
  });

  it('says nothing of one that was still there, or was closed for reasons of its own', () => {
    for (const nothing of [{}, { goAwayAt: instant(ZERO + 900) }, closed({ at: instant(ZERO + 900), by: 'server' }), closed({ by: 'browser', words: 'Network changed' })]) expect(second(nothing).evidence.join()).not.toContain('NetLog');
  });

  it('is likely only, where the two may be of different pools', () => {
    expect(brief(second({ ...closed({ by: 'server' }), pool: null }))).toBe('server-close likely');
  });

  it('decides which pool it belongs to', () => {
    expect(brief(second({ pool: `pm/${POOL}` }))).toBe('credentials certain');
    expect(brief(second({ pool: 'http://shop.test:8080 <http://other.test cross_site>' }))).toBe('partition certain');
    expect(second({ pool: POOL }).evidence.join()).not.toContain('belongs to the pool');
  });

  it('does not speak of another pool where one of its own was lost', () => {
    const read = readHar(harFile([1, 2, 3].map((id) => chromiumEntry({ id: String(id), at: id * 150, timings: OPENED }))));
    if (!read.ok) throw new Error(read.error);
    const reports = new Map([['1', report({ pool: `pm/${POOL}` })], ['2', report(closed({ by: 'server', at: instant(ZERO + 400) }))], ['3', report({ openedAt: instant(ZERO + 440) })]]);
    const whys = [...whyNew(analyse({ ...NOTHING_HEARD, har: read.value.observations }, read.value.pages, { reports, unused: [], ways: [] })).values()];
    expect(whys.map(brief)).toEqual(['first-contact likely', 'credentials certain', 'server-close certain']);
  });
});
