import { analyse, byStart } from '../../src/core/analysis/analyse.ts';
import { assignConnections } from '../../src/core/analysis/connections.ts';
import { draftOf, type Draft } from '../../src/core/analysis/draft.ts';
import { withSites } from '../../src/core/analysis/pages.ts';
import { reconcile } from '../../src/core/analysis/reconcile.ts';
import { readHar } from '../../src/core/capture/har.ts';
import { isSerial } from '../../src/core/model/protocol.ts';
import { harText } from '../generate.ts';
import { median } from '../result.ts';
import { withoutIds } from './hidden.ts';

const COUNT = 10_000;
const ROUNDS = 5;

/** How long connections without ids take beside `JSON.parse` of their HAR; a sentence or two. */
export function timeWithoutIds(): string {
  const text = harText(COUNT);
  const read = readHar(JSON.parse(text));
  if (!read.ok) throw new Error(read.error);
  const { pages } = read.value;
  const heard = withoutIds({ har: read.value.observations, timing: [], web: [] });
  const serial = heard.har.filter(({ protocol }) => isSerial(protocol)).length;
  const sited = withSites(pages);
  // The engine writes into them: each round has its own.
  const drafts = (): Draft[] => reconcile(heard).map((joined) => draftOf(joined, sited)).sort(byStart);
  const ratios = (): { readonly lanes: number; readonly all: number } => {
    const prepared = drafts();
    const parse = timed(() => JSON.parse(text));
    return { lanes: timed(() => assignConnections(prepared)) / parse, all: timed(() => analyse(heard, pages)) / parse };
  };
  const first = ratios();
  const later = Array.from({ length: ROUNDS }, ratios);
  const of = (what: 'lanes' | 'all'): string => median(later.map((round) => round[what])).toFixed(2);
  return `${COUNT.toLocaleString('en')} generated requests without ids (${serial.toLocaleString('en')} of HTTP/1) are put on connections in ${of('lanes')} of the time that \`JSON.parse\` of their HAR takes (median of ${ROUNDS}, in Node), the first time, before the engine has compiled it, in ${first.lanes.toFixed(2)}; all of the analysis, of which that is a part, takes ${of('all')}.`;
}

function timed(work: () => unknown): number {
  const begun = performance.now();
  work();
  return performance.now() - begun;
}
