import { expect, it, vi } from 'vitest';

/** What an add-on with a DevTools page finds in Chrome before 152: `chrome`, no `browser`, and of DevTools' API callbacks alone (measured in 150). */
const world = vi.hoisted(() => {
  const entry = { request: { url: 'http://a.test/' }, response: { status: 200 }, getContent: () => undefined };
  const listeners: ((entry: unknown) => void)[] = [];
  const chrome = {
    runtime: { id: 'reuse-lens' },
    devtools: {
      network: {
        getHAR: (callback?: (log: unknown) => void) => void setTimeout(() => callback?.({ entries: [entry] })),
        onRequestFinished: { addListener: (listener: (entry: unknown) => void) => listeners.push(listener) },
      },
      inspectedWindow: { eval: (expression: string, callback?: (value: unknown, exception: unknown) => void) => void setTimeout(() => (expression === 'throw' ? callback?.(undefined, { isException: true }) : callback?.({ of: expression }, undefined))) },
    },
  };
  Object.assign(globalThis, { chrome });
  return { entry, tell: () => listeners.forEach((listener) => listener(entry)) };
});

// The real polyfill, which wraps here.
const { evaluateInPage, networkLog } = await import('./webext.ts');

it('reads the whole log where that takes a callback alone', async () => {
  expect(await networkLog.read()).toEqual({ entries: [world.entry] });
});

it('hands on the entry itself, of which a copy has everything', () => {
  let heard: unknown;
  networkLog.onFinished((entry) => (heard = entry));
  world.tell();
  expect(Object.keys({ ...(heard as object) })).toEqual(['request', 'response', 'getContent']);
});

it('evaluates in the page where the answer comes with an exception beside it', async () => {
  expect(await evaluateInPage('1')).toEqual({ of: '1' });
  expect(await evaluateInPage('throw')).toBeUndefined();
});
