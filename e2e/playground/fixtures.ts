import type { Recording } from '../../src/app/recording.ts';
import type { Analysis } from '../../src/core/model/analysis.ts';
import type { Request } from '../../src/core/model/request.ts';
import { instant } from '../../src/core/base/units.ts';
import { aRequest, anAnalysis, ZERO } from './fixture.ts';
import { dialled } from './fixture-dials.ts';
import { shop } from './fixture-shop.ts';
import { unsure } from './fixture-unsure.ts';
import { poll } from './polls.ts';

const plain = (analysis: Analysis): Recording => ({ analysis, recording: true, preserveLog: false, notices: [] });

/** By the name that the playground's URL gives: `?fixture=shop`. */
export const FIXTURES: Readonly<Record<string, () => Recording>> = {
  shop: () => plain(shop()),
  faulty: () => plain(faulty(shop())),
  empty: () => plain(anAnalysis([])),
  paused: () => ({ ...plain(anAnalysis([])), recording: false }),
  cached: () => plain(anAnalysis(Array.from({ length: 14 }, (_, i) => aRequest({ url: `https://shop.example/${i}.js`, at: i * 9, none: 'disk-cache', wait: 2 })))),
  firefox: () => ({ ...plain(estimated(shop())), notices: [{ kind: 'estimated' }] }),
  unsure: () => ({ ...plain(unsure()), notices: [{ kind: 'estimated' }] }),
  notices: () => ({
    ...plain(shop()),
    notices: [{ kind: 'opened-late' }, { kind: 'no-host-access' }, { kind: 'no-websockets' }, { kind: 'dropped-entries', count: 212 }, { kind: 'unreadable', what: '3 entries without a date' }, { kind: 'orphaned' }],
  }),
  navigations: () => ({ ...plain(twoPages()), preserveLog: true }),
  polls: () => plain(polling()),
  dials: () => plain(dialled()),
  big: () => plain(big(209, 15)),
  huge: () => plain(big(250, 400)),
};

/** Cannot be drawn as long as the document says so. */
const faulty = (analysis: Analysis): Analysis => ({
  ...analysis,
  get totals() {
    if (document.documentElement.dataset['fault'] !== undefined) throw new Error(document.documentElement.dataset['fault']);
    return analysis.totals;
  },
});

/** An API that is asked every 4 to 10 s and closes what is idle for 5 s: the pauses of half of the requests outlive their connection. */
function polling(): Analysis {
  let at = 0;
  let conn = 700;
  const requests = Array.from({ length: 40 }, (_, i) => {
    const pause = 4000 + (i % 4) * 2000;
    const isNew = i === 0 || pause > 5000;
    if (isNew) conn += 1;
    at += pause;
    return poll(at, conn, { ...(isNew ? { tcp: 38, tls: 41 } : {}), headers: { 'keep-alive': 'timeout=5' } });
  });
  return anAnalysis(requests, { load: 400, path: 'https://shop.example/' });
}

/** Preserve log: the page, then the cart. */
function twoPages(): Analysis {
  const first = shop();
  const moved = 3000;
  const cart = [
    aRequest({ url: 'https://shop.example/cart', at: moved, conn: 62, wait: 60, receive: 10, type: 'document' }),
    aRequest({ url: 'https://shop.example/cart.css', at: moved + 90, conn: 62, wait: 30, receive: 8, type: 'stylesheet' }),
    aRequest({ url: 'https://pay.example/frame', at: moved + 140, conn: 1201, dns: 12, tcp: 30, tls: 34, wait: 80, receive: 5, type: 'document' }),
  ];
  const whole = anAnalysis([...first.requests, ...cart], { contentLoaded: 460, load: 1350, path: 'https://shop.example/' });
  const start = instant(ZERO + moved);
  return { ...whole, pages: [...whole.pages, { id: 'page_2', url: 'https://shop.example/cart', start, contentLoaded: instant(start + 180), load: instant(start + 320) }] };
}

/** The same page as a browser without connection ids would tell it. */
function estimated(analysis: Analysis): Analysis {
  const requests = analysis.requests.map((request): Request => {
    const told = request.origination;
    return 'by' in told ? { ...request, origination: { ...told, basis: 'inferred', by: 'timing and address' }, connection: `~${request.connection}`, placing: { confidence: 0.95, others: [] } } : request;
  });
  return anAnalysis(requests, { contentLoaded: 460, load: 1350 });
}

/** Always the same numbers: a picture of chance is no fixture. */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}

function big(origins: number, most: number): Analysis {
  const random = chance(7);
  const requests: Request[] = [];
  for (let o = 0; o < origins; o++) {
    const host = `https://host${o}.example`;
    const count = Math.max(1, Math.floor(most * random() ** 3 * 2));
    const serial = random() < 0.2;
    const protocol = serial ? 'http/1.1' : random() < 0.2 ? 'h3' : 'h2';
    const lanes = serial ? 6 : count > 4 && random() < 0.3 ? 3 : 1;
    const free = Array.from({ length: lanes }, () => random() * 15_000);
    for (let i = 0; i < count; i++) {
      const lane = i % lanes;
      const opens = i < lanes;
      const wait = 20 + random() * 80;
      const at = free[lane] ?? 0;
      const stalled = random() < 0.3 ? 20 + random() * 200 : undefined;
      requests.push(
        aRequest({
          url: `${host}/${i}`, at, conn: o * 10 + lane, protocol, wait, receive: random() * 20,
          ...(opens ? { dns: lane === 0 ? 15 : 0, tcp: protocol === 'h3' ? 0 : 25, tls: 30 } : {}),
          ...(stalled === undefined ? {} : { stalled }),
        }),
      );
      free[lane] = at + (serial ? 120 + (stalled ?? 0) + wait : random() * 600);
    }
  }
  return anAnalysis(requests, { load: 9000, contentLoaded: 4000 });
}
