import { fieldsOf, listOf } from '../src/core/base/unknown.ts';
import { createFinishedCounts, fingerprint, isDated } from './finished-counts.ts';
import { networkLog } from './webext.ts';

/** HAR entries of one tab since it was first followed, numbered from 0. */
export interface NetworkLog {
  /** Takes in what the browser's own log already has, and from now on all that it tells. */
  follow(): void;
  /** Looks, soon, for requests that run and have not finished. */
  look(): void;
  /** Looks, soon, if something ran when it last looked; not while it rests. */
  lookAgain(): void;
  /** No more looks until the next is asked for. */
  rest(): void;
  /** Delivers again everything from this number on. */
  repeat(from: number): void;
  forget(before: number): void;
}

export interface Deliver {
  finished(first: number, entries: readonly unknown[]): void;
  /** Each of them was delivered as finished when it still ran; these are as they ended. */
  corrected(entries: readonly unknown[]): void;
  /**
   * All that run. Only Chromium's log has them; in Firefox asking for the
   * whole log while requests run can keep it from telling of their end (seen
   * 1 time in 5 under load). Where this is missing nobody looks.
   */
  readonly open?: (entries: readonly unknown[]) => void;
  /** Whether somebody takes what is delivered, and says what need not be kept. Where this is missing somebody does. */
  readonly isHeard?: () => boolean;
}

/** Finished entries are gathered this long, ms: no panel shows more often what it has (src/ui/base/polite-schedule.ts). */
const BATCH_MS = 200;
/** After something has finished, ms. The browser builds its whole log for every look, some 100 ms for 200 entries: each waits in proportion to what the last one took, too. */
const LOOK_MS = 5000;
/** When something is known to have begun. */
const EARLY_LOOK_MS = 300;
/** When nothing is known: what begins tells nobody, but for webRequest, if that may be heard. */
const IDLE_LOOK_MS = 10_000;
const LOOK_COST_FACTOR = 20;
/** Kept while nobody hears it: no more than the newest page could need, and a page that polls does so for days. */
const UNHEARD_LIMIT = 2000;

export function createNetworkLog(deliver: Deliver): NetworkLog {
  let first = 0;
  let entries: unknown[] = [];
  let delivered = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let lookTimer: ReturnType<typeof setTimeout> | undefined;
  let lookAt = 0;
  let lookCost = 0;
  let running: readonly unknown[] = [];
  let isFilled = false;
  let isResting = false;
  /** Of all that finished, whether we still keep it or not. */
  const finished = createFinishedCounts();
  /** Of those, what the browser's log had before the browser told that it finished: it may still tell. */
  const untold = new Map<string, unknown[]>();

  const forgetOldest = (wanted: number): void => {
    const count = Math.min(Math.max(wanted, 0), entries.length);
    entries = entries.slice(count);
    first += count;
  };
  const flush = (): void => {
    clearTimeout(timer);
    timer = undefined;
    if (deliver.isHeard?.() === false) forgetOldest(entries.length - UNHEARD_LIMIT);
    const from = Math.max(delivered, first);
    delivered = first + entries.length;
    if (delivered <= from) return;
    deliver.finished(from, entries.slice(from - first));
    // What has just finished runs no more: nobody may count it twice until the next look.
    nowRunning(running.filter((entry) => !finished.has(entry)));
  };
  const nowRunning = (found: readonly unknown[]): void => {
    if (found.length === 0 && running.length === 0) return;
    running = found;
    deliver.open?.(running);
  };
  const lookNow = async (): Promise<void> => {
    lookTimer = undefined;
    const begun = performance.now();
    const log = await readLog();
    lookCost = performance.now() - begun;
    // Counted only now: while the browser made its log, more may have finished.
    flush();
    if (log !== null) {
      nowRunning(finished.unfinishedIn(log));
      finished.forgetBefore(log);
    }
    lookLater();
  };
  /** The end of what runs, or the next start, will be seen by looking again. */
  const lookLater = (): void => look(running.length > 0 ? RUNNING_LOOK_MS : IDLE_LOOK_MS);
  const look = (after = LOOK_MS): void => {
    const at = performance.now() + Math.max(after, lookCost * LOOK_COST_FACTOR);
    if (deliver.open === undefined || !isFilled || isResting || (lookTimer !== undefined && lookAt <= at)) return;
    clearTimeout(lookTimer);
    lookAt = at;
    lookTimer = setTimeout(() => void lookNow(), at - performance.now());
  };
  const flushSoon = (): void => {
    if (isFilled) timer ??= setTimeout(flush, BATCH_MS);
  };

  const add = (request: unknown): void => {
    const entry = slim(request);
    const before = untold.get(fingerprint(entry))?.shift();
    if (before !== undefined) {
      if (lengthOf(before) === lengthOf(entry)) return;
      // Whoever asks for it again, or for the first time, gets it as it ended.
      entries = entries.map((kept) => (kept === before ? entry : kept));
      return deliver.corrected([entry]);
    }
    entries.push(entry);
    if (!isFilled || deliver.open !== undefined) finished.add(entry);
    flushSoon();
    look();
  };
  const backfill = async (): Promise<void> => {
    const begun = performance.now();
    const log = (await readLog()) ?? [];
    lookCost = performance.now() - begun;
    const missed = finished.unfinishedIn(log).filter(hasEnded);
    for (const entry of missed) {
      finished.add(entry);
      if (isDated(entry)) untold.set(fingerprint(entry), [...(untold.get(fingerprint(entry)) ?? []), entry]);
    }
    // They came before what was told meanwhile, which has waited for them.
    entries = [...missed, ...entries];
    isFilled = true;
    flush();
    // What still runs, a WebSocket perhaps, may be all that happens for a long time.
    if (deliver.open !== undefined) nowRunning(finished.unfinishedIn(log).filter((entry) => !hasEnded(entry)));
    // Nobody will look again.
    else finished.forgetAll();
    lookLater();
  };

  return {
    follow() {
      networkLog.onFinished(add);
      void backfill();
    },
    look() {
      isResting = false;
      look(EARLY_LOOK_MS);
    },
    lookAgain: () => running.length > 0 && look(EARLY_LOOK_MS),
    rest() {
      isResting = true;
      clearTimeout(lookTimer);
      lookTimer = undefined;
    },
    repeat(from) {
      delivered = Math.max(from, first);
      flush();
    },
    forget: (before) => forgetOldest(before - first),
  };
}

/** While something runs, ms between looks. */
const RUNNING_LOOK_MS = 1000;

/** `null`: the browser gave none, this time. */
async function readLog(): Promise<readonly unknown[] | null> {
  const log = fieldsOf(await networkLog.read().catch(() => null));
  if (log === undefined) return null;
  const entries = log['entries'] ?? fieldsOf(log['log'])?.['entries'];
  return (listOf(entries) ?? []).map(slim);
}

/**
 * In a log that is read once nothing but this tells a running request from a
 * finished one. Chromium sets `receive` of a WebSocket when it has closed, or
 * was refused; of all others with each piece of the body (measured). So what
 * streams is taken for finished, and corrected when it is; an EventSource,
 * which streams as a rule, is taken to run, unless Resource Timing knows its
 * end.
 */
function hasEnded(entry: unknown): boolean {
  const fields = fieldsOf(entry);
  const response = fieldsOf(fields?.['response']);
  if (fields === undefined || response === undefined) return false;
  if (typeof response['_error'] === 'string' || '_fromCache' in fields) return true;
  const kind = fields['_resourceType'];
  const receive = fieldsOf(fields['timings'])?.['receive'];
  const hasBody = typeof receive === 'number' && receive > 0;
  return kind === 'websocket' ? hasBody : hasBody && response['status'] !== 0 && kind !== 'eventsource';
}

const lengthOf = (entry: unknown): unknown => fieldsOf(entry)?.['time'];

/** Without functions (they can't be cloned), bodies and call stacks (we never show them). */
function slim(request: unknown): unknown {
  const fields = fieldsOf(request);
  if (fields === undefined) return null;
  const { _initiator, response, ...rest } = fields;
  const plain = Object.fromEntries(Object.entries(rest).filter(([, value]) => typeof value !== 'function'));
  // Only where it was: its presence tells the dialect.
  const by = fieldsOf(_initiator);
  const initiator = by === undefined ? {} : { _initiator: { type: by['type'], url: by['url'] } };
  return { ...plain, ...initiator, request: withoutText(fields['request'], 'postData'), response: withoutText(response, 'content') };
}

function withoutText(part: unknown, field: string): unknown {
  const inner = fieldsOf(fieldsOf(part)?.[field]);
  return inner === undefined ? part : { ...fieldsOf(part), [field]: { ...inner, text: undefined } };
}
