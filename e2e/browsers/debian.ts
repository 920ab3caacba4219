import { existsSync, rmSync, writeFileSync } from 'node:fs';

import { atExit } from './at-exit.ts';
import { command } from './command.ts';

/** Packages can be installed: a Debian, and we are root. */
export function onDebianAsRoot(): boolean {
  return process.getuid?.() === 0 && existsSync('/etc/debian_version') && existsSync('/usr/bin/apt-get');
}

const POLICY = '/usr/sbin/policy-rc.d';
const APT_TIMEOUT_MS = 10 * 60_000;

/** Throws with the end of what apt said. */
export async function installPackages(packages: readonly string[]): Promise<void> {
  console.log(`Installing ${packages.join(', ')} from Debian …`);
  const allowServices = forbidServices();
  try {
    await apt('update');
    await apt('install', '-y', '--no-install-recommends', ...packages);
  } finally {
    allowServices();
  }
}

async function apt(...args: readonly string[]): Promise<void> {
  // Another apt may hold the lock, in a machine that has just been started.
  const patient = ['-o', 'DPkg::Lock::Timeout=120', ...args];
  const { code, output } = await command('apt-get', patient, {
    timeoutMs: APT_TIMEOUT_MS,
    env: { DEBIAN_FRONTEND: 'noninteractive' },
  });
  if (code !== 0) throw new Error(`apt-get ${args.join(' ')} failed:\n${output.trim().slice(-800)}`);
}

/** Caddy's package would start a web server on port 80. Returns how to withdraw the ban. */
function forbidServices(): () => void {
  if (existsSync(POLICY)) return () => undefined;
  writeFileSync(POLICY, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  const allow = (): void => rmSync(POLICY, { force: true });
  const withdraw = atExit(allow);
  return () => {
    withdraw();
    allow();
  };
}
