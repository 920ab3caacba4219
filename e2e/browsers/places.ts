import { homedir } from 'node:os';
import path from 'node:path';

import { which } from './command.ts';
import type { BrowserName } from './driver.ts';

/** Names on the PATH, the likelier first. Branded Chrome is not among them: it refuses unpacked add-ons. */
const NAMES: Readonly<Record<BrowserName, readonly string[]>> = {
  chromium: ['chromium', 'chromium-browser'],
  firefox: ['firefox-esr', 'firefox', 'firefox-developer-edition'],
};

const MAC_APPS: Readonly<Record<BrowserName, readonly string[]>> = {
  chromium: ['Chromium.app/Contents/MacOS/Chromium'],
  firefox: ['Firefox.app/Contents/MacOS/firefox', 'Firefox Developer Edition.app/Contents/MacOS/firefox'],
};

const WINDOWS_PROGRAMS: Readonly<Record<BrowserName, readonly string[]>> = {
  chromium: ['Chromium\\Application\\chrome.exe'],
  firefox: ['Mozilla Firefox\\firefox.exe', 'Firefox Developer Edition\\firefox.exe'],
};

/** Where a browser may be on this machine; the paths need not exist. */
export function usualPlaces(name: BrowserName): string[] {
  const onPath = NAMES[name].map(which).filter((file) => file !== undefined);
  return [...onPath, ...platformPlaces(name)];
}

function platformPlaces(name: BrowserName): string[] {
  switch (process.platform) {
    case 'darwin':
      return ['/Applications', path.join(homedir(), 'Applications')].flatMap((folder) =>
        MAC_APPS[name].map((app) => path.join(folder, app)),
      );
    case 'win32':
      return ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA']
        .map((variable) => process.env[variable])
        .filter((folder) => folder !== undefined)
        .flatMap((folder) => WINDOWS_PROGRAMS[name].map((program) => path.join(folder, program)));
    default:
      return NAMES[name].flatMap((program) => [`/usr/bin/${program}`, `/usr/local/bin/${program}`]);
  }
}
