import { describe, expect, it, vi } from 'vitest';

/** A stand-in for the browser's scripting, whose registering takes as long as the test says. */
const world = vi.hoisted(() => ({ calls: [] as string[], registered: () => undefined as void, updated: null as null | ((tab: number, change: { status?: string }) => void) }));

vi.mock('./content.iife.ts?script&iife', () => ({ default: '/content.js' }));
vi.mock('./webext.ts', () => ({
  browser: {
    tabs: { onUpdated: { addListener: (listener: typeof world.updated) => (world.updated = listener), removeListener: () => (world.updated = null) } },
    scripting: {
      getRegisteredContentScripts: () => Promise.resolve([]),
      registerContentScripts: () => {
        world.calls.push('register');
        return new Promise<void>((resolve) => (world.registered = resolve));
      },
      executeScript: ({ target }: { target: { tabId: number } }) => {
        world.calls.push(`inject ${target.tabId}`);
        return Promise.reject(new Error('Cannot access a chrome:// URL'));
      },
    },
  },
}));

const { createInjector } = await import('./injector.ts');

const WATCHED = 7;

describe('the content script', () => {
  it('goes into the documents that are there only when those that come get it by themselves', async () => {
    const injector = createInjector((tab) => tab === WATCHED);
    void injector.register();
    const injected = injector.inject(WATCHED);
    await vi.waitFor(() => expect(world.calls).toEqual(['register']));
    await new Promise((resolve) => setTimeout(resolve));
    expect(world.calls).toEqual(['register']);

    world.registered();
    // Refused on the browser's own pages: no error of ours.
    await injected;
    expect(world.calls).toEqual(['register', 'inject 7']);

    // The document that was on its way meanwhile.
    world.updated!(8, { status: 'loading' });
    world.updated!(WATCHED, {});
    world.updated!(WATCHED, { status: 'loading' });
    world.updated!(WATCHED, { status: 'complete' });
    await vi.waitFor(() => expect(world.calls.slice(2)).toEqual(['inject 7', 'inject 7']));

    await injector.unregister();
    expect(world.updated).toBe(null);
  });
});
