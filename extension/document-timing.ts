import { createSeenEntries } from './seen-entries.ts';
import { runtime } from './webext-content.ts';

/** The fields that core/capture/resource-timing.ts reads; sending the rest costs more than it tells. */
const FIELDS = [
  'name', 'entryType', 'initiatorType', 'nextHopProtocol', 'deliveryType', 'startTime', 'workerStart', 'redirectStart', 'redirectEnd', 'fetchStart',
  'domainLookupStart', 'domainLookupEnd', 'connectStart', 'secureConnectionStart', 'connectEnd', 'requestStart', 'responseStart', 'responseEnd',
  'transferSize', 'decodedBodySize', 'responseStatus', 'domContentLoadedEventEnd', 'loadEventEnd',
] as const;

/** Messages are gathered this long, ms: one a batch instead of one an entry. */
const BATCH_MS = 400;

/**
 * What the content script does in its document: nothing until the background
 * says that a panel of this tab is open, and nothing once the last one closed.
 */
export function observeDocument(): void {
  // Not `randomUUID`: that one is missing on plain http pages.
  const id = `${performance.timeOrigin}-${crypto.getRandomValues(new Uint32Array(2)).join('')}`;
  const seen = createSeenEntries();
  /** By the browser, whose buffer was full. */
  let dropped = 0;
  const restoredAt: number[] = [];
  const looked = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let observers: PerformanceObserver[] = [];
  /** It came back from the back/forward cache, where nobody could tell it whether its panel is still open. */
  let isUnsure = false;

  const flush = (): void => {
    clearTimeout(timer);
    timer = undefined;
    if (observers.length === 0 || isUnsure) return;
    const batch = { document: id, url: location.href, top: window === window.top && !isPrerendering(), timeOrigin: performance.timeOrigin, ...seen.take(), dropped: dropped + seen.lost(), restoredAt };
    void send({ type: 'timing', batch });
  };
  /**
   * Fails while the background is being put to sleep: then all is told again when the panel is back. Fails for good
   * once the extension was reloaded: this copy has nobody left to talk to.
   */
  const send = async (message: unknown): Promise<unknown> => {
    try {
      return await runtime.sendMessage(message);
    } catch {
      if (isOrphaned()) watch({ on: false, forget: true });
      else seen.rewind();
      return undefined;
    }
  };
  const ask = async (): Promise<void> => {
    const answer = await send({ type: 'hello' });
    if (isWatch(answer)) watch(answer);
  };
  const soon = (): void => {
    timer ??= setTimeout(flush, BATCH_MS);
  };
  const observe = (type: string, buffered: boolean): PerformanceObserver => {
    const observer = new PerformanceObserver((list, _observer, options?: { droppedEntriesCount?: number }) => {
      dropped = Math.max(dropped, options?.droppedEntriesCount ?? 0);
      seen.add(list.getEntries().map(pick));
      soon();
    });
    observer.observe({ type, buffered });
    return observer;
  };
  const watch = ({ on, forget, logSince }: Watch): void => {
    isUnsure = false;
    if (!on) {
      for (const observer of observers) observer.disconnect();
      observers = [];
      if (forget) forgetAll();
      return;
    }
    // Told again after the background lost its memory: it needs everything, and knows the numbers it had.
    seen.rewind();
    if (observers.length === 0) {
      // What passed while a panel had paused stays unseen; only the first look takes in the past, and the first for a panel that is new.
      const isLogged = logSince !== undefined && performance.timeOrigin > logSince;
      const types = isLogged ? ['navigation'] : ['navigation', 'resource'];
      observers = types.map((type) => observe(type, !looked.has(type)));
      for (const type of types) looked.add(type);
    }
    soon();
  };
  const forgetAll = (): void => {
    seen.forget();
    looked.clear();
    dropped = 0;
  };

  // Only now is it the page that the user sees: everything is told again, as the top document's.
  document.addEventListener('prerenderingchange', () => {
    seen.rewind();
    soon();
  });
  addEventListener('pagehide', flush);
  addEventListener('pageshow', (event) => {
    if (!event.persisted) return;
    restoredAt.push(performance.timeOrigin + event.timeStamp);
    isUnsure = true;
    // As soon as it may: what it requests next must not be shown beside the page that it replaces.
    void ask().then(flush);
  });
  runtime.onMessage.addListener((message) => {
    if (isWatch(message)) watch(message);
  });
  void ask();
}

/** The extension was reloaded or removed under this document; even asking can throw then. */
function isOrphaned(): boolean {
  try {
    return runtime.id === undefined;
  } catch {
    return true;
  }
}

/** Chromium's prerendered documents are top documents of no visible tab yet; the DOM types do not know them. */
const isPrerendering = (): boolean => (document as { readonly prerendering?: boolean }).prerendering === true;

function pick(entry: PerformanceEntry): Record<string, unknown> {
  const all = entry as unknown as Record<string, unknown>;
  return Object.fromEntries(FIELDS.map((field) => [field, all[field]]));
}

/** Of `BackgroundToContent`, what this side needs. */
interface Watch {
  readonly on: boolean;
  readonly forget?: boolean;
  readonly logSince?: number | undefined;
}

function isWatch(message: unknown): message is Watch {
  return typeof message === 'object' && message !== null && 'type' in message && message.type === 'watch' && 'on' in message && typeof message.on === 'boolean';
}
