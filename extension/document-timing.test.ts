import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readTimingBatch } from '../src/core/capture/resource-timing.ts';
import { navigationTiming, newTiming, timingBatch, type TimingEntry } from '../src/core/test/timing.ts';

/** A stand-in for a document and the browser around it. Its buffer is what an observer that asks for the past is given. */
const world = vi.hoisted(() => ({
  buffer: [] as object[],
  observers: new Set<{ readonly type: string; readonly tell: (entries: readonly object[]) => void }>(),
  on: {} as Record<string, (event: object) => void>,
  sent: [] as { readonly type: string; readonly batch?: Record<string, unknown> }[],
  /** To `hello`; told by `answer`. */
  questions: [] as ((answer: unknown) => void)[],
  say: (_message: unknown): void => undefined,
}));

vi.mock('./webext-content.ts', () => ({
  runtime: {
    id: 'ours',
    sendMessage: (message: (typeof world.sent)[number]) => {
      world.sent.push(message);
      return message.type === 'hello' ? new Promise((resolve) => world.questions.push(resolve)) : Promise.resolve();
    },
    onMessage: { addListener: (listener: typeof world.say) => (world.say = listener) },
  },
}));

class FakeObserver {
  private observed: { readonly type: string; readonly tell: (entries: readonly object[]) => void } | undefined;
  private readonly callback: (list: { getEntries(): readonly object[] }, observer: object, options: object) => void;
  constructor(callback: FakeObserver['callback']) {
    this.callback = callback;
  }
  observe({ type, buffered }: { readonly type: string; readonly buffered: boolean }): void {
    const tell = (entries: readonly object[]): void => this.callback({ getEntries: () => entries }, this, { droppedEntriesCount: 0 });
    this.observed = { type, tell };
    world.observers.add(this.observed);
    if (buffered && type === 'resource' && world.buffer.length > 0) setTimeout(tell, 0, [...world.buffer]);
  }
  disconnect(): void {
    world.observers.delete(this.observed!);
  }
}

const { observeDocument } = await import('./document-timing.ts');

const settle = (): Promise<unknown> => vi.advanceTimersByTimeAsync(1000);
const answer = async (message: object): Promise<void> => {
  world.questions.shift()!(message);
  await vi.advanceTimersByTimeAsync(0);
};
const WATCH = { type: 'watch', on: true };
/** A panel that pauses goes on knowing what it was told; one that closed does not. */
const PAUSE = { type: 'watch', on: false, forget: false };
const CLOSED = { type: 'watch', on: false, forget: true };

/** The page requests this. */
const request = (...names: readonly string[]): void => {
  const entries = names.map((name) => ({ name, entryType: 'resource' }));
  world.buffer.push(...entries);
  for (const { type, tell } of world.observers) if (type === 'resource') tell(entries);
};
/** Number and name of each entry that was sent since this was last asked. */
const told = (): readonly string[] => {
  const batches = world.sent.splice(0).flatMap(({ batch }) => (batch === undefined ? [] : [batch]));
  return batches.flatMap(({ first, entries }) => (entries as { readonly name: string }[]).map(({ name }, i) => `${(first as number) + i} ${name}`));
};

beforeEach(() => {
  vi.useFakeTimers();
  Object.assign(world, { buffer: [], observers: new Set(), on: {}, sent: [], questions: [] });
  const listen = (type: string, listener: (event: object) => void): void => void (world.on[type] = listener);
  vi.stubGlobal('PerformanceObserver', FakeObserver);
  vi.stubGlobal('addEventListener', listen);
  vi.stubGlobal('document', { addEventListener: listen });
  vi.stubGlobal('location', { href: 'https://shop.test/' });
  const window: { top?: object } = {};
  vi.stubGlobal('window', Object.assign(window, { top: window }));
  observeDocument();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('a document', () => {
  it('asks whether it is watched, and observes nothing until it is', async () => {
    expect(world.sent).toEqual([{ type: 'hello' }]);
    request('early');
    await answer(CLOSED);
    await settle();
    expect([world.observers.size, told()]).toEqual([0, []]);
    world.say(WATCH);
    await settle();
    request('late');
    await settle();
    expect(told()).toEqual(['0 early', '1 late']);
  });

  it('tells each field that the core reads', async () => {
    const read = new Set<string>();
    const watched = (entry: object): object => new Proxy(entry, { get: (target, name) => (read.add(String(name)), Reflect.get(target, name) as unknown) });
    const secure = newTiming({ name: 'https://shop.test/a.js', secureConnectionStart: 4, deliveryType: '', transferSize: 0 });
    readTimingBatch(timingBatch([secure, navigationTiming()].map((entry) => watched(entry) as TimingEntry)));
    await answer(WATCH);
    request('a');
    await settle();
    const [entry] = world.sent.flatMap(({ batch }) => (batch?.['entries'] as readonly object[] | undefined) ?? []);
    expect([read.size > 20, [...read].filter((field) => !(field in entry!))]).toEqual([true, []]);
  });

  it('tells everything again under the same numbers when a panel goes on that had paused, but nothing of what passed meanwhile', async () => {
    await answer(WATCH);
    request('a', 'b');
    await settle();
    world.say(PAUSE);
    request('paused');
    await settle();
    told();
    world.say(WATCH);
    request('c');
    await settle();
    expect(told()).toEqual(['0 a', '1 b', '2 c']);
  });

  it('keeps nothing once its panel closed, and tells the next one what the browser still has, under numbers that no entry had', async () => {
    await answer(WATCH);
    request('a', 'b');
    await settle();
    world.say(CLOSED);
    world.buffer = [{ name: 'b', entryType: 'resource' }];
    request('unwatched');
    told();
    world.say(WATCH);
    await settle();
    expect(told()).toEqual(['2 b', '3 unwatched']);
  });

  it('counts what it could not keep until it was told', async () => {
    world.buffer = Array.from({ length: 10_005 }, (_, i) => ({ name: `r${i}`, entryType: 'resource' }));
    await answer(WATCH);
    await settle();
    const batch = world.sent.find(({ type }) => type === 'timing')?.batch;
    expect(batch).toMatchObject({ first: 5, dropped: 5 });
    expect(batch?.['entries']).toHaveLength(10_000);
  });

  it('goes on telling what is new when it has told more than it keeps', async () => {
    await answer(WATCH);
    for (let i = 0; i < 12; i++) {
      request(...Array.from({ length: 1000 }, (_, j) => `r${1000 * i + j}`));
      await settle();
    }
    expect([told().length, world.sent]).toEqual([12_000, []]);
    world.say(WATCH);
    await settle();
    expect(world.sent).toMatchObject([{ batch: { first: 2000, dropped: 0 } }]);
  });
});

describe('a document that comes back from the back/forward cache', () => {
  const comeBack = (): void => world.on['pageshow']!({ persisted: true, timeStamp: 5000 });
  beforeEach(async () => {
    await answer(WATCH);
    request('before');
    await settle();
    told();
  });

  it('tells nothing before it knows that it is still watched, and then at once', async () => {
    comeBack();
    request('next');
    await settle();
    expect(world.sent).toEqual([{ type: 'hello' }]);
    await answer(WATCH);
    expect(world.sent.at(-1)).toMatchObject({ batch: { restoredAt: [performance.timeOrigin + 5000] } });
    expect(told()).toEqual(['0 before', '1 next']);
  });

  it('stops when its panel closed while it was away', async () => {
    comeBack();
    await answer(CLOSED);
    request('next');
    await settle();
    expect([world.observers.size, told()]).toEqual([0, []]);
  });

  it('begins when a panel opened while it was away', async () => {
    world.say(CLOSED);
    comeBack();
    await answer(WATCH);
    request('next');
    await settle();
    expect(told()).toEqual(expect.arrayContaining([expect.stringMatching(/ next$/)]));
  });

  it('waits for its panel to speak when nobody answers', async () => {
    comeBack();
    await answer({});
    request('next');
    await settle();
    expect(told()).toEqual([]);
    world.say(WATCH);
    await settle();
    expect(told()).toEqual(['0 before', '1 next']);
  });
});
