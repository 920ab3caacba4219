import { beforeEach, describe, expect, it, vi } from 'vitest';

/** A stand-in for the browser's runtime: ports that can be cut, and an extension that can be reloaded. */
const world = vi.hoisted(() => {
  interface FakePort {
    sent: unknown[];
    cut(): void;
    receive(message: unknown): void;
  }
  return { ports: [] as FakePort[], alive: true, throwsOnConnect: false };
});

vi.mock('./webext.ts', () => ({
  isAlive: () => world.alive,
  browser: {
    runtime: {
      connect: () => {
        if (world.throwsOnConnect) throw new Error('Extension context invalidated.');
        let onCut = (): void => undefined;
        let onMessage: (message: unknown) => void = () => undefined;
        const sent: unknown[] = [];
        world.ports.push({ sent, cut: () => onCut(), receive: (message) => onMessage(message) });
        return {
          postMessage: (message: unknown) => sent.push(message),
          disconnect: () => undefined,
          onMessage: { addListener: (listener: typeof onMessage) => (onMessage = listener) },
          onDisconnect: { addListener: (listener: typeof onCut) => (onCut = listener) },
        };
      },
    },
  },
}));

const { openPort } = await import('./port-channel.ts');

describe('a port that outlives the worker', () => {
  beforeEach(() => {
    vi.useFakeTimers();
    Object.assign(world, { ports: [], alive: true, throwsOnConnect: false });
  });

  const open = (): { connected: () => number; orphaned: () => number; heard: unknown[]; channel: ReturnType<typeof openPort<string>> } => {
    let connected = 0;
    let orphaned = 0;
    const heard: unknown[] = [];
    const channel = openPort<string>('panel:1', { connected: () => (connected += 1), orphaned: () => (orphaned += 1) });
    channel.listen((message) => heard.push(message));
    vi.advanceTimersByTime(0);
    return { connected: () => connected, orphaned: () => orphaned, heard, channel };
  };
  const settle = async (): Promise<void> => {
    await vi.advanceTimersByTimeAsync(1000);
  };

  it('opens a new port when the worker was put to sleep, and says so', async () => {
    const panel = open();
    await settle();
    world.ports[0]!.cut();
    await settle();
    expect([world.ports.length, panel.connected(), panel.orphaned()]).toEqual([2, 2, 0]);
    world.ports[1]!.receive('after');
    panel.channel.send('hello again');
    expect([panel.heard, world.ports[1]!.sent]).toEqual([['after'], ['hello again']]);
  });

  it.each([['silently', { alive: false }], ['with an exception', { throwsOnConnect: true }]])('says once, and never throws, that the extension was reloaded under it (%s)', async (_how, reloaded) => {
    const panel = open();
    await settle();
    Object.assign(world, reloaded);
    world.ports[0]!.cut();
    await settle();
    expect([panel.connected(), panel.orphaned()]).toEqual([1, 1]);
    expect(() => panel.channel.send('into the void')).not.toThrow();
  });
});
