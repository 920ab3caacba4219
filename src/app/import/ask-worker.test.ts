import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readInWorker, wakeWorkers } from './ask-worker.ts';
import type { Answer } from './worker-messages.ts';

/** A worker that answers what the test says. */
class FakeWorker {
  static started: FakeWorker[] = [];
  isOver = false;
  onmessage = (_event: object): void => undefined;
  onmessageerror = (): void => undefined;
  constructor() {
    FakeWorker.started.push(this);
  }
  postMessage(): void {
    // What is asked is of no interest here.
  }
  terminate(): void {
    this.isOver = true;
  }
  say(answer: Answer): void {
    this.onmessage({ data: answer });
  }
}

const FILE = [new Blob(['{}'])] as const;
const done: Answer = { answer: 'done', skipped: 0, cut: null, choice: null, about: { format: { id: 'har', name: 'HAR', recognised: '', carries: '', lacks: '', exact: '', inferred: '', unknowable: '' }, creator: null, proxy: null, runs: 1, counts: [], problems: [] } };

describe('a file that is read in a worker', () => {
  beforeEach(() => {
    FakeWorker.started = [];
    vi.stubGlobal('Worker', FakeWorker);
  });
  afterEach(() => void vi.unstubAllGlobals());

  it.each<readonly [string, (worker: FakeWorker) => void]>([
    ['a part of it is missing at the end', (worker) => worker.say(done)],
    ['a part of it cannot be unpacked', (worker) => worker.say({ answer: 'parcel', parcel: { kind: 'requests' } as never })],
    ['an answer does not arrive whole', (worker) => worker.onmessageerror()],
  ])('has failed, and both workers are ended, when %s', async (_what, fail) => {
    const { result } = readInWorker(FILE, () => undefined);
    fail(FakeWorker.started[0]!);
    await expect(result).rejects.toThrow(Error);
    expect(FakeWorker.started.map(({ isOver }) => isOver)).toEqual([true, true]);
  }, 1000);
});

describe('workers that were started ahead', () => {
  beforeEach(() => {
    FakeWorker.started = [];
    vi.stubGlobal('Worker', FakeWorker);
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });
  const ended = (): readonly boolean[] => FakeWorker.started.map(({ isOver }) => isOver);

  it('end where nobody asks them, and others come to who asks later', () => {
    wakeWorkers();
    wakeWorkers();
    expect(ended()).toEqual([false, false]);
    vi.advanceTimersByTime(60_000);
    expect(ended()).toEqual([true, true]);
    readInWorker(FILE, () => undefined).cancel();
    expect(ended()).toHaveLength(4);
  });

  it('are left alone by that once they are asked', () => {
    wakeWorkers();
    const { cancel } = readInWorker(FILE, () => undefined);
    vi.advanceTimersByTime(60_000);
    expect(ended()).toEqual([false, false]);
    cancel();
  });
});
