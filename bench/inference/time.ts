import { analyse } from '../../src/core/analysis/analyse.ts';
import { readHar } from '../../src/core/capture/har.ts';
import { isSerial } from '../../src/core/model/protocol.ts';
import { harText } from '../generate.ts';
import { median } from '../result.ts';
import { withoutIds } from './hidden.ts';

const COUNT = 10_000;
const ROUNDS = 5;

/** How long lanes without ids take beside `JSON.parse` of their HAR; a sentence. */
export function timeWithoutIds(): string {
  const text = harText(COUNT);
  const read = readHar(JSON.parse(text));
  if (!read.ok) throw new Error(read.error);
  const heard = withoutIds({ har: read.value.observations, timing: [], web: [] });
  const serial = heard.har.filter(({ protocol }) => isSerial(protocol)).length;
  const ratio = (): number => timed(() => analyse(heard, read.value.pages)) / timed(() => JSON.parse(text));
  const first = ratio();
  const later = median(Array.from({ length: ROUNDS }, ratio));
  return `${COUNT.toLocaleString('en')} generated requests without ids (${serial.toLocaleString('en')} of HTTP/1) are analysed in ${later.toFixed(2)} of the time that \`JSON.parse\` of their HAR takes (median of ${ROUNDS}, in Node); the first time, before the engine has compiled it, in ${first.toFixed(1)}.`;
}

function timed(work: () => unknown): number {
  const begun = performance.now();
  work();
  return performance.now() - begun;
}
