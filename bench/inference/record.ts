import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { BrowserName, LaunchOptions } from '../../e2e/browsers/driver.ts';
import { until } from '../../e2e/browsers/poll.ts';
import { launchFor, openPanel } from '../../e2e/run-story.ts';
import { startSite, type Site } from '../../e2e/site/site.ts';
import { DONE, storyUrl, type Story } from '../../e2e/site/story.ts';
import type { Capture } from '../../src/core/export/capture.ts';
import type { Truth } from '../../e2e/site/log.ts';
import { loadOf, SERIAL, storyOf, type Load, type Mix } from './load.ts';

/** Whether the panel was there before the page, or came when all was over: then Resource Timing alone tells of it. */
export type Opened = 'before' | 'after';

/** What a browser told of a load, and what the servers saw of it. */
export interface Recorded {
  readonly browser: BrowserName;
  readonly opened: Opened;
  readonly version: string;
  readonly seed: number;
  readonly distanceMs: number;
  readonly capture: Capture;
  readonly truth: Truth;
}

/** "2026-11-22" */
export const dayOf = ({ truth }: Recorded): string => new Date(truth.requests[0]!.at).toISOString().slice(0, 10);

export interface Loads {
  readonly browser: BrowserName;
  readonly opened: Opened;
  readonly seeds: readonly number[];
  readonly mix?: Mix;
  /** Recorded within far.sh, where connects take time: whoever is asked is at one distance, and the system resolves the hosts. */
  readonly far?: boolean;
  /** Chromium only: beside each load the log of its network stack, in `netLogOf`. */
  readonly withNetLog?: boolean;
}

/** How far away, one way, ms: a connect takes twice that. */
export const FAR_MS = 20;
/** We are in far.sh. */
export const isFarAway = process.env['REUSE_LENS_LISTEN'] !== undefined;

export const netLogOf = (folder: string, seed: number): string => path.join(folder, 'chromium-netlog', `${seed}.netlog`);

/** The loads of these seeds, recorded in a real browser, or as they were recorded before. */
export async function recordings({ browser, opened, seeds, mix = SERIAL, far = false, withNetLog = false }: Loads, folder: string, say: (line: string) => void): Promise<readonly Recorded[]> {
  const name = `${browser}${opened === 'before' ? '' : '-late'}${withNetLog ? '-netlog' : ''}`;
  const fileOf = (seed: number): string => path.join(folder, name, `${seed}.json.gz`);
  const missing = seeds.filter((seed) => !existsSync(fileOf(seed))).map((seed) => (far ? { ...loadOf(seed, mix), distanceMs: 0 } : loadOf(seed, mix)));
  if (far && missing.length > 0 && !isFarAway) throw new Error(`${missing.length} loads of servers that are far away are not recorded yet: npm run bench:inference -- --record --far`);
  mkdirSync(path.join(folder, name), { recursive: true });
  for (const distanceMs of new Set(missing.map((load) => load.distanceMs))) {
    const loads = missing.filter((load) => load.distanceMs === distanceMs);
    const story = storyOf(loads, mix);
    const site = await startSite({ stories: [story], distanceMs });
    try {
      for (const load of loads) {
        const recorded = await record({ browser, opened, load, mix }, story, site, { ...(withNetLog && { netLog: netLogOf(folder, load.seed) }), ...(far && { hosts: [], userPage: true }) });
        say(`${name} ${load.seed}: ${recorded.truth.requests.length} requests on ${recorded.truth.connections.length} connections, ${distanceMs} ms away`);
        writeFileSync(fileOf(load.seed), gzipSync(JSON.stringify(recorded)));
      }
    } finally {
      await site.close();
    }
  }
  return seeds.map((seed) => JSON.parse(gunzipSync(readFileSync(fileOf(seed))).toString()) as Recorded);
}

const PATIENCE_MS = 30_000;

async function record({ browser: name, opened, load: { seed, distanceMs }, mix }: { readonly browser: BrowserName; readonly opened: Opened; readonly load: Load; readonly mix: Mix }, story: Story, site: Site, options: Pick<Partial<LaunchOptions>, 'netLog' | 'hosts' | 'userPage'>): Promise<Recorded> {
  const browser = await launchFor(name, mix, site, options);
  try {
    const tab = await browser.openTab();
    const early = opened === 'before' ? await openPanel(tab, {}) : null;
    const before = site.log.mark();
    await tab.goto(storyUrl(story, site, String(seed)));
    await tab.waitFor(DONE, PATIENCE_MS);
    await site.settled();
    const panel = early ?? (await openPanel(tab, {}));
    let capture = await panel.evaluate<Capture>('reuseLens.capture()');
    await until('the panel to have heard of all', async () => {
      const last = JSON.stringify(capture);
      capture = await panel.evaluate<Capture>('reuseLens.capture()');
      const { entries, _timing } = capture.log;
      return (opened === 'before' ? entries : _timing).length >= site.log.since(before).requests.length && JSON.stringify(capture) === last;
    }, { timeoutMs: PATIENCE_MS, everyMs: 500 });
    return { browser: name, opened, version: browser.version, seed, distanceMs, capture, truth: site.log.since(before) };
  } finally {
    await browser.close();
  }
}
