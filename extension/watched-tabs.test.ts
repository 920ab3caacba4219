import { beforeEach, describe, expect, it, vi } from 'vitest';

/** A stand-in for session storage, which may refuse. */
const world = vi.hoisted(() => ({ stored: {} as Record<string, unknown>, refuses: { get: false, set: false } }));

vi.mock('./webext.ts', () => ({
  browser: {
    storage: {
      session: {
        get: () => (world.refuses.get ? Promise.reject(new Error('no storage')) : Promise.resolve(world.stored)),
        set: (items: object) => (world.refuses.set ? Promise.reject(new Error('QUOTA_BYTES quota exceeded')) : Promise.resolve(void Object.assign(world.stored, items))),
      },
    },
  },
}));

const { createWatchedTabs } = await import('./watched-tabs.ts');

describe('the tabs whose panel is open', () => {
  let edges: string[];
  let complaints: unknown[];
  const create = () => createWatchedTabs({ onFirst: () => edges.push('first'), onLast: () => edges.push('last') });

  beforeEach(() => {
    Object.assign(world, { stored: {}, refuses: { get: false, set: false } });
    edges = [];
    complaints = [];
    vi.spyOn(console, 'error').mockImplementation((...words) => void complaints.push(words));
  });

  it('are found again by the next worker', async () => {
    await create().set(1, true);
    expect(await create().all()).toEqual([1]);
    expect(edges).toEqual(['last', 'first', 'first']);
  });

  it('are known although they could not be stored once, and so is all that changes later', async () => {
    const watched = create();
    world.refuses.set = true;
    await watched.set(1, true);
    expect([await watched.has(1), watched.maybe(1), edges, complaints.length]).toEqual([true, true, ['last', 'first'], 1]);
    world.refuses.set = false;
    await watched.set(2, true);
    await watched.set(1, false);
    expect([await watched.all(), world.stored]).toEqual([[2], { watched: [2] }]);
    await watched.set(2, false);
    expect([await watched.all(), edges]).toEqual([[], ['last', 'first', 'last']]);
  });

  it('are none as far as is known when what was stored cannot be read', async () => {
    world.refuses.get = true;
    const watched = create();
    expect([await watched.has(1), watched.maybe(1), edges, complaints.length]).toEqual([false, false, ['last'], 1]);
    await watched.set(1, true);
    expect([await watched.all(), edges]).toEqual([[1], ['last', 'first']]);
  });
});
