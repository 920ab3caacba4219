import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { temporaryFolder } from '../e2e/browsers/at-exit.ts';
import type { Browser, Tab } from '../e2e/browsers/driver.ts';
import { launch } from '../e2e/browsers/launch.ts';
import { startCapturePage } from './capture-page.ts';
import { ratioInterval } from './interval.ts';
import { childrenOf, treeCpuMs } from './process-tree.ts';
import type { Result } from './result.ts';

/** The same load in each, in turn, so that what disturbs the machine disturbs all alike. */
const ROUNDS = 60;
/** What the extension does in this time after the load counts as well, ms; its later looks at the log do not. */
const AFTERWARDS_MS = 1000;

interface Subject {
  readonly name: 'panel' | 'no panel' | 'control' | 'control again';
  readonly browser: Browser;
  readonly tab: Tab;
  readonly pid: number;
}

interface Load {
  readonly cpuMs: number;
  readonly loadMs: number;
}

/**
 * CPU of the whole process tree, and load time, of a page of 200 small
 * resources in Chromium with DevTools open: with our panel, with DevTools on
 * another tool, and twice with an empty add-on (an add-on that does nothing:
 * the driver needs one; its two runs against each other are the A/A control).
 */
export async function measureCapture(say: (line: string) => void): Promise<readonly Result[]> {
  const page = await startCapturePage();
  const folder = temporaryFolder('empty-add-on');
  const subjects: Subject[] = [];
  try {
    const empty = emptyAddOn(folder.path);
    for (const name of ['panel', 'no panel', 'control', 'control again'] as const) subjects.push(await start(name, name.startsWith('control') ? empty : 'dist/chrome', page.url));
    const loads = new Map(subjects.map(({ name }) => [name, [] as Load[]]));
    for (let round = 0; round < ROUNDS; round++) {
      for (let i = 0; i < subjects.length; i++) {
        const subject = subjects[(i + round) % subjects.length]!;
        loads.get(subject.name)!.push(await load(subject));
      }
    }
    const [control, again] = [loads.get('control')!, loads.get('control again')!];
    // Both controls are the same: their mean varies less than each. What is compared with a control is compared with the other one.
    const base = (name: Subject['name'], i: number, what: keyof Load): number => (name === 'control again' ? control[i]![what] : Math.sqrt(control[i]![what] * again[i]![what]));
    const against = (name: Subject['name'], what: keyof Load) => ratioInterval(loads.get(name)!.map((one, i) => [one[what], base(name, i, what)]));
    for (const name of ['panel', 'no panel', 'control again'] as const) {
      for (const what of ['cpuMs', 'loadMs'] as const) {
        const { mean, low, high } = against(name, what);
        say(`${name} ÷ ${name === 'control again' ? 'control' : 'controls'}, ${what}: ${mean.toFixed(3)} (${low.toFixed(3)} to ${high.toFixed(3)})`);
      }
    }
    const words = (name: Subject['name']): string => {
      const [cpu, time] = [against(name, 'cpuMs'), against(name, 'loadMs')];
      return `mean ${cpu.mean.toFixed(3)}, load time ${time.mean.toFixed(3)} (${time.low.toFixed(3)} to ${time.high.toFixed(3)})`;
    };
    const unit = '÷ DevTools alone';
    return [
      { id: 'capture-cpu', value: against('panel', 'cpuMs').high, unit, must: 1.08, aim: 1.03, what: `CPU of all processes, panel open, upper end of the 95 % interval; ${words('panel')}` },
      { id: 'capture-idle', value: against('no panel', 'cpuMs').high, unit, must: 1.05, aim: 1.03, what: `the same without a panel; ${words('no panel')}. A/A control: ${words('control again')}` },
    ];
  } finally {
    for (const { browser } of subjects) await browser.close();
    await page.close();
    await folder.remove();
  }
}

async function start(name: Subject['name'], extensionDir: string, url: string): Promise<Subject> {
  const before = new Set(childrenOf(process.pid));
  const browser = await launch('chromium', { extensionDir, headless: true, hosts: [] });
  const pid = childrenOf(process.pid).find((child) => !before.has(child));
  if (pid === undefined) throw new Error('The browser is no child of this process.');
  const tab = await browser.openTab();
  const devtools = await tab.openDevTools();
  if (name === 'panel') await devtools.openPanel();
  const subject = { name, browser, tab, pid };
  await tab.goto(url);
  for (let warm = 0; warm < 3; warm++) await load(subject);
  return subject;
}

async function load({ tab, pid }: Subject): Promise<Load> {
  await tab.bringToFront();
  const before = treeCpuMs(pid);
  await tab.reload();
  const loadMs = await tab.evaluate<number>(`new Promise((resolve) => {
    const [entry] = performance.getEntriesByType('navigation');
    const look = () => (entry.loadEventEnd > 0 ? resolve(entry.loadEventEnd) : setTimeout(look, 10));
    look();
  })`);
  await new Promise((resolve) => setTimeout(resolve, AFTERWARDS_MS));
  return { cpuMs: treeCpuMs(pid) - before, loadMs };
}

/** With our key, so that the driver finds it. */
function emptyAddOn(folder: string): string {
  const target = path.join(folder, 'add-on');
  mkdirSync(target, { recursive: true });
  const { key } = JSON.parse(readFileSync('dist/chrome/manifest.json', 'utf8')) as { key: string };
  writeFileSync(path.join(target, 'manifest.json'), JSON.stringify({ manifest_version: 3, name: 'Nothing', version: '1.0', key, background: { service_worker: 'worker.js' }, devtools_page: 'devtools.html' }));
  writeFileSync(path.join(target, 'worker.js'), '// Nothing to do.\n');
  writeFileSync(path.join(target, 'devtools.html'), '<!doctype html><title>Nothing</title>');
  return target;
}
