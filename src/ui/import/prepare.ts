import type { Analysis } from '../../core/model/analysis.ts';
import { pickUsing } from '../../timeline/group.ts';
import { busyStretches, overviewOf, setupsOf, stallsOf } from '../../timeline/overview.ts';
import { slotWaitsOf, withoutConnection } from '../../timeline/rows.ts';
import { countsOfOrigin } from '../filter/chips.ts';
import { headlineOf } from '../kpi/headline.ts';
import { heldUpOf, hiddenIn, sumsOfOrigin, untoldOf } from '../kpi/sums.ts';
import { unnamedOf } from '../status/connections-text.ts';
import { figuresOf } from '../timeline/group-figures.ts';

/** What is longer than 50 ms is felt (W3C Long Tasks); what begins before this is seldom. */
const ENOUGH_MS = 25;

/**
 * What the first drawing of a file needs of each of its requests. All of it is
 * remembered; made here, it does not come at once with the drawing.
 */
export async function prepare(analysis: Analysis): Promise<void> {
  let begun = performance.now();
  for (const make of workOn(analysis)) {
    if (performance.now() - begun > ENOUGH_MS) {
      await nextTask();
      begun = performance.now();
    }
    make();
  }
  // The drawing itself is a task of its own.
  await nextTask();
}

function* workOn(analysis: Analysis): Generator<() => void> {
  const now = analysis.span?.end ?? 0;
  for (const origin of analysis.origins) {
    yield () => {
      pickUsing(origin.requests, null);
      withoutConnection(origin);
      countsOfOrigin(origin);
      sumsOfOrigin(origin);
      setupsOf(origin);
      stallsOf(origin);
      figuresOf(origin);
    };
  }
  for (const connection of analysis.connections) yield () => busyStretches(connection, now);
  yield () => overviewOf(analysis);
  const { requests } = headlineOf(analysis, null);
  yield () => heldUpOf(requests);
  yield () => untoldOf(requests);
  yield () => hiddenIn(analysis);
  yield () => unnamedOf(analysis);
  yield () => slotWaitsOf(analysis);
}

/** Without a timer: those of a chain come 4 ms late each (HTML, "timer initialization steps"). */
function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
