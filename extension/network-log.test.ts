import { beforeEach, describe, expect, it, vi } from 'vitest';

/** A stand-in for the browser's own log, which answers when the test says. */
const world = vi.hoisted(() => ({ answer: (_entries: readonly unknown[]): void => undefined, tell: (_request: unknown): void => undefined }));

vi.mock('./webext.ts', () => ({
  browser: {
    devtools: {
      network: {
        getHAR: () => new Promise((resolve) => (world.answer = (entries) => resolve({ entries }))),
        onRequestFinished: { addListener: (listener: (request: unknown) => void) => (world.tell = listener) },
      },
    },
  },
}));

const { createNetworkLog } = await import('./network-log.ts');

const entry = (path: string, changes: object = {}): object => ({ startedDateTime: '2026-11-21T00:00:00.000Z', request: { method: 'GET', url: `http://a.test/${path}` }, response: { status: 200 }, timings: { receive: 1 }, ...changes });
const pathOf = (one: unknown): string => (one as { request: { url: string } }).request.url.slice('http://a.test/'.length);

describe("the browser's own log", () => {
  let finished: string[];
  let open: string[];
  const log = () => createNetworkLog({ finished: (_first, entries) => finished.push(...entries.map(pathOf)), open: (entries) => (open = entries.map(pathOf)) });

  beforeEach(() => {
    vi.useFakeTimers();
    finished = [];
    open = [];
  });

  it('fills in what ended before anybody listened, once, whether the browser told of it before its log came, after, or never', async () => {
    log().follow();
    world.tell(entry('told-before'));
    world.answer([entry('never'), entry('told-before'), entry('told-after')]);
    await vi.advanceTimersByTimeAsync(0);
    world.tell(entry('told-after'));
    world.tell(entry('later'));
    await vi.runAllTimersAsync();
    expect(finished).toEqual(['told-before', 'never', 'told-after', 'later']);
  });

  it('tells of what runs already when nothing has finished yet', async () => {
    log().follow();
    const socket = entry('socket', { _resourceType: 'websocket', response: { status: 101 }, timings: { receive: 0 } });
    world.answer([socket]);
    await vi.advanceTimersByTimeAsync(0);
    expect([finished, open]).toEqual([[], ['socket']]);
    await vi.advanceTimersByTimeAsync(1000);
    world.answer([]);
    await vi.advanceTimersByTimeAsync(0);
    expect([finished, open]).toEqual([[], []]);
  });

  it('looks for what has begun in silence', async () => {
    log().follow();
    world.answer([]);
    const page = entry('page', { _resourceType: 'document' });
    world.tell(page);
    await vi.advanceTimersByTimeAsync(5000);
    world.answer([page]);
    await vi.advanceTimersByTimeAsync(0);
    expect([finished, open]).toEqual([['page'], []]);
    await vi.advanceTimersByTimeAsync(10_000);
    world.answer([page, entry('stream', { _resourceType: 'eventsource', timings: { receive: 0 } })]);
    await vi.advanceTimersByTimeAsync(0);
    expect([finished, open]).toEqual([['page'], ['stream']]);
  });
});
