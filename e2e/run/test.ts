import { messageOf } from '../../src/core/base/error.ts';
import { optionsOf, refuse } from './options.ts';
import { steps } from './steps.ts';
import type { Step } from './steps.ts';
import { FAILED, skippedLine, sum, tallyLine } from './tally.ts';
import type { Tally } from './tally.ts';

// npm test [-- --only unit --only lint]: every check there is; the last line says how they went.

const tallies = new Map<string, Tally>();

for (const step of chosenSteps()) {
  console.log(`\n— ${step.title}`);
  const started = Date.now();
  const tally = await perform(step);
  tallies.set(step.id, tally);
  console.log(`— ${step.title}: ${[tallyLine(tally), skippedLine(tally)].filter(Boolean).join(', ')} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
}

const total = sum([...tallies.values()]);
process.exitCode = total.failed === 0 ? 0 : 1;
console.log(`\n${skippedLine(total)}\n${tallyLine(total)}`);

function chosenSteps(): readonly Step[] {
  const { values } = optionsOf({ options: { only: { type: 'string', multiple: true } } });
  const { only } = values;
  if (only === undefined) return steps;
  const unknown = only.filter((id) => !steps.some((step) => step.id === id));
  if (unknown.length > 0) refuse(`--only knows ${steps.map((step) => step.id).join(', ')}; not ${unknown.join(', ')}`);
  return steps.filter((step) => only.includes(step.id));
}

async function perform(step: Step): Promise<Tally> {
  const missing = (step.needs ?? []).find((id) => (tallies.get(id)?.failed ?? 0) > 0);
  if (missing !== undefined) {
    console.log(`not run, because "${missing}" failed`);
    return FAILED;
  }
  try {
    return await step.run();
  } catch (error) {
    console.error(messageOf(error));
    return FAILED;
  }
}
