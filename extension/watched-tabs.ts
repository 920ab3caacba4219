import { browser } from './webext.ts';

export interface WatchedTabs {
  set(tab: number, on: boolean): Promise<void>;
  has(tab: number): Promise<boolean>;
  all(): Promise<readonly number[]>;
  /** As far as is known at this moment: until session storage has answered, any tab may be watched. */
  maybe(tab: number): boolean;
}

const KEY = 'watched';

/**
 * The tabs whose panel is open. Kept in session storage, because the worker
 * forgets; the reactions run on the edges between none and some, and once at
 * start for the state that was found.
 */
export function createWatchedTabs(react: { onFirst(): void; onLast(): void }): WatchedTabs {
  let known: ReadonlySet<number> | null = null;
  let tabs: Promise<ReadonlySet<number>> = stored().then((found) => {
    const set = new Set(Array.isArray(found) ? found.filter((tab) => typeof tab === 'number') : []);
    known = set;
    if (set.size > 0) react.onFirst();
    else react.onLast();
    return set;
  });
  return {
    has: async (tab) => (await tabs).has(tab),
    all: async () => [...(await tabs)],
    maybe: (tab) => known?.has(tab) ?? true,
    set(tab, on) {
      // Changes queue up behind each other, so that none is computed from a state that another is about to replace.
      tabs = tabs.then(async (before) => {
        if (before.has(tab) === on) return before;
        const after = new Set(before);
        if (on) after.add(tab);
        else after.delete(tab);
        known = after;
        // What could not be stored is known all the same, until the worker ends.
        await browser.storage.session.set({ [KEY]: [...after] }).catch(report);
        if (before.size === 0) react.onFirst();
        else if (after.size === 0) react.onLast();
        return after;
      });
      return tabs.then(() => undefined);
    },
  };
}

/** Nothing from a worker before, or storage refused: no tab is watched then, until its panel says so. */
async function stored(): Promise<unknown> {
  try {
    return (await browser.storage.session.get(KEY))[KEY];
  } catch (error) {
    report(error);
    return undefined;
  }
}

const report = (error: unknown): void => console.error('Reuse Lens: session storage failed.', error);
