import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { CaptureToPanel } from '../src/protocol/messages.ts';

/** The browser's log, of which only the number of looks is of interest, and the devtools page's side of the channel. */
const world = vi.hoisted(() => ({ looks: 0, say: (_message: unknown): void => undefined, tell: (_message: unknown): void => undefined, tellsOfWebSockets: true }));

vi.mock('./webext.ts', () => ({
  browser: { devtools: { inspectedWindow: { tabId: 1 } } },
  networkLog: {
    read: () => {
      world.looks += 1;
      return Promise.resolve({ entries: [] });
    },
    onFinished: () => undefined,
  },
}));
vi.mock('./target.ts', () => ({ LOG_IS_WHOLE: true, logHasWebSockets: () => world.tellsOfWebSockets }));
vi.mock('./capture-channel.ts', () => ({ openCaptureChannel: () => ({ send: () => undefined, listen: (listener: (message: unknown) => void) => (world.say = listener) }) }));
vi.mock('./port-channel.ts', () => ({ openPort: () => ({ send: () => undefined, listen: (listener: (message: unknown) => void) => (world.tell = listener) }) }));
vi.mock('./devtools-theme.ts', () => ({ devtoolsTheme: {} }));
vi.mock('./save-file.ts', () => ({ saveFile: () => undefined }));
vi.mock('./settings.ts', () => ({ localSettings: {} }));

const { createExtensionHost } = await import('./extension-host.ts');

beforeEach(() => {
  vi.useFakeTimers();
  world.looks = 0;
});
afterEach(() => void vi.useRealTimers());

it('looks for what runs while the panel is shown and records, and at no other time', async () => {
  const host = createExtensionHost();
  host.listen(() => undefined);
  const minute = async (): Promise<number> => {
    const before = world.looks;
    await vi.advanceTimersByTimeAsync(60_000);
    return world.looks - before;
  };
  const shown = (on: boolean): void => world.say({ type: 'shown', shown: on } satisfies CaptureToPanel);
  expect(await minute()).toBeGreaterThan(0);
  shown(false);
  expect(await minute()).toBe(0);
  host.setRecording(false);
  shown(true);
  expect(await minute()).toBe(0);
  shown(false);
  host.setRecording(true);
  expect(await minute()).toBe(0);
  shown(true);
  expect(await minute()).toBeGreaterThan(0);
});

it.each([
  ['where the log has them', { inLog: true, sites: false, requestEvents: false }, true],
  ['by request events alone', { inLog: false, sites: true, requestEvents: true }, true],
  ['by nothing, without access to sites', { inLog: false, sites: false, requestEvents: true }, false],
  ['by nothing, without request events', { inLog: false, sites: true, requestEvents: false }, false],
])('says whether anything tells of WebSockets: %s', (_what, { inLog, sites, requestEvents }, told) => {
  world.tellsOfWebSockets = inLog;
  const heard: unknown[] = [];
  createExtensionHost().listen((events) => heard.push(...events));
  world.tell({ type: 'access', sites, requestEvents });
  expect(heard).toEqual([
    { type: 'condition', condition: { kind: 'host-access', granted: sites } },
    { type: 'condition', condition: { kind: 'websockets', told } },
  ]);
});
