// The first thing that runs in a fresh clone, before there is a single package: plain JavaScript, Node's own modules.
// node e2e/run/bootstrap.mjs <script> [arguments…] runs e2e/run/<script>.ts.
import { spawn, spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const [script, ...args] = process.argv.slice(2);

checkNode();
installPackages();
run();

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  // package.json, `engines`: what vite and vitest run on.
  if ((major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major >= 24) return;
  console.error(`Reuse Lens needs Node 20.19 or newer of the 20s, 22.12 or newer of the 22s, or 24 and newer; this is ${process.versions.node}.`);
  process.exit(1);
}

/** npm keeps its own lock beside what it installed. */
function installPackages() {
  const installed = modified('node_modules/.package-lock.json');
  if (installed >= modified('package-lock.json') || sameLock()) return;
  console.log('Installing packages (npm ci) …');
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status !== 0) process.exit(status ?? 1);
}

/** npm writes its own lock first, and a checkout gives ours a new date without new content. */
function sameLock() {
  try {
    const wanted = packagesOf('package-lock.json');
    const installed = packagesOf('node_modules/.package-lock.json');
    delete wanted[''];
    return Object.entries(wanted).every(
      ([name, { version, optional }]) => optional === true || installed[name]?.version === version,
    );
  } catch {
    return false;
  }
}

function packagesOf(file) {
  return JSON.parse(readFileSync(path.join(root, file), 'utf8')).packages;
}

function modified(file) {
  return statSync(path.join(root, file), { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

function run() {
  if (script === undefined || !/^[a-z-]+$/.test(script)) {
    console.error('usage: node e2e/run/bootstrap.mjs <script> [arguments…]');
    process.exit(2);
  }
  const child = spawn(process.execPath, ['--import', 'tsx', path.join(root, 'e2e/run', `${script}.ts`), ...args], {
    cwd: root,
    stdio: 'inherit',
  });
  // The script tidies up after itself; it only has to be told, and waited for.
  for (const signal of ['SIGHUP', 'SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  child.once('exit', (code, signal) => {
    process.exitCode = code ?? (signal === null ? 1 : 128);
  });
}
