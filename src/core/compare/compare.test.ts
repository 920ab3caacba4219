import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { h1Limit } from '../insight/findings/h1-limit.ts';
import { instant } from '../base/units.ts';
import type { Analysis } from '../model/analysis.ts';
import { SKIPPED } from '../model/phase.ts';
import type { Request } from '../model/request.ts';
import { anyRecording, inAnyRecording } from '../test/any-recording.ts';
import { chromiumEntry, genericEntry, harFile, OPENED_TLS, REUSED, socketEntry, ZERO } from '../test/har.ts';
import { mitmproxyEntry, totalEntry } from '../test/har-tools.ts';
import { analyseEntries, analyseFile } from '../test/read.ts';
import { ofChromium, ofFirefox } from '../test/recordings.ts';
import { PAGE, stepEntry, visit, type Step } from '../test/visit.ts';
import { compare, openedInstead, RECORDED, type Comparison } from './compare.ts';
import type { Difference, Verdict } from './difference.ts';
import { comparisonMarkdown } from './markdown.ts';

const figure = ({ totals }: Pick<Comparison, 'totals'>, id: Difference['id']): Difference => totals.find((difference) => difference.id === id)!;

/** `opening` of `requests` open a connection each, the rest reuse the first. */
const page = (requests: number, opening: number, told: Partial<Step> = {}): Analysis =>
  visit(...Array.from({ length: requests }, (_, i): Step => ({ at: i * 100, url: `https://page.test/${i}`, on: i < opening ? i + 1 : 1, ...(i < opening ? { opens: true } : {}), ...told })));

describe('one recording with itself', () => {
  const told = (comparison: Comparison): readonly unknown[] => [...comparison.totals, ...comparison.origins.flatMap(({ differences }) => differences)].map(({ verdict, change, note }) => [verdict, change, note]);

  it.each([['Chromium', ofChromium], ['Firefox', ofFirefox]])('of %s is the same in every figure, also in what nobody tells', (_name, recording) => {
    expect(new Set(told(compare(recording(), recording())).map((one) => JSON.stringify(one)))).toEqual(new Set([JSON.stringify(['same', { least: 0, most: 0 }, null])]));
  });

  it('is not the same in what was changed of it', () => {
    const spoke = (httpVersion: string): Analysis => analyseEntries(...[0, 1].map((i) => chromiumEntry({ url: `https://a.test/${i}`, at: i * 100, httpVersion, timings: i === 0 ? OPENED_TLS : REUSED })));
    expect(figure(compare(spoke('http/1.1'), spoke('h2')), 'h2')).toMatchObject({ a: { value: 0 }, b: { value: 2 }, change: { least: 2, most: 2 }, verdict: 'none' });
  });

  it('is not one that is alike and was made at another time', () => {
    const at = (ms: number): Analysis => analyseEntries(totalEntry({ at: ms }), totalEntry({ at: ms + 5, url: 'http://b.test/' }));
    expect(compare(at(0), at(1)).totals.some(({ note }) => note?.includes('hidden') === true)).toBe(true);
    expect(compare(at(0), at(0)).totals.some(({ note }) => note !== null)).toBe(false);
  });

  it.each<readonly [string, (request: Request) => Partial<Request>, beside: Difference['id']]>([
    ['address', () => ({ url: 'http://b.test/other' }), 'stalled'],
    ['beginning', ({ start }) => ({ start: instant(start + 1) }), 'stalled'],
    ['end', ({ start }) => ({ end: instant(start + 1) }), 'stalled'],
    ['connection', () => ({ connection: '9' }), 'stalled'],
    ['opening', ({ origination }) => ({ origination: { ...origination, opening: 'new' } as Request['origination'] }), 'stalled'],
    ['basis', ({ origination }) => ({ origination: { ...origination, basis: 'inferred' } as Request['origination'] }), 'stalled'],
    ['setup', () => ({ setup: 1 }), 'opened'],
    ['wait', () => ({ stalled: 1 }), 'opened'],
  ])('is not one in which a request has another %s', (_name, changed, beside) => {
    const one = analyseEntries(totalEntry({}), totalEntry({ at: 5, url: 'http://b.test/' }));
    const other: Analysis = { ...one, requests: one.requests.map((request, i) => (i === 1 ? { ...request, ...changed(request) } : request)) };
    expect([figure(compare(one, one), beside).note, figure(compare(one, other), beside).note]).toEqual([null, expect.stringContaining('hidden')]);
  });
});

it('of two things that a rule finds about one origin, each is compared with its own', () => {
  const dials = (path: string, from: number, times: number): readonly unknown[] =>
    Array.from({ length: times }, (_, n) => socketEntry({ url: `wss://live.test/${path}?try=${n}`, at: from + n * 1905, pageref: PAGE.id, timings: { blocked: -1, dns: -1, ssl: -1, connect: -1, send: 0, wait: 5, receive: 900, _blocked_queueing: -1 } }));
  const storms = (feed: number): Analysis => analyseFile(harFile([...dials('feed', 10, feed), ...dials('chat', 20, 4)], [{ ...PAGE, pageTimings: { onLoad: 100 } }]));
  const told = compare(storms(4), storms(1)).findings.filter(({ rule }) => rule === 'ws-reconnect-storm').map(({ state, a, b }) => [state, (a ?? b)!.evidence[0]!.split(' ')[0]]);
  expect(told.toSorted()).toEqual([['both', '/chat'], ['gone', '/feed']]);
});

it('an address in a note becomes no link', () => {
  const comparison = compare(visit({ at: 0, url: 'http://h.test/1', on: 1, opens: true }, { at: 100, url: 'http://h.test/2', on: 2, opens: true }), visit({ at: 0, url: 'http://other.test/', on: 1, opens: true }));
  const noted: Comparison = { ...comparison, findings: [{ rule: 'x', title: 'X', origin: 'http://h.test', state: 'gone', a: null, b: null, verdict: 'none', note: 'only A contacts http://h.test' }] };
  expect(comparisonMarkdown(noted)).toContain('| only A contacts `http://h.test` |');
});

it('the words of tools that findings quote come without secrets', () => {
  const broken = chromiumEntry({ url: 'https://a.test/', id: null, status: 0, httpVersion: '', timings: REUSED, response: { _error: 'net::ERR_QUIC_PROTOCOL_ERROR https://a.test/?token=s3cret' } });
  const analysis = analyseEntries(chromiumEntry({ url: 'https://a.test/1', httpVersion: 'h3' }), { ...broken, startedDateTime: new Date(ZERO + 50).toISOString() }, chromiumEntry({ url: 'https://a.test/2', at: 500, id: '60', httpVersion: 'http/2.0', timings: OPENED_TLS }));
  const written = JSON.stringify(compare(analysis, analysis).findings);
  expect(written).toContain('ERR_QUIC_PROTOCOL_ERROR');
  expect(written).not.toContain('s3cret');
});

describe('verdicts', () => {
  it('fewer connections, more reuse, less setup are better; the other way round they are worse', () => {
    const better = compare(page(10, 10), page(10, 1));
    expect(['opened', 'connections', 'reuse', 'setup'].map((id) => figure(better, id as 'opened').verdict)).toEqual(['better', 'better', 'better', 'better']);
    expect(figure(better, 'opened')).toMatchObject({ a: { value: 10 }, b: { value: 1 }, change: { least: -9, most: -9 }, note: null });
    expect(figure(compare(page(10, 2), page(10, 8)), 'reuse')).toMatchObject({ verdict: 'worse' });
  });

  it('sums are the panel\'s: of a WebSocket what is told, and what is not hides nothing', () => {
    const setupOf = (entry: unknown): unknown => {
      const analysis = analyseEntries(entry);
      const { a, note } = figure(compare(analysis, analysis), 'setup');
      return [a.value, a.value === analysis.totals.setupMs, note];
    };
    expect(setupOf(mitmproxyEntry({ url: 'https://live.test/feed', status: 101 }))).toEqual([65, true, null]);
    expect(setupOf(socketEntry())).toEqual([0, true, null]);
  });

  it('time held up is what shows of it, also where no request tells all of its own', () => {
    // Nobody tells what these waited before their setup.
    const analysis = analyseEntries(genericEntry({ timings: { dns: 10, connect: 40, send: 1, wait: 5, receive: 5 } }));
    expect(figure(compare(analysis, analysis), 'held-up').a).toEqual({ value: 50, hidden: 1, unsure: 0 });
  });

  it('time held up is of the load of the page, where it has one', () => {
    // The first began before it, and still connects when it begins.
    const steps = [0, 100, 200].map((at, i) => stepEntry({ at, url: `https://page.test/${i}`, on: i, opens: true }));
    const heldUp = (load: number): number | null => {
      const analysis = analyseFile(harFile(steps, [{ ...PAGE, startedDateTime: new Date(ZERO + 20).toISOString(), pageTimings: { onLoad: load } }]));
      return figure(compare(analysis, analysis), 'held-up').a.value;
    };
    expect([heldUp(150), heldUp(-1)]).toEqual([25, 75]);
  });

  it('names the requests that open a connection in one and reuse one in the other', () => {
    const comparison = compare(page(10, 8), page(10, 2));
    expect(openedInstead(comparison, 'new', 'reused').map(({ path }) => path)).toEqual(['/2', '/3', '/4', '/5', '/6', '/7']);
    expect(openedInstead(comparison, 'reused', 'new')).toEqual([]);
    expect(comparisonMarkdown(comparison)).toContain('- `https://page.test/2`\n');
    const estimated = { ...comparison, openings: comparison.openings.map((one) => ({ ...one, b: { ...one.b, basis: 'inferred' as const } })) };
    expect(comparisonMarkdown(estimated)).toContain('- `https://page.test/2` (estimated)\n');
  });

  it('times that differ by less than 100 ms, or ten times, may be chance; those of one origin always', () => {
    const waiting = (stalled: number) => page(10, 1, { stalled });
    const better = compare(waiting(200), waiting(20));
    expect(figure(better, 'stalled')).toMatchObject({ change: { least: -1800 }, verdict: 'better' });
    expect(better.origins[0]!.differences.find(({ id }) => id === 'stalled')).toMatchObject({ change: { least: -1800 }, verdict: 'none', note: null });
    expect(figure(compare(waiting(200), waiting(21)), 'stalled')).toMatchObject({ change: { least: -1790 }, verdict: 'none', note: expect.stringContaining('chance') });
    expect(figure(compare(page(1, 1, { stalled: 100 }), page(1, 1)), 'stalled').verdict).toBe('better');
    expect(figure(compare(page(1, 1, { stalled: 99 }), page(1, 1)), 'stalled').verdict).toBe('none');
    expect(figure(compare(page(1, 1, { stalled: 19 }), page(1, 1)), 'stalled').verdict).toBe('same');
  });

  it('there is none on what the browser opened ahead in one of them', () => {
    const ahead = (opens: boolean): Analysis => visit(...Array.from({ length: 5 }, (_, i): Step => ({ at: i * 100, url: `https://page.test/${i}`, on: i === 0 ? 1 : 2, ...((i === 0 && opens) || i === 1 ? { opens: true } : {}) })));
    expect(figure(compare(ahead(false), ahead(true)), 'opened')).toMatchObject({ a: { value: 1 }, b: { value: 2 }, verdict: 'none', note: 'not so where those count that were opened earlier: no verdict' });
  });

  it('there is none where the number of requests differs too much, or they are others', () => {
    expect(compare(page(10, 8), page(13, 2))).toMatchObject({ incomparable: 'more requests, 10 → 13: no verdict' });
    expect(figure(compare(page(10, 8), page(13, 2)), 'opened')).toMatchObject({ change: { least: -6 }, verdict: 'none', note: 'more requests, 10 → 13: no verdict' });
    expect(figure(compare(page(8, 8), page(10, 2)), 'opened').verdict).toBe('better');
    expect(figure(compare(page(79, 60), page(100, 2)), 'opened').verdict).toBe('none');
    const elsewhere = visit(...Array.from({ length: 10 }, (_, i): Step => ({ at: i, url: `https://other.test/${i}`, on: 1 })));
    expect(compare(page(10, 8), elsewhere).incomparable).toBe('none of 10 requests in both: no verdict');
  });

  it('there is none where only requests of one capture make the difference', () => {
    const more = visit(...page10(), { at: 2000, url: 'https://ads.test/', on: 99, opens: true });
    expect(figure(compare(visit(...page10()), more), 'opened')).toMatchObject({ change: { least: 1, most: 1 }, verdict: 'none', note: expect.stringContaining('do not show it') });
  });

  const page10 = (): readonly Step[] => Array.from({ length: 10 }, (_, i) => ({ at: i * 100, url: `https://page.test/${i}`, on: 1, ...(i === 0 ? { opens: true as const } : {}) }));
});

describe('what is not told', () => {
  const failing = (opening: number) => {
    const failed = chromiumEntry({ url: 'https://page.test/fails', at: 3000, id: null, status: 0, httpVersion: '', timings: { ...REUSED, blocked: 5 }, response: { _error: 'net::ERR_CONNECTION_RESET' } });
    return analyseEntries(...Array.from({ length: 9 }, (_, i) => chromiumEntry({ url: `https://page.test/${i}`, at: i * 100, id: String(i < opening ? i : 0), timings: { blocked: 0, dns: -1, connect: i < opening ? 20 : -1, ssl: -1, send: 0, wait: 5, receive: 1 } })), failed);
  };

  it('a request that hides how it came by its connection widens the difference, and a verdict holds only where it cannot turn it', () => {
    const differs = figure(compare(failing(7), failing(2)), 'opened');
    expect(differs).toMatchObject({ a: { value: 7, hidden: 1 }, b: { value: 2, hidden: 1 }, change: { least: -6, most: -4 }, verdict: 'better', note: 'hidden for 1 request in A, hidden for 1 request in B' });
    expect(figure(compare(failing(3), failing(2)), 'opened')).toMatchObject({ change: { least: -2, most: 0 }, verdict: 'none' });
  });

  it('is a lower bound of a sum, and neither bound of a share', () => {
    const text = comparisonMarkdown(compare(failing(7), failing(2)));
    expect(text).toContain('| Connections opened | ≥ 7 | ≥ 2 |');
    expect(text).toContain('| Reuse ratio | 22% | 78% |');
  });

  it('says why there is no verdict beside what is hidden', () => {
    const shown = compare(failing(2), analyseEntries(...Array.from({ length: 13 }, (_, i) => chromiumEntry({ url: `https://page.test/${i}`, at: i * 100, id: '1', timings: REUSED }))));
    expect(figure(shown, 'opened').note).toBe('hidden for 1 request in A; more requests, 10 → 13: no verdict');
  });

  it('connections of which nobody tells are not called reported', () => {
    const silent = analyseEntries(...Array.from({ length: 4 }, (_, i) => ({ ...genericEntry({ url: `https://page.test/${i}`, at: i * 20 }), timings: {}, time: 10 })));
    const estimated = analyseEntries(...Array.from({ length: 4 }, (_, i) => genericEntry({ url: `https://page.test/${i}`, at: i * 100, timings: i === 0 ? OPENED_TLS : REUSED })));
    const comparison = compare(silent, estimated);
    expect([comparison.a.basis, comparison.b.basis]).toEqual(['hidden', 'estimated']);
    expect(figure(comparison, 'opened')).toMatchObject({ a: { value: null, hidden: 4 }, b: { value: 1 }, change: null, verdict: 'none', note: 'hidden for 4 requests in A' });
  });

  it('of a capture that is not whole nothing is better, worse or the same, and the Markdown says what is missing', () => {
    const cut = { lacks: 'the file is cut off at character 9; what was whole was read' };
    const comparison = compare(page(10, 8), page(10, 2, { wait: 20 }), { a: RECORDED, b: cut });
    expect(new Set([...comparison.totals, ...comparison.origins.flatMap(({ differences }) => differences)].map(({ verdict }) => verdict))).toEqual(new Set(['none']));
    expect(figure(comparison, 'opened')).toMatchObject({ change: { least: -6, most: -6 }, note: 'B is not whole: no verdict' });
    expect(comparison.b.lacks).toBe(cut.lacks);
    expect(comparisonMarkdown(comparison)).toMatch(/B: [^·]*\(the file is cut off at character 9; what was whole was read\)[^]*B is not whole: no verdict\./);
    expect(compare(page(10, 8), page(10, 8), { a: cut, b: cut }).incomparable).toBe('A and B are not whole: no verdict');
  });

  it('there is none between the connections of a proxy and those of a browser', () => {
    const proxied = (analysis: Analysis): Analysis => ({ ...analysis, proxy: 'mitmproxy' });
    const why = "the connections of B are a proxy's, those of A are not: no verdict";
    const { incomparable, totals, origins, findings } = compare(page(10, 8), proxied(page(10, 2)));
    expect([incomparable, ...new Set([...totals, ...origins.flatMap(({ differences }) => differences), ...findings].map(({ verdict }) => verdict).filter((verdict) => verdict !== 'same'))]).toEqual([why, 'none']);
    expect(compare(proxied(page(10, 8)), proxied(page(10, 2)))).toEqual(compare(page(10, 8), page(10, 2)));
  });

  it('waits are not subtracted that one log counts later than the other', () => {
    const waited = (dialect: object): Analysis => analyseEntries(...Array.from({ length: 10 }, (_, i) => chromiumEntry({ url: `https://page.test/${i}`, at: i * 900, entry: { connection: '7', ...dialect }, timings: { ...REUSED, blocked: '_requestTime' in dialect ? 0 : 200 } })));
    const [ofBrowser, ofTool] = [waited({}), waited({ _connectionId: undefined, _requestTime: 1 })];
    for (const id of ['stalled', 'held-up'] as const) expect(figure(compare(ofBrowser, ofTool), id)).toMatchObject({ change: null, verdict: 'none', note: 'what requests waited before the network stack had them is not in B' });
    expect(figure(compare(waited({}), ofBrowser), 'stalled').change).toEqual({ least: 0, most: 0 });
    expect(figure(compare(ofBrowser, ofTool), 'connections').note).toBeNull();
  });

  it('reported and estimated connections are not subtracted from each other', () => {
    const estimated = analyseEntries(...Array.from({ length: 10 }, (_, i) => genericEntry({ url: `https://page.test/${i}`, at: i * 100, timings: { blocked: 0, dns: -1, connect: i === 0 ? 20 : -1, ssl: -1, send: 0, wait: 5, receive: 1 } })));
    const opened = figure(compare(page(10, 5), estimated), 'opened');
    expect(opened).toMatchObject({ a: { value: 5 }, change: null, verdict: 'none', note: 'reported in A, estimated in B' });
    expect(figure(compare(page(10, 5), estimated), 'requests').change).toEqual({ least: 0, most: 0 });
  });
});

describe('findings', () => {
  /** Eight requests at once on six connections of HTTP/1.1, or on one of HTTP/2. */
  const burst = (h1: boolean, ...before: readonly Step[]): Analysis => visit(...before, ...burstSteps(h1));
  const burstSteps = (h1: boolean, size = 24): readonly Step[] => [
      { at: 0, url: 'https://page.test/', on: 1, opens: true, httpVersion: h1 ? 'http/1.1' : 'h2' },
      ...Array.from({ length: size }, (_, i): Step => ({ at: 100, url: `https://page.test/${i}.js?v=${h1 ? 1 : 2}`, on: h1 ? 1 + (i % 6) : 1, ...(h1 && i > 0 && i < 6 ? { opens: true } : {}), wait: 100, stalled: h1 ? Math.floor(i / 6) * 120 : 0, httpVersion: h1 ? 'http/1.1' : 'h2' })),
  ];

  it('what was found in A alone is gone, in B alone new, and what both have is neither', () => {
    const gone = compare(burst(true), burst(false)).findings;
    expect(gone.map(({ rule, state, verdict }) => `${rule} ${state} ${verdict}`)).toContain('h1-limit gone better');
    expect(compare(burst(false), burst(true)).findings.map(({ rule, state, verdict }) => `${rule} ${state} ${verdict}`)).toContain('h1-limit new worse');
    expect(compare(burst(true), burst(true)).findings.map(({ state, verdict }) => `${state} ${verdict}`)).toEqual(expect.arrayContaining(['both same']));
  });

  it('what both have is the same only where it says the same', () => {
    const ofLimit = (a: Analysis, b: Analysis): unknown => compare(a, b).findings.filter(({ rule }) => rule === 'h1-limit').map(({ state, verdict, a, b }) => [state, verdict, a!.savingMs === b!.savingMs]);
    const longer = visit(...burstSteps(true).map((step) => (step.stalled ? { ...step, stalled: step.stalled + 200 } : step)));
    expect(ofLimit(burst(true), longer)).toEqual([['both', 'none', false]]);
    expect(ofLimit(burst(true), burst(true))).toEqual([['both', 'same', true]]);
  });

  it('gone is no improvement, and new no decline, where the rule failed in the other', () => {
    const [before, now] = [burst(true), burst(false)];
    const { find } = h1Limit;
    vi.spyOn(h1Limit, 'find').mockImplementation((context) => {
      if (context.analysis === now) throw new Error('No slots.');
      return find(context);
    });
    const ofLimit = ({ findings }: Comparison): unknown => findings.filter(({ rule }) => rule === 'h1-limit').map(({ state, verdict, note }) => [state, verdict, note]);
    expect([ofLimit(compare(before, now)), ofLimit(compare(now, before))]).toEqual([[['gone', 'none', 'the rule failed in B: no verdict']], [['new', 'none', 'the rule failed in A: no verdict']]]);
    vi.restoreAllMocks();
  });

  it('gone is no improvement where the requests that showed it do not tell what the rule looks at', () => {
    const [before, now] = [burst(true), burst(true)];
    const mute: Analysis = { ...now, origins: now.origins.map((origin) => ({ ...origin, requests: origin.requests.map(untyped) })), requests: now.requests.map(untyped) };
    expect(compare(before, mute).findings.filter(({ rule }) => rule === 'h1-limit').map(({ state, verdict, note }) => [state, verdict, note])).toEqual([['gone', 'none', 'in B no request tells its protocol: no verdict']]);
  });
  const untyped = (request: Request): Request => ({ ...request, protocol: null, stalled: 0, setup: 0, phases: { ...request.phases, stalled: SKIPPED } });

  it('gone is no improvement where its requests wait as they did', () => {
    // Each waits long enough to be a stall, and all together too short for the rule.
    const below = visit(...burstSteps(true).map((step) => (step.stalled ? { ...step, stalled: 30 } : step)));
    const ofLimit = ({ findings }: Comparison): unknown => findings.filter(({ rule }) => rule === 'h1-limit').map(({ state, verdict, note }) => [state, verdict, note]);
    expect(ofLimit(compare(burst(true), below))).toEqual([['gone', 'none', 'in B 23 of 23 such requests waited as well: no verdict']]);
    expect(ofLimit(compare(below, burst(true)))).toEqual([['new', 'none', 'in A 23 of 23 such requests waited as well: no verdict']]);
  });

  it('gone is no improvement where the requests that showed it are gone too', () => {
    const plain = Array.from({ length: 100 }, (_, i): Step => ({ at: 5000 + i * 50, url: `https://page.test/plain/${i}`, on: 1, httpVersion: 'h2' }));
    const less = compare(burst(true, ...plain), visit(...plain, ...burstSteps(false, 8)));
    expect(less.incomparable).toBeNull();
    expect(less.findings.find(({ rule }) => rule === 'h1-limit')).toMatchObject({ state: 'gone', verdict: 'none', note: expect.stringMatching(/^B has, or tells of, \d of 23 such requests: no verdict$/) });
    const [finding] = compare(burst(true), visit({ at: 0, url: 'https://page.test/', on: 1, opens: true })).findings;
    expect(finding).toMatchObject({ state: 'gone', verdict: 'none' });
  });
});

describe('of any two recordings', () => {
  it('one compared with itself shows no difference; what comes out is plain data without secrets of addresses', () => {
    inAnyRecording((analysis) => {
      const comparison = compare(analysis, analysis);
      const { totals, origins, findings, openings } = comparison;
      for (const { a, b, verdict } of [...totals, ...origins.flatMap(({ differences }) => differences)]) {
        expect(b).toEqual(a);
        expect(verdict).not.toBe('better');
        expect(verdict).not.toBe('worse');
      }
      expect(origins.filter(({ only }) => only !== null)).toEqual([]);
      expect(findings.filter(({ state }) => state !== 'both')).toEqual([]);
      expect(openings).toEqual([]);
      expect(JSON.parse(JSON.stringify(comparison))).toEqual(comparison);
      expect(JSON.stringify(comparison) + comparisonMarkdown(comparison)).not.toContain('token=x');
    });
  });

  it('the other way round it says the same the other way round', () => {
    const turned: Readonly<Record<Verdict, Verdict>> = { better: 'worse', worse: 'better', same: 'same', none: 'none' };
    const asWritten = (value: number): number => Math.round(value * 1e6) + 0;
    const lines = (differences: readonly Difference[], isTurned: boolean) =>
      differences.map(({ id, a, b, change, verdict }) => ({ id, a: isTurned ? b : a, b: isTurned ? a : b, verdict: isTurned ? turned[verdict] : verdict, change: change && (isTurned ? [asWritten(-change.most), asWritten(-change.least)] : [asWritten(change.least), asWritten(change.most)]) }));
    fc.assert(
      fc.property(anyRecording, anyRecording, (one, other) => {
        const [there, back] = [compare(one, other), compare(other, one)];
        expect(lines(back.totals, true)).toEqual(lines(there.totals, false));
        const byOrigin = ({ origins }: Comparison, isTurned: boolean) => new Map(origins.map(({ origin, differences }) => [origin, lines(differences, isTurned)]));
        expect(byOrigin(back, true)).toEqual(byOrigin(there, false));
        expect(back.openings.length).toBe(there.openings.length);
        expect(back.findings.filter(({ state }) => state === 'new').length).toBe(there.findings.filter(({ state }) => state === 'gone').length);
      }),
      { numRuns: 30 },
    );
  });
});

it('Markdown: tables with what is better in words', () => {
  const text = comparisonMarkdown(compare(page(10, 8), page(10, 2)));
  expect(text).toContain('| Connections opened | 8 | 2 | −6 | better |');
  expect(text).toContain('| Reuse ratio | 20% | 80% | +60 points | better |');
  expect(text).toContain('### Opened a connection in A, reused one in B\n\n- `https://page.test/2`\n');
  expect(comparisonMarkdown(compare(page(10, 8), page(30, 2)))).toContain('More requests, 10 → 30: no verdict.');
});

it('Markdown: names the origin in B where it has another port there', () => {
  const at = (port: number): Analysis => visit({ at: 0, url: `http://localhost:${port}/`, on: 1, opens: true });
  expect(comparisonMarkdown(compare(at(3000), at(4000)))).toContain('| `http://localhost:3000`, in B `http://localhost:4000` | Requests | 1 | 1 |');
});

it('Markdown: says that a capture is of several runs', () => {
  const runs = (...names: readonly string[]): Analysis => analyseEntries(...names.map((pageref, i) => genericEntry({ pageref, at: i * 9000, connection: '5' })));
  expect(comparisonMarkdown(compare(runs('page_1_0', 'page_2_0'), runs('page_1_0')))).toMatch(/^A: .*, 2 requests of 2 runs of the browser · B: [^·]*, 1 request ·/m);
});
