import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BrowserName } from './browsers/driver.ts';
import { shortcomings } from './expectations.ts';
import { isWrongOpening, judge, wrongOpenings, type Pair } from './oracle.ts';
import { summaryProblems } from './summary-schema.ts';
import { runStory } from './run-story.ts';
import { whyNoH3 } from './site/h3.ts';
import { startSite, type Site } from './site/site.ts';
import { stories } from './site/stories.ts';
import { whyNoWebSockets } from './why-no-websockets.ts';

/** Every story of the site in one browser: the built add-on, DevTools open, against the servers' own log. */
export function describeStories(browser: BrowserName): void {
  describe(`${browser}: every story as the servers saw it`, () => {
    let site: Site;
    const everything: Pair[] = [];
    /** Stories that were begun, or left out for want of something. */
    let asked = 0;
    beforeAll(async () => {
      site = await startSite();
    });
    afterAll(() => site.close());

    for (const story of stories) {
      it(story.title, async ({ skip }) => {
        asked += 1;
        const lacking = story.needs === 'h3' ? whyNoH3() : story.needs === 'websockets' ? await whyNoWebSockets(browser) : undefined;
        skip(lacking !== undefined, lacking);
        const run = await runStory(browser, story, site);
        expect(summaryProblems(run.summary)).toEqual([]);
        everything.push(...judge(run, story, browser).pairs);
        expect(strict(shortcomings(run, story, site, browser), browser)).toEqual([]);
      });
    }

    it('tells new from reused right for at least 99 of 100 requests that can be known', ({ skip }) => {
      skip(asked < stories.length, 'It judges all stories together, and not all were asked for.');
      const known = everything.filter(({ shown }) => shown._opening !== 'unknown');
      const wrong = wrongOpenings(known);
      expect(known.length).toBeGreaterThan(150);
      expect(wrong.length / known.length, wrong.join('\n')).toBeLessThanOrEqual(browser === 'chromium' ? 0 : 0.01);
    });
  });
}

/** Without ids a single wrong opening is counted in the last test, and not held against its story. */
const strict = (faults: readonly string[], browser: BrowserName): readonly string[] => (browser === 'chromium' ? faults : faults.filter((fault) => !isWrongOpening(fault)));
