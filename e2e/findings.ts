import type { BrowserName } from './browsers/driver.ts';
import type { StoryRun } from './run-story.ts';
import type { Story } from './site/story.ts';

/** Found where something took so and so long. To a page a machine with more work than cores is what a slow network is: all of it may take long, and that is true then. */
const ON_A_BUSY_MACHINE: readonly string[] = ['cold-tail-latency', 'h1-limit', 'missing-preconnect'];

/** Findings that the story does not give rise to, and those that it does and that were not made. */
export function wrongFindings({ summary }: StoryRun, { findings = {} }: Story, browser: BrowserName): readonly string[] {
  const missing = [...(findings[browser] ?? [])];
  const may = new Set([...(findings.may ?? []), ...ON_A_BUSY_MACHINE]);
  const untrue = summary.log._findings.filter(({ id }) => {
    const place = missing.indexOf(id);
    if (place >= 0) missing.splice(place, 1);
    return place < 0 && !may.has(id);
  });
  return [...missing.map((id) => `the finding ${id} was not made`), ...untrue.map(({ id, evidence }) => `the finding ${id} was made: ${evidence.join(' ')}`)];
}
