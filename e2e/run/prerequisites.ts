import { messageOf } from '../../src/core/base/error.ts';
import { command, which } from '../browsers/command.ts';
import { installPackages, onDebianAsRoot } from '../browsers/debian.ts';
import type { BrowserName } from '../browsers/driver.ts';
import { findBrowser } from '../browsers/find.ts';

/** Brings here what the browsers and the site need, and prints a line about each tool. Throws if a browser is missing. */
export async function prerequisites(browsers: readonly BrowserName[]): Promise<void> {
  const failures: string[] = [];
  for (const name of browsers) {
    try {
      const { executable, version, how } = await findBrowser(name, { install: true });
      tell(name, version, executable, how);
    } catch (error) {
      failures.push(messageOf(error));
    }
  }
  await tool('caddy', 'version', 'the HTTP/3 stories will be skipped (https://caddyserver.com/docs/install)');
  await tool('curl', '--version', 'the tests of the curl command will be skipped (https://curl.se/download.html)');
  await fonts();
  if (failures.length > 0) throw new Error(failures.join('\n'));
}

function tell(tool: string, version: string, where: string, how: string): void {
  console.log([tool.padEnd(9), version.padEnd(15), where, `(${how})`].join(' '));
}

/** What some tests need; without it, they are skipped. */
async function tool(name: string, askVersion: string, without: string): Promise<void> {
  const before = which(name);
  const where = before ?? (await installed(name, () => which(name)));
  if (where === undefined) return console.log(`${name.padEnd(9)} not here: ${without}`);
  const { output } = await command(where, [askVersion], { timeoutMs: 20_000 });
  tell(name, /\d+(\.\d+)+/.exec(output)?.[0] ?? '', where, before ? 'found on this machine' : "Debian's package, installed now");
}

/** A bare Linux has no letters, and a picture of the panel would be full of boxes. */
async function fonts(): Promise<void> {
  if (process.platform !== 'linux') return;
  const before = await sansSerif();
  const font = before ?? (await installed('fonts-liberation', sansSerif));
  if (font === undefined) console.log('fonts     none here: letters in pictures may be missing (apt install fonts-liberation)');
  else tell('fonts', '', font, before ? 'found on this machine' : "Debian's package, installed now");
}

async function sansSerif(): Promise<string | undefined> {
  const { code, output } = await command('fc-list', [':', 'family'], { timeoutMs: 20_000 });
  if (code !== 0) return undefined;
  return /Roboto|Liberation Sans|DejaVu Sans|Noto Sans|Arial/.exec(output)?.[0];
}

async function installed<T>(debianPackage: string, look: () => T): Promise<T | undefined> {
  if (!onDebianAsRoot()) return undefined;
  try {
    await installPackages([debianPackage]);
  } catch (error) {
    console.log(messageOf(error));
  }
  return look();
}
