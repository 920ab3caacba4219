import { describe, expect, it } from 'vitest';
import { analyse, NOTHING_HEARD } from '../../../analysis/analyse.ts';
import { readHar } from '../../../capture/har.ts';
import { instant } from '../../../base/units.ts';
import type { ConnectionReport } from '../../../model/connection.ts';
import { chromiumEntry, harFile, OPENED, OPENED_TLS, REUSED, ZERO, type Timings, type Told } from '../../../test/har.ts';
import { whyNew } from '../why.ts';
import type { WhyNew } from '../verdict.ts';

const POOL = 'http://shop.test:8080 <http://shop.test same_site>';
const report = (more: Partial<ConnectionReport> = {}): ConnectionReport => ({ openedAt: instant(ZERO), openedFor: 'request', firstUsedAt: null, pool: POOL, closed: null, goAwayAt: null, heldBack: [], facts: [], ...more });

/** Of these requests, and what the NetLog says of their connections, 1, 2 and so on. */
function whysOf(entries: readonly Told[], reports: readonly ConnectionReport[]): readonly WhyNew[] {
  const read = readHar(harFile(entries.map((entry) => chromiumEntry({ timings: OPENED, ...entry }))));
  if (!read.ok) throw new Error(read.error);
  const wires = { reports: new Map(reports.map((one, i) => [String(i + 1), one])), unused: [], ways: [] };
  return [...whyNew(analyse({ ...NOTHING_HEARD, har: read.value.observations }, read.value.pages, wires)).values()];
}

/** Two requests, the second on a connection of its own. */
const second = (first: Partial<ConnectionReport>, own: Partial<ConnectionReport> = {}, timings: Timings = OPENED, at = 500): WhyNew =>
  whysOf([{ id: '1' }, { id: '2', at, timings }], [report(first), report({ openedAt: instant(ZERO + 480), ...own })]).at(-1)!;

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

  it('of HTTP/3 that was raced against the TCP that was there, the change of protocol is the reason', () => {
    const over = (id: string, at: number, httpVersion: string, timings: Timings): Told => ({ url: 'https://shop.test/a.js', httpVersion, id, at, timings, headers: { 'alt-svc': 'h3=":443"' } });
    const why = whysOf([over('1', 0, 'h2', OPENED_TLS), over('2', 500, 'h3', REUSED)], [report(), report({ openedFor: 'race', openedAt: instant(ZERO + 450) })]).at(-1)!;
    expect([brief(why), why.evidence.at(-1)]).toEqual(['protocol-upgrade certain', expect.stringMatching(/^The browser opened #2 5\d ms before, beside an attempt over TCP \(NetLog\)\.$/)]);
  });

  it('knows of uses that the recording does not have', () => {
    const used = (ago: number): string => second({}, { openedFor: 'request', openedAt: instant(ZERO), firstUsedAt: instant(ZERO + 502 - ago) }, REUSED).evidence[0]!;
    expect(used(50)).toContain('for another request, which did not use it (NetLog)');
    expect(used(51)).toContain('for a request that is not of this recording');
  });

  it('knows whether one that was first used later was there already', () => {
    const first = (openedAt: number): string => whysOf([{ id: '1', at: 100 }, { id: '2', at: 150, timings: REUSED }], [report({ openedAt: instant(ZERO + 102) }), report({ openedAt: instant(ZERO + openedAt), pool: `pm/${POOL}` })])[0]!.evidence.join();
    expect([first(102).includes('it may have been there already'), first(103).includes('it may have been there already')]).toEqual([true, false]);
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
    for (const nothing of [{}, { goAwayAt: instant(ZERO + 900) }, closed({ at: instant(ZERO + 900), by: 'server' }), { ...closed({ at: instant(ZERO + 950), by: 'server' }), goAwayAt: instant(ZERO + 900) }, closed({ by: 'browser', words: 'Network changed' })]) expect(second(nothing).evidence.join()).not.toContain('NetLog');
  });

  it('says nothing of how one was lost where another was open before it was needed', () => {
    expect(brief(second(closed({ by: 'server' }), { openedFor: null }, REUSED))).toBe('speculative guess');
  });

  it('decides so of one that was lost beside others in use, which could take no more than one request', () => {
    const waiting = (wait: number): Timings => ({ ...OPENED, wait });
    const inUse = whysOf([{ id: '1', timings: waiting(200) }, { id: '2', at: 100, timings: waiting(800) }, { id: '3', at: 500 }], [report(closed({ by: 'server' })), report({ openedAt: instant(ZERO + 100) }), report({ openedAt: instant(ZERO + 480) })]);
    expect(inUse.map(brief)).toEqual(['first-contact likely', 'parallel certain', 'server-close certain']);
  });

  it('does not decide while another is being set up that carries many requests at once', () => {
    const drained = report({ goAwayAt: instant(ZERO + 200) });
    const opened = (id: string, at: number): Told => ({ url: 'https://shop.test/a.js', httpVersion: 'h2', id, at, timings: OPENED_TLS });
    const whys = whysOf([opened('1', 0), opened('2', 1), opened('3', 500), opened('4', 510)], [drained, drained, report({ openedAt: instant(ZERO + 502) }), report({ openedAt: instant(ZERO + 512) })]);
    expect(whys.map(brief).slice(2)).toEqual(['drained certain', 'drained likely']);
  });

  it('is likely only, where the two may be of different pools', () => {
    expect(brief(second({ ...closed({ by: 'server' }), pool: null }))).toBe('server-close likely');
  });

  it('decides which pool it belongs to', () => {
    expect(brief(second({ pool: `pm/${POOL}` }))).toBe('credentials certain');
    expect(brief(second({ pool: 'http://shop.test:8080 <http://other.test cross_site>' }))).toBe('partition certain');
    expect(second({ pool: POOL }).evidence.join()).not.toContain('belongs to the pool');
  });

  it('does not say of one of another pool that its loss was the reason', () => {
    expect(brief(second({ ...closed({ by: 'server' }), pool: `pm/${POOL}` }))).toBe('first-contact likely');
  });

  it('leaves to its answer what that said of the end', () => {
    const [, why] = whysOf([{ id: '1', headers: { Connection: 'close' } }, { id: '2', at: 500 }], [report(closed({ by: 'server' })), report({ openedAt: instant(ZERO + 480) })]);
    expect(why?.evidence[0]).toContain('said `Connection: close`');
  });

  it('does not speak of another pool where one of its own was lost', () => {
    const whys = whysOf([{ id: '1', at: 150 }, { id: '2', at: 300 }, { id: '3', at: 450 }], [report({ pool: `pm/${POOL}` }), report(closed({ by: 'server', at: instant(ZERO + 400) })), report({ openedAt: instant(ZERO + 440) })]);
    expect(whys.map(brief)).toEqual(['first-contact likely', 'credentials certain', 'server-close certain']);
  });
});
