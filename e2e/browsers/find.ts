import { existsSync } from 'node:fs';
import manifest from '../../manifest.json' with { type: 'json' };
import { messageOf } from '../../src/core/base/error.ts';
import { command, isExecutable } from './command.ts';
import { installPackages, onDebianAsRoot } from './debian.ts';
import type { BrowserName } from './driver.ts';
import { usualPlaces } from './places.ts';
import { downloadPlaywrightChromium, playwrightChromium } from './playwright-chromium.ts';

export interface Found {
  readonly executable: string;
  readonly version: string;
  /** How it was chosen, for the user to read. */
  readonly how: string;
}

/** What the built add-on needs. */
const OLDEST = { chromium: Number(manifest.minimum_chrome_version), firefox: Number.parseInt(manifest.browser_specific_settings.gecko.strict_min_version, 10) } as const;
const VARIABLES = { chromium: 'REUSE_LENS_CHROMIUM', firefox: 'REUSE_LENS_FIREFOX' } as const;
const DEBIAN_PACKAGES = { chromium: 'chromium', firefox: 'firefox-esr' } as const;

/**
 * 1. what an environment variable names; 2. what is on the machine; 3. Playwright's own Chromium (its Firefox is patched,
 * and takes no add-ons); 4. Debian's package. The last two install something, and only if `install`.
 */
export async function findBrowser(name: BrowserName, { install }: { install: boolean }): Promise<Found> {
  const named = process.env[VARIABLES[name]];
  if (named !== undefined && named !== '') {
    const judged = await judge(name, named);
    if ('unfit' in judged) throw new Error(`${VARIABLES[name]}=${named}: ${judged.unfit}`);
    return { executable: named, version: judged.version, how: `named by ${VARIABLES[name]}` };
  }

  const failures: string[] = [];
  const tryPlaces = async (places: readonly string[], how: string): Promise<Found | undefined> => {
    for (const executable of new Set(places)) {
      if (!isExecutable(executable)) continue;
      const judged = await judge(name, executable);
      if ('version' in judged) return { executable, version: judged.version, how };
      failures.push(`${executable}: ${judged.unfit}`);
    }
    return undefined;
  };
  const attempt = async (step: () => Promise<void>): Promise<void> => {
    try {
      await step();
    } catch (error) {
      failures.push(messageOf(error));
    }
  };

  const here = await tryPlaces(usualPlaces(name), 'found on this machine');
  if (here) return here;

  if (name === 'chromium') {
    const executable = await playwrightChromium();
    const downloaded = existsSync(executable);
    if (!downloaded && install) await attempt(downloadPlaywrightChromium);
    const own = await tryPlaces([executable], downloaded ? "Playwright's own" : "Playwright's own, downloaded now");
    if (own) return own;
  }

  if (install && onDebianAsRoot()) {
    await attempt(() => installPackages([DEBIAN_PACKAGES[name]]));
    const installed = await tryPlaces(usualPlaces(name), "Debian's package, installed now");
    if (installed) return installed;
  }
  throw new Error([`No ${name === 'chromium' ? 'Chromium' : 'Firefox'} to run.`, advice(name), ...failures].join('\n  '));
}

type Judged = { readonly version: string } | { readonly unfit: string };

async function judge(name: BrowserName, executable: string): Promise<Judged> {
  // On Windows, asking for the version would open a window.
  if (process.platform === 'win32') return existsSync(executable) ? { version: '' } : { unfit: 'is not there' };
  const { code, output } = await command(executable, ['--version'], { timeoutMs: 20_000 });
  if (code !== 0) return { unfit: `does not run: ${output.trim().slice(0, 300)}` };
  if (/Google Chrome (?!for Testing)/.test(output)) return { unfit: 'branded Chrome refuses to load an unpacked add-on' };
  const version = /\d+(\.\d+)+\w*/.exec(output.split('\n').find((line) => /Chrom|Firefox/.test(line)) ?? '')?.[0];
  if (version === undefined) return { unfit: `is neither Chromium nor Firefox: ${output.trim().split('\n')[0]}` };
  return Number.parseInt(version, 10) < OLDEST[name] ? { unfit: `is version ${version}, and the add-on needs ${OLDEST[name]}` } : { version };
}

function advice(name: BrowserName): string {
  const ways: Readonly<Record<BrowserName, Readonly<Record<string, string>>>> = {
    chromium: {
      linux: 'apt install chromium, or your distribution\'s way; or: npx playwright install --with-deps chromium',
      darwin: 'npx playwright install chromium, or: brew install --cask chromium',
      win32: 'npx playwright install chromium',
    },
    firefox: {
      linux: 'apt install firefox-esr, or your distribution\'s way',
      darwin: 'brew install --cask firefox, or https://www.mozilla.org/firefox/',
      win32: 'winget install Mozilla.Firefox, or https://www.mozilla.org/firefox/',
    },
  };
  const way = ways[name][process.platform] ?? ways[name]['linux'];
  return `Install it (${way}), or set ${VARIABLES[name]} to its executable.`;
}
