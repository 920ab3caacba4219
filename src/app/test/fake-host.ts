import type { Host, HostEvent } from '../host.ts';

/** A world for the app that does what the test says and remembers what it was asked. */
export interface FakeHost extends Host {
  say(...events: readonly HostEvent[]): void;
  readonly saved: Parameters<Host['save']>[0][];
  readonly asked: string[];
  readonly kept: Map<string, unknown>;
}

export function fakeHost(settings: Readonly<Record<string, unknown>> = {}): FakeHost {
  let deliver: (events: readonly HostEvent[]) => void = () => undefined;
  const kept = new Map(Object.entries(settings));
  const saved: FakeHost['saved'] = [];
  const asked: string[] = [];
  return {
    isLive: true,
    kept,
    saved,
    asked,
    say: (...events) => deliver(events),
    listen(listener) {
      deliver = listener;
      return () => undefined;
    },
    setRecording: (on) => void asked.push(`recording ${on ? 'on' : 'off'}`),
    reloadPage: () => void asked.push('reload'),
    openOptions: () => void asked.push('options'),
    save: (file) => {
      saved.push(file);
      return Promise.resolve();
    },
    theme: { current: () => 'light', subscribe: () => () => undefined },
    settings: { read: (key) => kept.get(key), write: (key, value) => void kept.set(key, value) },
  };
}

export const finished = (...entries: readonly unknown[]): HostEvent => ({ type: 'har-finished', entries });
export const running = (...entries: readonly unknown[]): HostEvent => ({ type: 'har-open', entries });
export const timing = (batch: unknown): HostEvent => ({ type: 'timing', batch });
export const web = (...records: readonly unknown[]): HostEvent => ({ type: 'web-requests', records });
export const access = (granted: boolean): HostEvent => ({ type: 'condition', condition: { kind: 'host-access', granted } });
