import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { atExit, temporaryFolder } from './at-exit.ts';
import { DEFAULT_WINDOW } from './driver.ts';
import type { Background, Browser, LaunchOptions } from './driver.ts';
import { firefoxExtensionId } from './extension-id.ts';
import { chromeOf } from './firefox-chrome.ts';
import type { Chrome } from './firefox-chrome.ts';
import { giveTo, isKept, keepFrom } from './firefox-first-start.ts';
import { writeProfile } from './firefox-profile.ts';
import { firefoxTab } from './firefox-tab.ts';
import { connectMarionette } from './marionette.ts';
import type { Marionette } from './marionette.ts';
import { until, within } from './poll.ts';

export async function launchFirefox(executable: string, options: LaunchOptions): Promise<Browser> {
  const folder = temporaryFolder('firefox');
  const profile = path.join(folder.path, 'profile');
  const downloads = path.join(folder.path, 'downloads');
  mkdirSync(profile);
  mkdirSync(downloads);
  let running: Running | undefined;
  try {
    writeProfile(profile, downloads, options);
    if (isKept()) giveTo(profile);
    running = start(executable, profile, options);
    const port = await marionettePort(profile, running);
    const marionette = await connectMarionette(port);
    return await describe({ downloads, options, marionette, running, removeFolder: folder.remove });
  } catch (error) {
    running?.kill();
    await running?.ended;
    await folder.remove();
    throw error;
  }
}

/** One start and one orderly end, so that all others are quicker. */
export async function rememberFirstStart(executable: string, options: LaunchOptions): Promise<void> {
  if (isKept()) return;
  const { path: profile, remove } = temporaryFolder('firefox');
  writeProfile(profile, profile, options);
  const running = start(executable, profile, options);
  try {
    const marionette = await connectMarionette(await marionettePort(profile, running));
    await marionette.command<Session>('WebDriver:NewSession', {});
    await marionette.command('Marionette:Quit', { flags: ['eForceQuit'] });
    await within(running.ended, 20_000);
    keepFrom(profile);
  } finally {
    running.kill();
    await running.ended;
    await remove();
  }
}

interface Running {
  readonly process: ChildProcess;
  readonly ended: Promise<void>;
  readonly log: string;
  kill(): void;
}

function start(executable: string, profile: string, options: LaunchOptions): Running {
  const { width, height } = options.windowSize ?? DEFAULT_WINDOW;
  const log = path.join(profile, 'output.log');
  const output = openSync(log, 'w');
  const firefox = spawn(
    executable,
    [
      '--marionette', '--remote-allow-system-access', '--no-remote', '--profile', profile,
      '--width', String(width), '--height', String(height),
    ],
    {
      // In a group of its own, so that its content processes end with it.
      detached: true,
      stdio: ['ignore', output, output],
      env: { ...process.env, MOZ_CRASHREPORTER_DISABLE: '1', ...(options.headless && { MOZ_HEADLESS: '1' }) },
    },
  );
  closeSync(output);
  const kill = (): void => {
    if (firefox.pid === undefined || firefox.exitCode !== null || firefox.signalCode !== null) return;
    try {
      process.kill(process.platform === 'win32' ? firefox.pid : -firefox.pid, 'SIGKILL');
    } catch {
      // It ended in the same moment.
    }
  };
  const withdraw = atExit(kill);
  const ended = once(firefox, 'exit').then(() => withdraw(), () => withdraw());
  return { process: firefox, ended, log, kill };
}

async function marionettePort(profile: string, { process: firefox, log }: Running): Promise<number> {
  const file = path.join(profile, 'MarionetteActivePort');
  const gone = () => firefox.exitCode !== null || firefox.signalCode !== null || firefox.pid === undefined;
  const port = await until(
    'Firefox to open its remote port',
    () => {
      if (gone()) return 0;
      return existsSync(file) ? Number(readFileSync(file, 'utf8')) || undefined : undefined;
    },
    { timeoutMs: 60_000 },
  );
  if (port === 0) throw new Error(`Firefox did not start:\n${readFileSync(log, 'utf8').slice(-2000)}`);
  return port;
}

interface Launched {
  readonly downloads: string;
  readonly options: LaunchOptions;
  readonly marionette: Marionette;
  readonly running: Running;
  removeFolder(): Promise<void>;
}

interface Session {
  readonly capabilities: { readonly browserVersion: string };
}

async function describe(launched: Launched): Promise<Browser> {
  const { downloads, options, marionette, running, removeFolder } = launched;
  const { capabilities } = await marionette.command<Session>('WebDriver:NewSession', {
    capabilities: { alwaysMatch: { acceptInsecureCerts: false } },
  });
  // Everything is reached from Firefox's own window; the protocol's idea of a current tab is never used.
  await marionette.command('Marionette:SetContext', { value: 'chrome' });
  const chrome = chromeOf(marionette);
  if (options.trust !== undefined) await trust(chrome, options.trust.caPem);
  await marionette.command('Addon:Install', { path: path.resolve(options.extensionDir), temporary: true });

  const extensionId = firefoxExtensionId(options.extensionDir);
  const host = await chrome.run<string>('return WebExtensionPolicy.getByID(arguments[0]).mozExtensionHostname;', extensionId);
  const firstTab = await chrome.run<number>('return gBrowser.selectedBrowser.browserId;');
  let firstIsTaken = false;

  const closed = running.ended.then(async () => {
    marionette.end();
    await removeFolder();
  });
  return {
    name: 'firefox',
    version: capabilities.browserVersion,
    extensionOrigin: `moz-extension://${host}`,
    downloads,
    openTab: async (url) => {
      const id = firstIsTaken ? await newTab(chrome) : firstTab;
      firstIsTaken = true;
      const tab = firefoxTab({ marionette, chrome, extensionId }, id);
      if (url !== undefined) await tab.goto(url);
      return tab;
    },
    clickAction: async () => {
      const id = await chrome.run<number>(
        `const { ExtensionParent } = ChromeUtils.importESModule('resource://gre/modules/ExtensionParent.sys.mjs');
        const opened = new Promise((resolve) => gBrowser.tabContainer.addEventListener('TabOpen', ({ target }) => resolve(target.linkedBrowser.browserId), { once: true }));
        ExtensionParent.apiManager.global.browserActionFor(extensionOf(arguments[0])).triggerAction(window);
        return opened;`,
        extensionId,
      );
      return firefoxTab({ marionette, chrome, extensionId }, id);
    },
    background: background(chrome, extensionId),
    close: async () => {
      // Its profile goes with it: a farewell would only take its time.
      running.kill();
      await within(running.ended, 10_000);
      await closed;
    },
    closed,
  };
}

/** HTTP/3 and coalescing need a chain that verifies; "accept insecure certificates" is not enough. */
async function trust(chrome: Chrome, caPem: string): Promise<void> {
  const base64 = readFileSync(caPem, 'utf8').replaceAll(/-----[^-]+-----|\s/g, '');
  await chrome.run(
    `Cc['@mozilla.org/security/x509certdb;1'].getService(Ci.nsIX509CertDB).addCertFromBase64(arguments[0], 'C,,');`,
    base64,
  );
}

function newTab(chrome: Chrome): Promise<number> {
  return chrome.run<number>(`
    const triggeringPrincipal = Services.scriptSecurityManager.getSystemPrincipal();
    gBrowser.selectedTab = gBrowser.addTab('about:blank', { triggeringPrincipal });
    return gBrowser.selectedBrowser.browserId;`);
}

function background(chrome: Chrome, extensionId: string): Background {
  const id = JSON.stringify(extensionId);
  const running = () => chrome.run<boolean>(`return extensionOf(${id}).backgroundState === 'running';`);
  return {
    running,
    stop: async () => {
      if (!(await running())) return;
      await chrome.run(
        `return extensionOf(${id})
          .terminateBackground({ ignoreDevToolsAttached: true, disableResetIdleForTest: true }).then(() => true);`,
      );
    },
    evaluate: (expression) => chrome.evaluate(`viewOf(${id}, 'background')`, expression),
  };
}
