import type { Analysis } from '../../core/model/analysis.ts';
import { pickUsing } from '../../timeline/group.ts';
import { overviewOf } from '../../timeline/overview.ts';
import { countsOfOrigin } from '../filter/chips.ts';
import { heldUpOf, sumsOfOrigin } from '../kpi/sums.ts';

/** What is longer is felt (W3C Long Tasks: 50 ms). */
const LONGEST_TASK_MS = 50;

/**
 * What the first drawing of a file needs of each of its requests. All of it is
 * remembered; made here, it does not come at once with the drawing.
 */
export async function prepare(analysis: Analysis): Promise<void> {
  let begun = performance.now();
  for (const origin of analysis.origins) {
    pickUsing(origin.requests, null);
    countsOfOrigin(origin);
    sumsOfOrigin(origin);
    if (performance.now() - begun < LONGEST_TASK_MS) continue;
    await nextTask();
    begun = performance.now();
  }
  for (const make of [overviewOf, heldUpOf]) {
    if (performance.now() - begun > LONGEST_TASK_MS / 2) {
      await nextTask();
      begun = performance.now();
    }
    make(analysis);
  }
}

const nextTask = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
