import type { Logged, StreamMessage } from '../../core/model/observation.ts';
import type { Packer } from './packing.ts';

// Where each stands in its row, from the first on:
const FLAGS = 0;
const INITIATOR = 1;
const INITIATOR_URL = 2;
const LINK = 3;
const STRICT_TRANSPORT_SECURITY = 4;
const ACCESS_CONTROL_MAX_AGE = 5;
const ASKS_LEAVE = 6;
/** How many codes it takes. */
export const LOGGED_CODES = 7;

const NOTHING = -1;
const ANSWER_HEADERS = ['none', 'few', 'all'] as const satisfies readonly Logged['answerHeaders'][];
/** Above the place in `ANSWER_HEADERS`. */
const IS_DELIMITED = 4;
const ASKS_TO_CLOSE = 8;
const IS_CREDENTIALLESS = 16;

/** All but messages, which few have. */
export function packLogged(to: Packer, logged: Logged | null): void {
  to.code(logged === null ? NOTHING : ANSWER_HEADERS.indexOf(logged.answerHeaders) + (logged.isDelimited ? IS_DELIMITED : 0) + (logged.asksToClose ? ASKS_TO_CLOSE : 0) + (logged.isCredentialless ? IS_CREDENTIALLESS : 0));
  to.word(logged?.initiator?.type ?? null);
  to.word(logged?.initiator?.url ?? null);
  to.word(logged?.link ?? null);
  to.word(logged?.strictTransportSecurity ?? null);
  to.word(logged?.accessControlMaxAge ?? null);
  to.word(logged?.asksLeave ?? null);
}

/** @param wordAt and @param codeAt of a place from the first on */
export function loggedIn({ codeAt, wordAt, messages }: { readonly codeAt: (place: number) => number; readonly wordAt: (place: number) => string | null; readonly messages: readonly StreamMessage[] | null }): Logged | null {
  const flags = codeAt(FLAGS);
  if (flags === NOTHING) return null;
  const type = wordAt(INITIATOR);
  return {
    initiator: type === null ? null : { type, url: wordAt(INITIATOR_URL) },
    link: wordAt(LINK),
    strictTransportSecurity: wordAt(STRICT_TRANSPORT_SECURITY),
    accessControlMaxAge: wordAt(ACCESS_CONTROL_MAX_AGE),
    isCredentialless: (flags & IS_CREDENTIALLESS) !== 0,
    answerHeaders: ANSWER_HEADERS[flags % IS_DELIMITED]!,
    isDelimited: (flags & IS_DELIMITED) !== 0,
    asksLeave: wordAt(ASKS_LEAVE),
    asksToClose: (flags & ASKS_TO_CLOSE) !== 0,
    messages,
  };
}
