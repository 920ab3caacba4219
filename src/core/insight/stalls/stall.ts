import type { Instant } from '../../base/units.ts';

/** Why a request waited before it had a connection. A closed list: exports and filters name them. */
export type StallWhy =
  /** All connections that HTTP/1 may open to the origin were in use. */
  | 'slots'
  /** The same, and streams or long polls held most of them. */
  | 'pinned'
  /** The same, and answers whose bodies had begun and did not end held most of them. */
  | 'unread-body'
  /** For the handshake that another request had begun. */
  | 'handshake'
  /** HTTP/2 or HTTP/3: as many requests were on the connection as servers commonly allow; what this one allows HAR does not tell. */
  | 'stream-limit'
  /** The browser's own scheduler held it back. */
  | 'scheduler'
  /** To find out which proxy to use. */
  | 'proxy'
  /** For the answer to the OPTIONS that CORS sends ahead of it. */
  | 'preflight'
  /** For another request of the same address that was writing to the cache. */
  | 'cache-lock'
  | 'unknown';

const FOR_SLOT: ReadonlySet<StallWhy> = new Set(['slots', 'pinned', 'unread-body']);

/** All that HTTP/1 may open were in use, whatever held them. */
export const isForSlot = (stall: Pick<Stall, 'why'> | undefined): boolean => stall !== undefined && FOR_SLOT.has(stall.why);

export interface Holder {
  /** id */
  readonly request: string;
  /** Until when it held what was waited for; `null` while it does. */
  readonly until: Instant | null;
}

export interface Stall {
  readonly ms: number;
  readonly why: StallWhy;
  readonly confidence: 'certain' | 'likely' | 'guess';
  /** Those that held what it waited for, the longest first. */
  readonly holders: readonly Holder[];
  readonly evidence: readonly string[];
}
