/**
 * One request as a pool of HTTP/1 connections sees it: all that the choice of
 * a connection can depend on, and all that a connection can be known by.
 */
export interface Use {
  /** When it began to want a connection. */
  readonly asked: number;
  /** Its place in the browser's queue: of uses of one millisecond the lower came first, as a rule. */
  readonly turn: number;
  /** A script asked for it (fetch, XMLHttpRequest). */
  readonly scripted: boolean;
  /** When it got its connection, or began to open one; epoch ms. */
  readonly at: number;
  /** When its answer was there, and the connection free. A running request has it without end. */
  readonly end: number;
  /** When its answer began; `null` where nobody tells. */
  readonly answered: number | null;
  /** Orders those that end in one millisecond; `null` where nothing does. */
  readonly endOrder: number | null;
  readonly opened: boolean;
  /** How likely one that tells of a connect was sent on a connection that became free in that moment, if there was one; see `sentElsewhere`. */
  readonly elsewhere: number;
  /** How likely one more connection was made for it, which it did not use; see `spareOf`. */
  readonly spare: number;
  /** Of the answer's body as it was sent, compressed but without chunks: what Firefox sorts by. */
  readonly bodyBytes: number;
  readonly address: string | null;
  /** Nobody uses the connection after it. */
  readonly closes: boolean;
  /** How long the server says that it keeps the connection idle (`Keep-Alive: timeout`). */
  readonly keptMs: number | null;
  /** How many more the server allows (`Keep-Alive: max`). */
  readonly usesLeft: number | null;
  /** A document that is loaded for the user, and did not wait for its connection to be made: that is left to others of its kind. */
  readonly urgent: boolean;
  /** Made without credentials: it shares no connection with those that are made with them. */
  readonly anonymous: boolean;
}

/** Where one use was put. */
export interface Placed {
  /** The place, among the uses, of the first on its connection. */
  readonly first: number;
  /** 0..1 */
  readonly probability: number;
  /** Where else it may be, the likeliest first, each named by its first use. */
  readonly others: readonly { readonly first: number; readonly probability: number }[];
}
