import { beforeEach, describe, expect, it, vi } from 'vitest';

/** A stand-in for the browser's own log, which answers when the test says. */
const world = vi.hoisted(() => ({ looks: 0, answer: (_entries: readonly unknown[]): void => undefined, fail: (): void => undefined, tell: (_request: unknown): void => undefined }));

vi.mock('./webext.ts', () => ({
  networkLog: {
    read: () =>
      new Promise((resolve, reject) => {
        world.looks += 1;
        world.answer = (entries) => resolve({ entries });
        world.fail = () => reject(new Error('no log'));
      }),
    onFinished: (listener: (request: unknown) => void) => (world.tell = listener),
  },
}));

const { createNetworkLog } = await import('./network-log.ts');

const entry = (path: string, changes: object = {}): object => ({ startedDateTime: '2026-11-21T00:00:00.000Z', request: { method: 'GET', url: `http://a.test/${path}` }, response: { status: 200 }, timings: { receive: 1 }, ...changes });
const pathOf = (one: unknown): string => (one as { request: { url: string } }).request.url.slice('http://a.test/'.length);

describe("the browser's own log", () => {
  let finished: string[];
  let corrected: string[];
  let open: string[];
  const log = () =>
    createNetworkLog({
      finished: (_first, entries) => finished.push(...entries.map(pathOf)),
      corrected: (entries) => corrected.push(...entries.map(pathOf)),
      open: (entries) => (open = entries.map(pathOf)),
    });

  beforeEach(() => {
    vi.useFakeTimers();
    world.looks = 0;
    finished = [];
    corrected = [];
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
    expect(finished).toEqual(['never', 'told-after', 'told-before', 'later']);
    expect(corrected).toEqual([]);
  });

  it('hands on neither bodies nor call stacks', async () => {
    const told: unknown[] = [];
    createNetworkLog({ finished: (_first, entries) => told.push(...entries), corrected: () => undefined, open: () => undefined }).follow();
    world.answer([]);
    await vi.advanceTimersByTimeAsync(0);
    const body = { text: 's3cret', mimeType: 'text/plain' };
    world.tell(entry('a', { request: { method: 'POST', url: 'http://a.test/a', postData: body }, response: { status: 200, content: body }, _initiator: { type: 'script', stack: 's3cret' }, getContent: () => 's3cret' }));
    await vi.runAllTimersAsync();
    expect(told).toEqual([entry('a', { request: { method: 'POST', url: 'http://a.test/a', postData: { mimeType: 'text/plain' } }, response: { status: 200, content: { mimeType: 'text/plain' } }, _initiator: { type: 'script' } })]);
    expect(JSON.stringify(told)).not.toContain('s3cret');
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

  it('looks for what has begun in silence, though nothing was told before, and one look failed', async () => {
    log().follow();
    world.answer([]);
    await vi.advanceTimersByTimeAsync(10_000);
    world.fail();
    await vi.advanceTimersByTimeAsync(10_000);
    world.answer([entry('stream', { _resourceType: 'eventsource', timings: { receive: 0 } })]);
    await vi.advanceTimersByTimeAsync(0);
    expect([finished, open]).toEqual([[], ['stream']]);
  });

  it('rests until it is asked again', async () => {
    const network = log();
    network.follow();
    world.answer([]);
    await vi.advanceTimersByTimeAsync(0);
    network.rest();
    world.tell(entry('page'));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(world.looks).toBe(1);
    network.look();
    await vi.advanceTimersByTimeAsync(1000);
    world.answer([entry('page'), entry('late')]);
    await vi.advanceTimersByTimeAsync(0);
    expect([finished, open]).toEqual([['page'], ['late']]);
  });

  it('corrects what it took for finished while it streamed', async () => {
    const again: unknown[] = [];
    const network = createNetworkLog({ finished: (_first, entries) => again.push(...entries), corrected: (entries) => corrected.push(...entries.map(pathOf)) });
    network.follow();
    world.answer([entry('whole', { time: 30 }), entry('stream', { time: 20 })]);
    await vi.advanceTimersByTimeAsync(0);
    world.tell(entry('stream', { time: 5000 }));
    world.tell(entry('whole', { time: 30 }));
    expect(corrected).toEqual(['stream']);
    network.repeat(0);
    const timeOf = (one: unknown): unknown => (one as { time: number }).time;
    expect(again.map(timeOf)).toEqual([30, 20, 30, 5000]);
  });

  it('tells a WebSocket that had closed, or was refused, from one that runs', async () => {
    log().follow();
    const socket = (path: string, status: number, receive: number): object => entry(path, { _resourceType: 'websocket', response: { status }, timings: { receive } });
    world.answer([socket('closed', 101, 300), socket('refused', 0, 0.9), socket('runs', 101, 0)]);
    await vi.advanceTimersByTimeAsync(0);
    expect([finished, open]).toEqual([['closed', 'refused'], ['runs']]);
  });

  it('keeps the newest 2000 while nobody hears it, whether the page navigates or polls for days, and tells their numbers right', async () => {
    const heard: { readonly first: number; readonly paths: readonly string[] }[] = [];
    let isHeard = false;
    const network = createNetworkLog({
      finished: (first, entries) => isHeard && heard.push({ first, paths: entries.map(pathOf) }),
      corrected: () => undefined,
      isHeard: () => isHeard,
    });
    network.follow();
    world.answer([]);
    await vi.advanceTimersByTimeAsync(0);
    for (let i = 0; i < 2500; i++) world.tell(entry(`poll-${i}`));
    await vi.advanceTimersByTimeAsync(1000);
    isHeard = true;
    network.repeat(0);
    expect(heard.map(({ first, paths }) => [first, paths.length, paths[0], paths.at(-1)])).toEqual([[500, 2000, 'poll-500', 'poll-2499']]);
    // From here on it is for the listener to say what it has.
    for (let i = 0; i < 2500; i++) world.tell(entry(`heard-${i}`));
    await vi.advanceTimersByTimeAsync(1000);
    network.repeat(500);
    expect(heard.map(({ first, paths }) => [first, paths.length])).toEqual([[500, 2000], [2500, 2500], [500, 4500]]);
  });

  it("does not remember what finished on pages that the browser's own log has left behind", async () => {
    log().follow();
    world.answer([]);
    await vi.advanceTimersByTimeAsync(0);
    const at = (second: number): object => ({ startedDateTime: `2026-11-21T00:00:0${second}.000Z` });
    world.tell(entry('page-before', at(1)));
    world.tell(entry('page', at(2)));
    await vi.advanceTimersByTimeAsync(5000);
    world.answer([entry('page', at(2))]);
    await vi.advanceTimersByTimeAsync(0);
    expect(open).toEqual([]);
    // No browser does this: it shows what is still remembered.
    await vi.advanceTimersByTimeAsync(10_000);
    world.answer([entry('page-before', at(1)), entry('page', at(2))]);
    await vi.advanceTimersByTimeAsync(0);
    expect(open).toEqual(['page-before']);
  });
});
