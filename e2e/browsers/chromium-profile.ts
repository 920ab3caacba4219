import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { DEFAULT_WINDOW, DEVTOOLS_SHARE } from './driver.ts';
import type { LaunchOptions } from './driver.ts';

/** Chromium reads `Default/Preferences` once, at its first start with a profile. */
export function writePreferences(profile: string, downloads: string, options: LaunchOptions): void {
  const devToolsHeight = Math.round((options.windowSize ?? DEFAULT_WINDOW).height * DEVTOOLS_SHARE);
  const preferences = {
    // Debian's Chromium blocks third-party cookies, which splits connections further than stock Chromium does.
    profile: { cookie_controls_mode: 0 },
    download: { default_directory: downloads, prompt_for_download: false },
    devtools: {
      // Each value is JSON in a string.
      preferences: {
        currentDockState: JSON.stringify('bottom'),
        'inspector-view.split-view-state': JSON.stringify({ horizontal: { size: devToolsHeight } }),
        'ui-theme': JSON.stringify(options.colorScheme === 'dark' ? 'dark' : 'default'),
        'network-log.preserve-log': JSON.stringify(options.preserveLog === true),
      },
    },
  };
  const folder = path.join(profile, 'Default');
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'Preferences'), JSON.stringify(preferences));
}

export function switches(options: LaunchOptions): string[] {
  const size = options.windowSize ?? DEFAULT_WINDOW;
  const quic = [
    ...(options.forceQuic ?? []),
    // Naming a host here also lets it use a CA of our own over QUIC; port 1 leaves its real port unforced.
    ...(options.quicAltSvc ?? []).map((authority) => authority.replace(/(:\d+)?$/, ':1')),
  ];
  return [
    ...(options.headless ? ['--headless=new'] : []),
    `--load-extension=${options.extensionDir}`,
    `--disable-extensions-except=${options.extensionDir}`,
    '--disable-background-networking',
    `--window-size=${size.width},${size.height}`,
    `--host-resolver-rules=${resolverRules(options)}`,
    ...(options.trust ? [`--ignore-certificate-errors-spki-list=${options.trust.spki}`] : []),
    ...(options.netLog === undefined ? [] : [`--log-net-log=${options.netLog}`, '--net-log-capture-mode=Default']),
    ...(quic.length > 0 ? ['--enable-quic', `--origin-to-force-quic-on=${quic.join(',')}`] : []),
  ];
}

function resolverRules(options: LaunchOptions): string {
  const rules = [...options.hosts, 'localhost'].map((host) => `MAP ${host} 127.0.0.1`);
  if (options.userPage !== true) rules.push('EXCLUDE 127.0.0.1', 'MAP * ~NOTFOUND');
  return rules.join(', ');
}
