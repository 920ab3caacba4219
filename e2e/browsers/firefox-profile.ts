import { writeFileSync } from 'node:fs';
import path from 'node:path';

import { DEFAULT_WINDOW, DEVTOOLS_SHARE } from './driver.ts';
import type { LaunchOptions } from './driver.ts';

type Preferences = Readonly<Record<string, string | number | boolean>>;

/** Firefox asks the world nothing that the test did not ask for. */
const QUIET: Preferences = {
  'app.normandy.enabled': false,
  'browser.aboutwelcome.enabled': false,
  'browser.newtabpage.activity-stream.feeds.system.topstories': false,
  'browser.safebrowsing.malware.enabled': false,
  'browser.safebrowsing.phishing.enabled': false,
  'browser.shell.checkDefaultBrowser': false,
  'browser.startup.homepage_override.mstone': 'ignore',
  'browser.startup.page': 0,
  'browser.tabs.warnOnClose': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'extensions.getAddons.cache.enabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'services.settings.server': 'http://127.0.0.1:9/',
  'toolkit.telemetry.reportingpolicy.firstRun': false,
  'termsofuse.bypassNotification': true,
};

/** What Firefox makes ready for a tab that no test opens: a tenth of the CPU time of its start (measured, Firefox 153). */
const NOTHING_AHEAD: Preferences = {
  'browser.newtab.preload': false,
  'dom.ipc.processPrelaunch.enabled': false,
};

/** The tests know every name and connection, so Firefox may not look ahead on its own. */
const PINNED_NETWORK: Preferences = {
  'dom.security.https_first': false,
  'network.dns.disableIPv6': true,
  'network.dns.disablePrefetch': true,
  'network.prefetch-next': false,
};

const DARK = 0;
const LIGHT = 1;
const CUSTOM_DOWNLOAD_FOLDER = 2;

export function writeProfile(profile: string, downloads: string, options: LaunchOptions): void {
  const preferences = { ...QUIET, ...NOTHING_AHEAD, ...PINNED_NETWORK, ...chosen(downloads, options) };
  const lines = Object.entries(preferences).map(([name, value]) => `user_pref("${name}", ${JSON.stringify(value)});\n`);
  writeFileSync(path.join(profile, 'user.js'), lines.join(''));
}

function chosen(downloads: string, options: LaunchOptions): Preferences {
  const { colorScheme, windowSize = DEFAULT_WINDOW } = options;
  return {
    // Firefox picks a free port and writes it into the profile.
    'marionette.port': 0,
    'remote.prefs.recommended': true,
    'devtools.chrome.enabled': true,
    'devtools.debugger.prompt-connection': false,
    'devtools.toolbox.footer.height': Math.round(windowSize.height * DEVTOOLS_SHARE),
    'devtools.netmonitor.persistlog': options.preserveLog === true,
    'browser.download.folderList': CUSTOM_DOWNLOAD_FOLDER,
    'browser.download.dir': downloads,
    'browser.download.alwaysOpenPanel': false,
    'browser.download.always_ask_before_handling_new_types': false,
    'network.dns.localDomains': options.hosts.join(','),
    // A root of our own would otherwise switch HTTP/3 off.
    'network.http.http3.disable_when_third_party_roots_found': false,
    'network.http.http3.alt-svc-mapping-for-testing': (options.forceQuic ?? []).map(altSvcMapping).join(','),
    ...(options.quicIdleS !== undefined && { 'network.http.http3.idle_timeout': options.quicIdleS }),
    ...(colorScheme && {
      'devtools.theme': colorScheme,
      'layout.css.prefers-color-scheme.content-override': colorScheme === 'dark' ? DARK : LIGHT,
      'ui.systemUsesDarkTheme': colorScheme === 'dark' ? 1 : 0,
    }),
  };
}

function altSvcMapping(authority: string): string {
  const { hostname, port } = new URL(`https://${authority}`);
  return `${hostname};h3=:${port === '' ? 443 : port}`;
}
