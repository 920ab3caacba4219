import type { Channel } from '../src/protocol/channel.ts';
import { browser, isAlive, type Port } from './webext.ts';

/**
 * A runtime.Port that outlives the worker at its other end: when the browser
 * ends the worker, the port dies, and a new one is opened, which wakes the
 * worker again; `connected` then makes the caller say again what counts.
 */
export interface PortEvents {
  /** A new port is open; the other end may know nothing any more. */
  connected(): void;
  /** The extension was reloaded or removed: there will be no other end again. */
  orphaned(): void;
}

/** Between losing a port and the next try, ms: waking the worker takes less than 100 ms (measured). */
const RETRY_MS = 100;

export function openPort<Out>(name: string, events: PortEvents): Channel<Out, unknown> {
  let port: Port | null = null;
  let listener: (message: unknown) => void = () => undefined;

  const connect = (): void => {
    if (!isAlive()) return events.orphaned();
    try {
      port = browser.runtime.connect({ name });
    } catch {
      return events.orphaned();
    }
    port.onMessage.addListener((message: unknown) => listener(message));
    port.onDisconnect.addListener(() => {
      port = null;
      setTimeout(connect, RETRY_MS);
    });
    events.connected();
  };
  // After the caller has the channel: `connected` will want to send on it.
  queueMicrotask(connect);

  return {
    send(message) {
      // While reconnecting nothing needs to wait: `connected` makes the caller say again what counts.
      port?.postMessage(message);
    },
    listen(next) {
      listener = next;
    },
  };
}
