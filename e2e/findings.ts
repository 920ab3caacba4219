import type { BrowserName } from './browsers/driver.ts';
import type { StoryRun } from './run-story.ts';
import type { Story } from './site/story.ts';

/** Found where something took so and so long. To a page a machine with more work than cores is what a slow network is: all of it may take long, and that is true then. */
const ON_A_BUSY_MACHINE: readonly string[] = ['cold-tail-latency', 'h1-limit', 'missing-preconnect'];

/** Not made where nobody can tell what requests waited for. */
const ON_STALLS = 'h1-limit';

/** No story lets a request wait so long, ms, that then opens a connection of its own: then the browser itself did not come to it. */
const BUSY_MS = 500;

/** Waits of which the lesser part were for a slot, as on a machine with more work than cores; without ids nobody can then tell for what. */
const couldNotTell = ({ summary }: StoryRun): boolean => summary.log.entries.some(({ _opening, _stalled, _stalledBy }) => _opening === 'new' && (_stalled ?? 0) >= BUSY_MS && _stalledBy?.why === 'unknown');

/** Findings that the story does not give rise to, and those that it does and that were not made. */
export function wrongFindings(run: StoryRun, { findings = {} }: Story, browser: BrowserName): readonly string[] {
  const missing = [...(findings[browser] ?? [])];
  const may = new Set([...(findings.may ?? []), ...ON_A_BUSY_MACHINE]);
  const untrue = run.summary.log._findings.filter(({ id }) => {
    const place = missing.indexOf(id);
    if (place >= 0) missing.splice(place, 1);
    return place < 0 && !may.has(id);
  });
  const owed = browser === 'firefox' && couldNotTell(run) ? missing.filter((id) => id !== ON_STALLS) : missing;
  return [...owed.map((id) => `the finding ${id} was not made`), ...untrue.map(({ id, evidence }) => `the finding ${id} was made: ${evidence.join(' ')}`)];
}
