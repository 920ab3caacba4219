import { createRoot } from 'react-dom/client';
import type { Host, HostEvent } from '../../src/app/host.ts';
import { createRecordingStore } from '../../src/app/recording-store.ts';
import { App } from '../../src/ui/App.tsx';
import { politeSchedule } from '../../src/ui/base/polite-schedule.ts';
import { entryMaker, harText, type Entry } from '../generate.ts';
import { endOf, nextFrame, rest, watchTasks } from './clock.ts';
import type { Order } from './core-worker.ts';

/** What the runner may ask of the page; every answer is a number of ms unless it says otherwise. */
const api = {
  /** Makes the file and keeps it, outside of all measurements. */
  prepare(count: number): void {
    text = harText(count);
    expected = count;
  },
  parse(): number {
    const begun = performance.now();
    JSON.parse(text);
    return performance.now() - begun;
  },
  /** The text, and what is made of it, in a worker of its own, which is awake and has the text before. */
  async inWorker(work: Order['work']): Promise<number> {
    const worker = new Worker(new URL('./core-worker.ts', import.meta.url), { type: 'module' });
    const done = async (order: Order): Promise<number> => {
      const answer = new Promise<number>((resolve, reject) => {
        worker.onmessage = ({ data }: MessageEvent<number>) => resolve(data);
        worker.onerror = ({ message }) => reject(new Error(message));
      });
      worker.postMessage(order);
      return answer;
    };
    await done({ work: 'parse', text: '[]' });
    const took = await done({ work, text });
    worker.terminate();
    return took;
  },
  /** The least that any viewer must do: parse, look at every entry once, paint one rectangle for each. */
  floor(): number {
    const ink = canvas();
    const begun = performance.now();
    const { log } = JSON.parse(text) as { log: { entries: Entry[] } };
    const first = Date.parse(log.entries[0]!.startedDateTime);
    for (const [i, entry] of log.entries.entries()) ink.fillRect((Date.parse(entry.startedDateTime) - first) / 100, i % 800, Math.max(entry.time / 100, 1), 1);
    ink.getImageData(0, 0, 1, 1);
    return performance.now() - begun;
  },
  /** So many frames of bare rectangles; the runner reads what they cost. */
  async rectangles(count: number, frames: number): Promise<void> {
    const ink = canvas();
    for (let frame = 0; frame < frames; frame++) {
      await nextFrame();
      ink.clearRect(0, 0, 1400, 800);
      for (let i = 0; i < count; i++) ink.fillRect((i * 7) % 1400, (i * 13 + frame) % 800, 6, 1);
    }
  },
  /** Gives the file to the panel as a user would. Also the longest task on the way. */
  async open(): Promise<{ readonly drawn: number; readonly longestTask: number }> {
    const file = new File([text], 'big.har', { type: 'application/json' });
    text = '';
    // Nobody gets at the file chooser but by this button.
    document.querySelector<HTMLElement>('[data-testid="import"]')!.focus();
    await rest();
    const tasks = watchTasks();
    const begun = performance.now();
    const input = document.querySelector<HTMLInputElement>('[data-testid="import-file"]')!;
    const carrier = new DataTransfer();
    carrier.items.add(file);
    input.files = carrier.files;
    input.dispatchEvent(new Event('change', { bubbles: true }));
    const count = `${expected.toLocaleString('en')} requests`;
    const drawn = await endOf(() => document.querySelector('[data-testid="count"]')?.textContent.replaceAll(/[\s,.’']/g, '').startsWith(count.replaceAll(/[\s,]/g, '')) === true && document.querySelector('[data-testid="timeline"] canvas') !== null && document.querySelector('[data-testid="overview"] canvas') !== null);
    return { drawn: drawn - begun, longestTask: tasks.longest() };
  },
  /** So many frames, each with one turn of the wheel over the lanes. */
  async wheel(frames: number, { deltaX = 0, deltaY = 0, ctrlKey = false }: { readonly deltaX?: number; readonly deltaY?: number; readonly ctrlKey?: boolean }): Promise<void> {
    const lanes = document.querySelector('[data-testid="timeline"]')!;
    const { left, top, width, height } = lanes.getBoundingClientRect();
    for (let i = 0; i < frames; i++) {
      lanes.dispatchEvent(new WheelEvent('wheel', { deltaX, deltaY, ctrlKey, clientX: left + width * 0.6, clientY: top + height / 2, bubbles: true, cancelable: true }));
      await nextFrame();
    }
  },
  /** Requests as they finish, all at once: the past of a long recording. */
  async past(count: number): Promise<void> {
    for (let i = 0; i < count; i += 5000) hear(take(Math.min(5000, count - i)));
    await shown();
  },
  /** Requests as they finish, so many a second; also the longest task on the way. */
  async live(perSecond: number, seconds: number): Promise<{ readonly longestTask: number }> {
    const tasks = watchTasks();
    const begun = performance.now();
    let told = 0;
    while (told < perSecond * seconds) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      const due = Math.min(Math.floor(((performance.now() - begun) / 1000) * perSecond), perSecond * seconds);
      if (due > told) hear(take(due - told));
      told = due;
    }
    await shown();
    return { longestTask: tasks.longest() };
  },
};

let text = '';
let expected = 0;
let heard = 0;
const MOST_LIVE = 100_000;
const make = entryMaker(MOST_LIVE);
let deliver: (events: readonly HostEvent[]) => void = () => undefined;

/** The three sources of one page, in batches, as in a live recording. */
function hear(entries: readonly Entry[]): void {
  const begun = Date.UTC(2026, 0, 1);
  const timing = entries.map((entry, i) => timingOf(entry, Date.parse(entry.startedDateTime) - begun, heard - entries.length + i));
  deliver([
    { type: 'har-finished', entries },
    { type: 'timing', batch: { document: 'd1', url: 'https://shop0.example/', top: true, timeOrigin: begun, first: heard - entries.length + 1, entries: timing, dropped: 0 } },
  ]);
}

function timingOf(entry: Entry, start: number, i: number): object {
  return { name: entry.request.url, entryType: i === 0 ? 'navigation' : 'resource', initiatorType: 'script', nextHopProtocol: 'h2', startTime: start, fetchStart: start, domainLookupStart: start, domainLookupEnd: start, connectStart: start, connectEnd: start, requestStart: start + 2, responseStart: start + entry.time - 1, responseEnd: start + entry.time, transferSize: 4200, decodedBodySize: 9000, responseStatus: 200 };
}

const take = (count: number): readonly Entry[] => Array.from({ length: count }, () => make(heard++));

const shown = (): Promise<number> => endOf(() => store.snapshot().analysis.requests.length === heard && document.querySelector('[data-testid="timeline"] canvas') !== null);

function canvas(): CanvasRenderingContext2D {
  const element = document.createElement('canvas');
  Object.assign(element, { width: 1400, height: 800 });
  element.style.cssText = 'position: fixed; inset: 0';
  document.body.append(element);
  const ink = element.getContext('2d')!;
  ink.fillStyle = '#37c';
  return ink;
}

const host: Host = {
  isLive: true,
  listen: (listener) => {
    deliver = listener;
    return () => undefined;
  },
  setRecording: () => undefined,
  reloadPage: () => undefined,
  save: () => Promise.resolve(),
  theme: { current: () => 'light', subscribe: () => () => undefined },
  settings: { read: () => undefined, write: () => undefined },
};
const store = createRecordingStore(host, politeSchedule());
createRoot(document.getElementById('root')!).render(<App store={store} theme={host.theme} settings={host.settings} />);

export type BenchApi = typeof api;
declare global {
  var bench: BenchApi;
}
globalThis.bench = api;
