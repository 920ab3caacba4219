import { describe, expect, it } from 'vitest';
import { OPENED_TLS, REUSED, type Told } from '../../test/har.ts';
import { missingPreconnect } from './missing-preconnect.ts';
import { found, h2, h2New, PAGE, placesOf, savedOver, sentWith, theDocument, type Case } from './test/case.ts';

const told: Case = { load: 3000 };
/** DNS 4, TCP and TLS 96: 100 ms of connecting, from 2 ms after its start. */
const SLOW = { ...OPENED_TLS, connect: 96, ssl: 60 };
const script = (told: Told = {}): unknown => h2New({ url: 'https://cdn.test/app.js', at: 500, id: '2', timings: SLOW, entry: { _resourceType: 'script', _priority: 'High', _initiator: { type: 'script' } }, ...told });
const as = (fields: Readonly<Record<string, unknown>>): unknown => script({ entry: { _resourceType: 'script', _priority: 'High', _initiator: { type: 'script' }, ...fields } });
const count = (entries: readonly unknown[], more: Case = told): number => found(missingPreconnect, [theDocument(), ...entries], more).length;

describe('missing-preconnect', () => {
  it('names the request and what a preconnect would have saved it', () => {
    const [finding] = found(missingPreconnect, [theDocument(), script()], told);
    expect([placesOf(finding!), finding!.connections, savedOver(finding!)]).toEqual([[0, 1], ['2'], [[502, 602]]]);
    expect(finding!.evidence).toEqual(['/app.js was the first to need https://cdn.test, 500 ms into the page, and waited 100 ms for its connection.', 'The page\'s own answer was there early enough to start connecting 100 ms sooner.', 'Whether the page\'s markup, or a Link header of its answer, has a preconnect to it already is in no source.']);
    expect(finding!.fix).toMatchObject({ text: expect.stringContaining('if the request has no credentials') as string, snippet: '<link rel="preconnect" href="https://cdn.test">' });
  });

  it('is a guess where nearly nothing of TCP was left: a preconnect in the markup may be why', () => {
    const sure = (connect: number, ssl: number): unknown => found(missingPreconnect, [theDocument(), script({ timings: { ...SLOW, connect, ssl } })], told)[0]!.confidence;
    expect([sure(100, 81), sure(100, 79)]).toEqual(['guess', 'likely']);
    const cut = { ...SLOW, dns: 0, connect: 100, ssl: 50, blocked: 2.5, _blocked_queueing: 2.5 };
    expect([cut, { ...cut, dns: 0.1 }].map((timings) => found(missingPreconnect, [theDocument(), script({ timings })], told)[0]!.confidence)).toEqual(['guess', 'likely']);
    expect(found(missingPreconnect, [theDocument(), script({ timings: { ...SLOW, dns: 0, connect: 81, ssl: 80 } })], told)[0]!.evidence[2]).toBe('TCP took 1 ms of that, and TLS 80 ms: it may have been begun ahead, by a preconnect in the page\'s markup. No source tells of those.');
  });

  it('is a guess where nobody tells who named it: the markup may have', () => {
    for (const _initiator of [undefined, { type: 'other' }]) {
      const [finding] = found(missingPreconnect, [theDocument(), as({ _initiator })], told);
      expect([finding!.confidence, finding!.evidence[2]]).toEqual(['guess', 'Who named it is not told: where the page\'s own markup did, a preconnect beside that saves next to nothing.']);
    }
  });

  it('says where the headers of the page are not there, which may have one', () => {
    const last = (headers: Readonly<Record<string, string>>): string | undefined => found(missingPreconnect, [theDocument({ headers }), script()], told)[0]!.evidence.at(-1);
    expect([last({}), last({ 'Content-Type': 'text/html' })]).toEqual(['Whether the page\'s markup, or a Link header of its answer, has a preconnect to it already is in no source.', 'Whether the page\'s markup has a preconnect to it already is in no source.']);
  });

  it('saves no more than there was time for: the page\'s answer begins at 46.5 ms', () => {
    // Connecting begins 2 ms after the start.
    expect(savedOver(found(missingPreconnect, [theDocument(), script({ at: 124 })], told)[0]!)).toEqual([[146.5, 226]]);
    expect([count([script({ at: 94 })]), count([script({ at: 95 })])]).toEqual([0, 1]);
  });

  it('fonts are asked without credentials', () => {
    const font = sentWith(as({ _resourceType: 'font', _priority: 'VeryHigh' }) as Record<string, unknown>, { origin: 'https://shop.test' });
    expect(found(missingPreconnect, [theDocument(), font], told)[0]!.fix.snippet).toBe('<link rel="preconnect" href="https://cdn.test" crossorigin>');
  });

  it.each([
    ['its own origin', script({ url: 'https://shop.test/app.js' })],
    ['one that found a connection', script({ timings: REUSED })],
    ['what the page can do without', as({ _resourceType: 'image' })],
    ['what is not urgent', as({ _priority: 'Low' })],
    ['what the markup names', as({ _initiator: { type: 'parser', url: PAGE } })],
    ['what a frame of another site asks for, whose connections are not the page\'s', sentWith(script() as Record<string, unknown>, { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'cors', origin: 'https://widget.test' })],
    ['what came after the load event', script({ at: 3000 })],
    ['what the load event did not wait for', script({ timings: { ...SLOW, wait: 4000 } })],
  ])('is silent on %s', (_name, entry) => {
    expect(count([entry])).toBe(0);
  });

  it('but not on what a style sheet names, in Resource Timing\'s word, too', () => {
    expect([count([as({ _resourceType: 'css' })]), count([as({ _resourceType: 'link' })])]).toEqual([1, 0]);
    expect(count([as({ _initiator: { type: 'parser', url: 'https://shop.test/site.css' } })])).toBe(1);
  });

  it('is worth its line from 50 ms on', () => {
    expect([46, 45].map((connect) => count([script({ timings: { ...SLOW, connect, ssl: 20 } })]))).toEqual([1, 0]);
  });

  it('counts what ends with the load event', () => {
    // 115.5 ms long.
    const whole = { ...SLOW, send: 1 };
    expect([count([script({ timings: whole })], { load: 616 }), count([script({ timings: whole })], { load: 615 })]).toEqual([1, 0]);
  });

  it('is silent where the page announced it, and on an origin that was there before', () => {
    expect(found(missingPreconnect, [theDocument({ headers: { Link: '<https://cdn.test>; rel=preconnect' } }), script()], told)).toEqual([]);
    expect(count([h2({ url: 'https://cdn.test/first', at: 60, id: '3' }), script()])).toBe(0);
    expect(count([script()], { ...told, why: { 1: 'credentials' } })).toBe(0);
    expect(count([script()], { ...told, why: { 1: 'first-contact' } })).toBe(1);
  });

  it('is silent without a load event, without a document, and 15 s later', () => {
    expect(count([script()], {})).toBe(0);
    expect(found(missingPreconnect, [script()], told)).toEqual([]);
    // 50 ms long.
    const document = theDocument({ timings: { ...OPENED_TLS, send: 1 } });
    expect([15_049, 15_050].map((at) => found(missingPreconnect, [document, script({ at })], { load: 30_000 }).length)).toEqual([1, 0]);
  });

  it('names four at most, the dearest', () => {
    const five = [90, 70, 60, 80, 96].map((connect, n) => script({ url: `https://cdn${'abcde'[n]}.test/x.js`, id: `${n + 2}`, timings: { ...SLOW, connect, ssl: 10 } }));
    expect(found(missingPreconnect, [theDocument(), ...five], told).map(({ origin }) => origin)).toEqual(['https://cdne.test', 'https://cdna.test', 'https://cdnd.test', 'https://cdnb.test']);
  });
});
