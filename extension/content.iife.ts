/**
 * Runs in every frame, from document_start, while a panel is open anywhere. It observes
 * nothing until the background says that a panel of this tab is open, and
 * stops when the last one closes. No page can see it.
 */
import { runtime } from './webext-content.ts';

/** The fields that core/capture/resource-timing.ts reads; sending the rest costs more than it tells. */
const FIELDS = [
  'name', 'entryType', 'initiatorType', 'nextHopProtocol', 'deliveryType', 'startTime', 'workerStart', 'redirectStart', 'redirectEnd', 'fetchStart',
  'domainLookupStart', 'domainLookupEnd', 'connectStart', 'secureConnectionStart', 'connectEnd', 'requestStart', 'responseStart', 'responseEnd',
  'transferSize', 'decodedBodySize', 'responseStatus', 'domContentLoadedEventEnd', 'loadEventEnd',
] as const;

/** Messages are gathered this long, ms: one a batch instead of one an entry. */
const BATCH_MS = 400;

/** A second injection into the same document must find the first. The page's world is another one. */
const HERE = Symbol.for('reuse-lens');
const world = globalThis as typeof globalThis & { [HERE]?: true };

function start(): void {
  // Not `randomUUID`: that one is missing on plain http pages.
  const id = `${performance.timeOrigin}-${crypto.getRandomValues(new Uint32Array(2)).join('')}`;
  const seen: Record<string, unknown>[] = [];
  let sent = 0;
  let dropped = 0;
  let restoredAt: number | undefined;
  const looked = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let observers: PerformanceObserver[] = [];

  const flush = (): void => {
    clearTimeout(timer);
    timer = undefined;
    if (observers.length === 0) return;
    const batch = { document: id, url: location.href, top: window === window.top && !isPrerendering(), timeOrigin: performance.timeOrigin, first: sent, entries: seen.slice(sent), dropped, restoredAt };
    sent = seen.length;
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
      if (isOrphaned()) watch({ on: false });
      else sent = 0;
      return undefined;
    }
  };
  const soon = (): void => {
    timer ??= setTimeout(flush, BATCH_MS);
  };
  const observe = (type: string, buffered: boolean): PerformanceObserver => {
    const observer = new PerformanceObserver((list, _observer, options?: { droppedEntriesCount?: number }) => {
      dropped = Math.max(dropped, options?.droppedEntriesCount ?? 0);
      for (const entry of list.getEntries()) seen.push(pick(entry));
      soon();
    });
    observer.observe({ type, buffered });
    return observer;
  };
  const watch = ({ on, logSince }: Watch): void => {
    if (!on) {
      for (const observer of observers) observer.disconnect();
      observers = [];
      return;
    }
    // Told again after the background lost its memory: it needs everything, and knows the numbers it had.
    sent = 0;
    if (observers.length === 0) {
      // What passed while it was told not to look stays unseen; only the first look takes in the past.
      const isLogged = logSince !== undefined && performance.timeOrigin > logSince;
      const types = isLogged ? ['navigation'] : ['navigation', 'resource'];
      observers = types.map((type) => observe(type, !looked.has(type)));
      for (const type of types) looked.add(type);
    }
    soon();
  };

  // Only now is it the page that the user sees: everything is told again, as the top document's.
  document.addEventListener('prerenderingchange', () => {
    sent = 0;
    soon();
  });
  addEventListener('pagehide', flush);
  addEventListener('pageshow', (event) => {
    if (!event.persisted) return;
    restoredAt = performance.timeOrigin + event.timeStamp;
    // At once: what it requests next must not be shown beside the page that it replaces.
    flush();
  });
  runtime.onMessage.addListener((message) => {
    if (isWatch(message)) watch(message);
  });
  void send({ type: 'hello' }).then((answer) => {
    if (isWatch(answer)) watch(answer);
  });
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
  readonly logSince?: number | undefined;
}

function isWatch(message: unknown): message is Watch {
  return typeof message === 'object' && message !== null && 'type' in message && message.type === 'watch' && 'on' in message && typeof message.on === 'boolean';
}

if (!world[HERE]) {
  world[HERE] = true;
  start();
}
