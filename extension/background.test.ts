import { beforeEach, describe, expect, it, vi } from 'vitest';

/** A stand-in for the browser: its pages connect when the test says, and injecting and storing take as long as the test says. */
const world = vi.hoisted(() => ({
  told: [] as { tab: number; message: unknown }[],
  injecting: [] as (() => void)[],
  kept: {},
  stored: Promise.resolve(),
  connect: (_port: object): void => undefined,
  granted: (): void => undefined,
  ask: (_message: unknown, _sender: object): unknown => undefined,
}));

vi.mock('./content.iife.ts?script&iife', () => ({ default: '/content.js' }));
vi.mock('./target.ts', () => ({ LOG_IS_WHOLE: true }));
vi.mock('./webext.ts', () => {
  const silent = { addListener: () => undefined, removeListener: () => undefined };
  return {
    browser: {
      storage: { session: { get: () => Promise.resolve(world.kept), set: () => world.stored } },
      permissions: { contains: () => Promise.resolve(true), onAdded: { addListener: (listener: () => void) => (world.granted = listener) }, onRemoved: silent },
      scripting: {
        getRegisteredContentScripts: () => Promise.resolve([]),
        registerContentScripts: () => Promise.resolve(),
        executeScript: () => new Promise<void>((resolve) => world.injecting.push(resolve)),
      },
      tabs: {
        onUpdated: silent,
        sendMessage: (tab: number, message: unknown) => {
          world.told.push({ tab, message });
          return Promise.resolve();
        },
      },
      runtime: {
        onConnect: { addListener: (listener: typeof world.connect) => (world.connect = listener) },
        onMessage: { addListener: (listener: typeof world.ask) => (world.ask = listener) },
        getURL: (path: string) => `chrome-extension://ours/${path}`,
      },
      action: { onClicked: silent },
    },
  };
});

const TAB = 7;
const OUR_PANEL = { url: 'chrome-extension://ours/extension/panel.html' };

/** A port to the background that somebody opened, as the background sees it. */
function open(sender: object | undefined): { readonly got: unknown[]; send(message: unknown): void; close(): void } {
  const got: unknown[] = [];
  let send = (_message: unknown): void => undefined;
  let close = (): void => undefined;
  world.connect({
    name: `panel:${TAB}`,
    sender,
    postMessage: (message: unknown) => got.push(message),
    onMessage: { addListener: (listener: typeof send) => (send = listener) },
    onDisconnect: { addListener: (listener: typeof close) => (close = listener) },
  });
  return { got, send: (message) => send(message), close: () => close() };
}

const settle = async (): Promise<void> => {
  for (let i = 0; i < 50; i++) await Promise.resolve();
};
const injected = async (): Promise<void> => {
  for (const done of world.injecting.splice(0)) done();
  await settle();
};
const lastSaid = (): unknown => world.told.at(-1)?.message;

beforeEach(async () => {
  vi.useFakeTimers();
  Object.assign(world, { told: [], injecting: [], kept: {}, stored: Promise.resolve() });
  vi.resetModules();
  await import('./background.ts');
});

describe('a tab is watched while its panel is open', () => {
  it('and told so once the content script is in', async () => {
    open(OUR_PANEL).send({ type: 'watch', on: true });
    await settle();
    expect(world.told).toEqual([]);
    await injected();
    expect(world.told).toEqual([{ tab: TAB, message: expect.objectContaining({ type: 'watch', on: true }) }]);
  });

  it('and again when access to its site is granted meanwhile', async () => {
    const panel = open(OUR_PANEL);
    panel.send({ type: 'watch', on: true });
    await settle();
    await injected();
    Object.assign(world, { told: [] });
    world.granted();
    await settle();
    await injected();
    expect(world.told).toEqual([{ tab: TAB, message: expect.objectContaining({ type: 'watch', on: true }) }]);
    expect(panel.got.at(-1)).toEqual({ type: 'access', sites: true, requestEvents: false });
  });

  it('and while another of the same tab is', async () => {
    const [one, other] = [open(OUR_PANEL), open(OUR_PANEL)];
    one.send({ type: 'watch', on: true });
    await settle();
    await injected();
    one.close();
    await settle();
    expect(await world.ask({ type: 'hello' }, { tab: { id: TAB } })).toMatchObject({ on: true });
    other.close();
    await settle();
    expect(await world.ask({ type: 'hello' }, { tab: { id: TAB } })).toMatchObject({ on: false });
  });

  it('and five seconds on, where it closed while the background slept', async () => {
    Object.assign(world, { kept: { watched: [TAB] } });
    vi.resetModules();
    await import('./background.ts');
    await vi.advanceTimersByTimeAsync(4999);
    expect(await world.ask({ type: 'hello' }, { tab: { id: TAB } })).toMatchObject({ on: true });
    await vi.advanceTimersByTimeAsync(1);
    expect(await world.ask({ type: 'hello' }, { tab: { id: TAB } })).toMatchObject({ on: false });
  });

  it('and not for a moment longer, though it closed while the content script was still on its way', async () => {
    const panel = open(OUR_PANEL);
    panel.send({ type: 'watch', on: true });
    await settle();
    panel.close();
    await settle();
    await injected();
    expect(lastSaid()).toMatchObject({ type: 'watch', on: false });
    expect(await world.ask({ type: 'hello' }, { tab: { id: TAB } })).toMatchObject({ on: false });
  });

  it('also when access to all sites was granted just before it closed', async () => {
    let stored = (): void => undefined;
    world.stored = new Promise((resolve) => (stored = resolve));
    const panel = open(OUR_PANEL);
    panel.send({ type: 'watch', on: true });
    world.granted();
    await settle();
    panel.close();
    stored();
    await settle();
    await injected();
    expect(lastSaid()).toMatchObject({ type: 'watch', on: false });
    expect(await world.ask({ type: 'hello' }, { tab: { id: TAB } })).toMatchObject({ on: false });
  });
});

describe('documents may forget what they told', () => {
  it('when the panel closed, and not when it only paused', async () => {
    const panel = open(OUR_PANEL);
    panel.send({ type: 'watch', on: false });
    await settle();
    expect(lastSaid()).toMatchObject({ on: false, forget: false });
    panel.send({ type: 'watch', on: true });
    await settle();
    await injected();
    expect(lastSaid()).toMatchObject({ on: true, forget: false });
    panel.close();
    await settle();
    expect(lastSaid()).toMatchObject({ on: false, forget: true });
  });
});

it('what a document tells goes to the panel of its tab, with the id by which webRequest calls it', async () => {
  const panel = open(OUR_PANEL);
  world.ask({ type: 'timing', batch: { document: 'd1' } }, { tab: { id: TAB }, documentId: '2F2E' });
  expect(panel.got).toEqual([{ type: 'timing', batch: { document: 'd1', documentId: '2F2E' } }]);
});

describe('only a page of our own is taken for a panel', () => {
  it.each([
    ['a content script', { url: 'https://shop.test/', tab: { id: TAB } }],
    ['another extension', { url: 'chrome-extension://theirs/extension/panel.html' }],
    ['a page that has our address in its own', { url: 'https://shop.test/chrome-extension://ours/' }],
    ['a sender without an address', {}],
    ['nobody that the browser names', undefined],
  ])('not %s', async (_who, sender) => {
    const stranger = open(sender);
    stranger.send({ type: 'watch', on: true });
    await settle();
    await injected();
    world.ask({ type: 'timing', batch: {} }, { tab: { id: TAB } });
    expect([world.told, stranger.got]).toEqual([[], []]);
  });
});
