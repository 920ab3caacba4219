import { describe, expect, it } from 'vitest';
import { aRequest, anAnalysis } from '../../../../e2e/playground/fixture.ts';
import { analyse, NOTHING_HEARD } from '../../analysis/analyse.ts';
import { readNetlog } from '../../capture/netlog/netlog.ts';
import { instant } from '../../base/units.ts';
import type { Analysis } from '../../model/analysis.ts';
import type { Request } from '../../model/request.ts';
import { isHiddenSum } from '../../model/network-use.ts';
import { inAnyRecording } from '../../test/any-recording.ts';
import { netlog } from '../../test/netlog.ts';
import { visit } from '../../test/visit.ts';
import { setupLedger } from '../cost/ledger.ts';
import { insightOf } from '../insight.ts';
import { headOfLineWaste } from '../stalls/stalls.ts';
import type { Connection } from '../../model/connection.ts';
import type { WhyNew } from '../why/why.ts';
import type { Account, Said } from './account.ts';
import { accountsOf, heldUpAccounts, pagesToLoad, type HeldUpIn, type Scope } from './accounts.ts';
import { isAvoidable } from './avoidable.ts';
import { costAccount } from './cost.ts';
import { peakAccount } from './peak.ts';
import { whyCostAccount } from './why-cost.ts';

const shop = 'https://shop.example';
const page = anAnalysis(
  [
    aRequest({ url: `${shop}/`, at: 0, conn: 1, dns: 10, tcp: 20, tls: 30 }),
    aRequest({ url: `${shop}/a.js`, at: 20, conn: 2, tcp: 20, tls: 30 }),
    aRequest({ url: `${shop}/b.js`, at: 100, conn: 1, stalled: 40 }),
    aRequest({ url: `${shop}/c.js`, at: 150, conn: 1 }),
    aRequest({ url: `${shop}/d.js`, at: 160, conn: 2 }),
    aRequest({ url: 'https://cdn.example/e.js', at: 170, conn: 3, opening: 'opened-earlier' }),
  ],
  { load: 300 },
);

const whole = (analysis: Analysis): Scope => ({ analysis, origin: null, requests: analysis.requests, connections: analysis.connections });
const ofOrigin = (analysis: Analysis, origin: string): Scope => {
  const summary = analysis.origins.find((one) => one.origin === origin)!;
  return { analysis, origin, requests: summary.requests, connections: summary.connections };
};
const all = (scope: Scope, windows: readonly HeldUpIn[] = pagesToLoad(scope.analysis)): readonly Account[] => [...heldUpAccounts(scope.origin, windows), ...accountsOf(scope).flatMap(({ accounts }) => accounts)];
const find = (accounts: readonly Account[], key: string): Account => accounts.find((one) => one.key === key)!;
const read = (said: Said): string => said.map((part) => (typeof part === 'number' ? `${part} ms` : part)).join('');
const sum = (values: readonly number[]): number => values.reduce((so, value) => so + value, 0);

describe('an account', () => {
  it('of held-up time divides what overlaps', () => {
    const { value, formula, inputs } = find(all(whole(page)), 'held-up');
    // 0 to 20 alone, 20 to 60 by both, 60 to 70 by the second, 100 to 140 stalled.
    expect(value).toBe(110);
    expect(inputs.map(({ request, amount }) => [request?.url.slice(shop.length), amount])).toEqual([['/', 40], ['/b.js', 40], ['/a.js', 30]]);
    expect(read(formula)).toContain('110 ms of 300 ms');
  });

  it('of what nobody tells has no figure, and says why; where some of it shows, that it may be more', () => {
    const silent = all(whole(anAnalysis([aRequest({ url: `${shop}/`, at: 0, unknown: 'cross-origin' })], { load: 300 })));
    for (const key of ['held-up', 'connections', 'reuse', 'setup', 'avoidable', 'dns', 'tcp', 'tls', 'stalled']) expect(find(silent, key).value, key).toBeNull();
    expect(read(find(silent, 'held-up').formula)).toBe('no wait shows, and of 1 request nobody tells whether it waited');
    expect(read(find(silent, 'connections').formula)).toBe('new 0; not counted: opened earlier 0, unknown 1');
    expect(read(find(silent, 'requests').beside)).toBe('on unknown connections');
    const partly = all(whole(anAnalysis([aRequest({ url: `${shop}/`, at: 0, conn: 1, tcp: 20 }), aRequest({ url: `${shop}/a`, at: 50, unknown: 'cross-origin' }), aRequest({ url: `${shop}/b`, at: 60, unknown: 'cross-origin' })], { load: 300 })));
    expect(find(partly, 'held-up').value).toBe(20);
    expect(read(find(partly, 'held-up').formula)).toBe('union of the waits of 1 request = 20 ms of 300 ms to load of https://shop.example/; of 2 requests nobody tells whether they waited, so it may be more');
    expect(find(partly, 'connections').value).toBe(1);
    expect(read(find(partly, 'requests').beside)).toBe('1 on 1 connection, 2 on unknown ones');
    // Before and after the request there was nothing to wait.
    const [after] = heldUpAccounts(null, [{ window: { from: 1e15, to: 2e15, name: 'recorded' }, requests: anAnalysis([aRequest({ url: `${shop}/`, at: 0, unknown: 'cross-origin' })]).requests }]);
    expect(after?.value).toBe(0);
  });

  it('of held-up time is of a page that loaded, by its own requests, and never exceeds its load', () => {
    const other = { ...aRequest({ url: shop, at: 10, conn: 2, tcp: 40 }), page: 'page_2' };
    const heldUp = (analysis: Analysis): readonly (number | null)[] => heldUpAccounts(null, pagesToLoad(analysis)).map(({ value }) => value);
    expect(heldUp(anAnalysis([aRequest({ url: shop, at: 0, conn: 1, tcp: 20 }), other], { load: 100 }))).toEqual([20]);
    expect(heldUp(anAnalysis([aRequest({ url: shop, at: 0, conn: 1, tcp: 20 })]))).toEqual([]);
    const one = anAnalysis([aRequest({ url: shop, at: 0, conn: 1, tcp: 20 })], { load: 100 });
    expect(heldUp({ ...one, pages: one.pages.map((dated) => ({ ...dated, start: instant(dated.start + 50) })) })).toEqual([20]);
    inAnyRecording((analysis) => {
      const windows = pagesToLoad(analysis);
      expect(windows).toHaveLength(analysis.pages.filter(({ start, load }) => load !== null && load > start).length);
      for (const [i, value] of heldUp(analysis).entries()) {
        if (value === null) continue;
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThanOrEqual(windows[i]!.window.to - windows[i]!.window.from);
      }
    });
  });

  it('of the reuse ratio says what is divided by what', () => {
    const { value, formula, sum: together, inputs } = find(all(whole(page)), 'reuse');
    expect([value, together]).toEqual([0.5, 3]);
    expect(read(formula)).toBe('reused 3 ÷ (new 2 + opened earlier 1 + reused 3) = 50%');
    expect(inputs.map(({ connection, amount, note }) => [connection?.label, amount, read(note)])).toEqual([['#1', 2, 'of 3 on #1'], ['#2', 1, 'of 2 on #2'], ['#3', 0, 'of 1 on #3']]);
  });

  it('of setups has the sum and the clock', () => {
    const { value, clockMs, formula, inputs } = find(all(whole(page)), 'setup');
    expect([value, clockMs]).toEqual([110, 70]);
    expect(read(formula)).toBe('DNS 10 ms + TCP 40 ms + TLS 60 ms = 110 ms; overlaps counted once = 70 ms on the clock. In no sum: 1 connection whose setup nobody tells');
    expect(inputs.map(({ amount, clockMs: share }) => [amount, share])).toEqual([[60, 40], [50, 30]]);
  });

  it('of one origin counts its own requests alone', () => {
    const own = all(ofOrigin(page, 'https://cdn.example'));
    expect([find(own, 'held-up').value, find(own, 'connections').value, find(own, 'reuse').value, find(own, 'setup').value]).toEqual([null, 0, 0, null]);
    expect(read(find(own, 'setup').formula)).toContain('In no sum: 1 connection whose setup nobody tells');
  });

  it('of percentiles marks the requests that took them', () => {
    const six = anAnalysis([10, 20, 30, 40, 50, 60].map((wait, i) => aRequest({ url: `${shop}/${i}`, at: i * 100, conn: 1, wait })));
    const times = find(all(whole(six)), `cold-warm h2 ${shop} TTFB, reused`);
    expect(read(times.formula)).toMatch(/^p50 = no\. 3 of 6 by length = [\d.]+ ms; p95 = no\. 6 of 6 .*; p99 = no\. 6 of 6 /);
    expect(times.inputs.filter(({ isMarked }) => isMarked).map(({ request, note }) => [request?.url, read(note)])).toEqual([[`${shop}/5`, 'p95, p99'], [`${shop}/2`, 'p50']]);
    expect(find(all(whole(six)), `cold-warm h2 ${shop} TTFB, new`)).toMatchObject({ value: null, formula: ['not enough data: n 0, fewer than 5'] });
  });

  it('of connections opened keeps apart what stands beside it', () => {
    const log = netlog().socket(5, { preconnect: true }).socket(6, { preconnect: true }).request(1, { url: 'http://a.test/', at: 60, socket: 5 });
    const told = readNetlog(log.file());
    const analysis = told.ok ? analyse({ ...NOTHING_HEARD, har: told.value.observations }, [], told.value.wires) : page;
    const { value, beside, formula } = find(all(whole(analysis)), 'connections');
    expect([value, read(beside), read(formula)]).toEqual([0, '+1 earlier · +1 never used', 'new 0; not counted: opened earlier 1, unknown 0; nor what no request used, by the NetLog: 1 never used']);
  });

  it('of requests says how each came by its connection', () => {
    const { value, formula, beside } = find(all(whole(page)), 'requests');
    expect([value, read(formula), read(beside)]).toEqual([6, 'new 2 + opened earlier 1 + reused 3 + unknown 0 = 6', 'on 3 connections']);
    expect(find(all(whole(page)), 'opened-earlier').inputs.map(({ request }) => request?.url)).toEqual(['https://cdn.example/e.js']);
  });

  it('of cost adds setup and stalls', () => {
    const { value, formula, inputs } = find(all(whole(page)), 'cost');
    expect([value, read(formula), inputs.map(({ amount }) => amount)]).toEqual([150, 'setup 110 ms + stalled 40 ms = 150 ms', [60, 50, 40]]);
  });

  it('of cost is unknown where nothing shows, and one of the two may be hidden', () => {
    const [shown, none, hidden] = [110, 0, null].map((value): Account => ({ ...find(all(whole(page)), 'stalled'), value })) as [Account, Account, Account];
    const pairs = [[none, none], [none, hidden], [hidden, none], [hidden, hidden], [shown, hidden], [hidden, shown]] as const;
    expect(pairs.map(([setup, stalled]) => costAccount(setup, stalled).value)).toEqual([0, null, null, null, 110, 110]);
  });

  it('of TLS counts the handshakes that tell', () => {
    const { value, beside, formula } = find(all(whole(anAnalysis([1, 2].map((conn) => aRequest({ url: `${shop}/${conn}`, at: conn * 100, conn, tcp: 20, tls: 20 }))))), 'tls-round-trips');
    expect([value, read(beside), read(formula)]).toEqual([2, 'in 2 handshakes', '2 handshakes took 2 round trips']);
    expect(find(all(ofOrigin(page, 'https://cdn.example')), 'tls-round-trips')).toMatchObject({ value: null, beside: [] });
  });

  it('of TLS knows that http: has none', () => {
    const plain = { url: 'http://a.test/', protocol: 'http/1.1', tcp: 20 } as const;
    const trips = (...told: Parameters<typeof aRequest>[0][]): readonly [number | null, string] => {
      const { value, formula } = find(all(whole(anAnalysis(told.map(aRequest)))), 'tls-round-trips');
      return [value, read(formula)];
    };
    expect(trips({ ...plain, at: 0, conn: 1 })).toEqual([0, '0 handshakes took 0 round trips; 1 connection without TLS: the address is not https:// or wss://']);
    expect(trips({ ...plain, at: 0, conn: 1 }, { url: shop, at: 9, conn: 2, opening: 'opened-earlier' })[0]).toBeNull();
  });

  it('of what could have been avoided names the verdict on each', () => {
    const closing = [0, 1].map((n) => ({ url: `http://a.test/${n}`, at: n * 1000, on: n + 1, opens: true as const, headers: { Connection: 'close' } }));
    expect(find(all(whole(visit(...closing))), 'avoidable').inputs.map(({ request, note }) => [request?.url, read(note)])).toEqual([['http://a.test/1', 'server-close (likely)']]);
  });

  it('of stalls says how many waited at once', () => {
    expect(read(find(all(whole(page)), 'stalled').formula)).toBe('1 wait: 40 ms; overlaps counted once = 40 ms on the clock; 1 at once at most');
  });

  it('of slots has the waits for one alone, each with how sure that is', () => {
    const six = Array.from({ length: 6 }, (_, i) => ({ url: `http://a.test/p${i}`, at: i, on: i + 1, opens: true as const, wait: 470 }));
    const { value, clockMs, isEstimate, inputs } = find(all(whole(visit(...six, { url: 'http://a.test/late', at: 100, on: 1, stalled: 400 }, { url: 'http://a.test/else', at: 700, on: 1, stalled: 50 }))), 'head-of-line');
    expect([value, clockMs, isEstimate, inputs.map(({ request, note }) => [request?.url, read(note)])]).toEqual([400, 400, true, [['http://a.test/late', 'for: slots (likely)']]]);
  });

  it('of slots has those that answers without an end held as well, as the summary has', () => {
    const bodies = Array.from({ length: 6 }, (_, i) => ({ url: `http://a.test/b${i}`, at: 0, on: i + 1, opens: true as const, entry: { timings: { blocked: 0, dns: 5, connect: 20, ssl: -1, send: 0, wait: 5, receive: 3000 } } }));
    const analysis = visit(...bodies, { url: 'http://a.test/late', at: 100, on: 1, stalled: 1900 });
    const { value, inputs } = find(all(whole(analysis)), 'head-of-line');
    expect([value, read(inputs[0]?.note ?? [])]).toEqual([headOfLineWaste(analysis).get('http://a.test')?.sumMs, 'for: unread-body (guess)']);
  });

  it('of a peak says where nobody told the protocol', () => {
    const [connection] = anAnalysis([aRequest({ url: 'https://shop.test/', at: 0, conn: 5 })]).connections;
    const { inputs } = peakAccount('peak', 'Open', [{ connection: { ...connection!, protocol: null }, start: 0, end: 10 }], 0, 0);
    expect(inputs[0]!.note[0]).toBe('protocol unknown, from ');
  });

  it('of a peak lists who was there', () => {
    const [one, two, three] = page.connections as [Connection, Connection, Connection];
    const { value, formula, inputs } = peakAccount('peak', 'Open', [{ connection: one, start: 0, end: 10 }, { connection: two, start: 5, end: 20 }, { connection: three, start: 10, end: 30 }], 0, 0);
    expect([value, read(formula), inputs.map(({ connection }) => connection?.label)]).toEqual([2, '2 at 5 ms', ['#1', '#2']]);
  });

  it('of a peak is unknown where nobody tells of connections, and may be more where of some', () => {
    const [connection] = page.connections as [Connection];
    const silent = peakAccount('peak', 'Open', [], 0, 2);
    expect([silent.value, read(silent.formula)]).toEqual([null, 'no connection is known; nobody tells the connection of 2 requests, so it may be more']);
    const partly = peakAccount('peak', 'Open', [{ connection, start: 0, end: 10 }], 0, 1);
    expect([partly.value, read(partly.formula)]).toEqual([1, '1 at 0 ms; nobody tells the connection of 1 request, so it may be more']);
  });

  it('of a verdict takes off what waiting would have cost', () => {
    const [first] = page.requests;
    const cost = (costMs: number | null): string => read(whyCostAccount(first!, { costMs } as WhyNew).formula);
    expect([cost(60), cost(20), cost(null)]).toEqual(['DNS 10 ms + TCP 20 ms + TLS 30 ms = 60 ms', 'DNS 10 ms + TCP 20 ms + TLS 30 ms = 60 ms; less the time until a connection was free: 20 ms', 'its setup is hidden, or nobody saw it']);
    expect([60, 0, null].map((costMs) => whyCostAccount(first!, { costMs } as WhyNew).beside)).toEqual([['of setup'], ['reuse would have spared nothing'], []]);
  });

  it('of a round trip marks the connect that it is', () => {
    const { value, isEstimate, inputs } = find(all(whole(page)), 'rtt 192.0.2.7:443');
    expect([value, isEstimate]).toEqual([20, true]);
    expect(inputs.map(({ connection, isMarked }) => [connection?.label, isMarked])).toEqual([['#1', true], ['#2', true]]);
  });
});

describe('what could have been avoided', () => {
  const verdict = { reason: 'idle-timeout', confidence: 'likely', evidence: [], ruledOut: [], rival: null, costMs: 1, fix: 'a longer timeout', others: [] } as const;
  it.each([
    ['a likely verdict with a fix', {}, true],
    ['a guess', { confidence: 'guess' }, false],
    ['one without a fix', { fix: null }, false],
    ['a first contact', { reason: 'first-contact' }, false],
    ['a fallback from QUIC', { reason: 'quic-fallback' }, false],
  ] as const)('%s', (_name, told, expected) => expect(isAvoidable({ ...verdict, ...told })).toBe(expected));

  it('without a verdict is nothing', () => expect(isAvoidable(undefined)).toBe(false));
});

describe('in any recording', () => {
  const scopes = (analysis: Analysis): readonly Scope[] => [whole(analysis), ...analysis.origins.map(({ origin }) => ofOrigin(analysis, origin))];

  it('the inputs add up to the figure, each is named, and keys are unique', () => {
    inAnyRecording((analysis) => {
      for (const scope of scopes(analysis)) {
        const accounts = all(scope);
        expect(new Set(accounts.map(({ key }) => key)).size).toBe(accounts.length);
        for (const { key, value, unit, sum: together, clockMs, inputs, formula } of accounts) {
          expect(formula.length, key).toBeGreaterThan(0);
          if (together !== null) expect(sum(inputs.map(({ amount }) => amount)), key).toBeCloseTo(together, 3);
          if (together !== null && unit !== 'share') expect(together, key).toBe(value);
          if (clockMs !== null) expect(sum(inputs.map((input) => input.clockMs ?? NaN)), key).toBeCloseTo(clockMs, 3);
          for (const { request, connection } of inputs) expect(request === null && connection === null, key).toBe(false);
        }
      }
    });
  });

  it('of waits for a slot counts those behind bodies that do not end, as the exports do', () => {
    const six = Array.from({ length: 6 }, (_, i) => ({ url: `http://a.test/${i}`, at: 0, on: i + 1, opens: true as const, timings: { blocked: 0, dns: 5, connect: 20, ssl: -1, send: 0, wait: 5, receive: 3000 } }));
    const analysis = visit(...six, { url: 'http://a.test/late', at: 100, on: 6, stalled: 1900 });
    expect([...insightOf(analysis).stalls.values()].map(({ why }) => why)).toEqual(['unread-body']);
    expect(find(all(ofOrigin(analysis, 'http://a.test')), 'head-of-line').value).toBe(1900);
    expect(headOfLineWaste(analysis).get('http://a.test')?.sumMs).toBe(1900);
  });

  it('the figures are those of the totals, the ledger and the headline', () => {
    inAnyRecording((analysis) => {
      const { why, stalls } = insightOf(analysis);
      const waste = headOfLineWaste(analysis, stalls);
      const ledger = setupLedger(analysis, (request: Request) => isAvoidable(why.get(request.id)));
      for (const scope of scopes(analysis)) {
        const accounts = all(scope);
        const totals = scope.origin === null ? analysis.totals : analysis.origins.find(({ origin }) => origin === scope.origin)!.totals;
        const cost = scope.origin === null ? ledger.total : ledger.origins.find(({ origin }) => origin === scope.origin)?.cost;
        expect([find(accounts, 'connections').value, find(accounts, 'reuse').value]).toEqual([totals.new === 0 && totals.unknown > 0 ? null : totals.new, totals.reuseRatio]);
        const setup = { value: cost?.all.sumMs ?? 0, clockMs: cost?.all.clockMs ?? 0 };
        expect(find(accounts, 'setup')).toMatchObject(isHiddenSum(setup.value, scope.requests, 'setup') ? { value: null, clockMs: null } : setup);
        expect(find(accounts, 'avoidable')).toMatchObject(find(accounts, 'setup').value === null ? { value: null, clockMs: null } : { value: cost?.avoidable.sumMs ?? 0, clockMs: cost?.avoidable.clockMs ?? 0 });
        const waits = { value: waste.get(scope.origin ?? '')?.sumMs ?? 0, clockMs: waste.get(scope.origin ?? '')?.clockMs ?? 0 };
        if (scope.origin !== null) expect(find(accounts, 'head-of-line')).toMatchObject(find(accounts, 'stalled').value === null ? { value: null, clockMs: null } : waits);
        expect(find(accounts, 'tls').value ?? 0).toBe(cost?.tls.sumMs ?? 0);
      }
    });
  });
});
