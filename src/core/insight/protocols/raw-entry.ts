import { fieldsOf, listOf, numberOf, textOf, type Fields } from '../../base/unknown.ts';
import type { Request } from '../../model/request.ts';

/**
 * What only the network log's own entry tells of a request. Everything here is
 * absent for requests that no log named (Resource Timing alone) and for
 * entries that were given up.
 */
export function rawEntryOf(request: Request): Fields | undefined {
  return fieldsOf(request.observations.find((seen) => seen.source === 'har')?.raw);
}

/** A header of the request as it was sent, or `undefined` where nobody tells or it was not sent. */
export const requestHeader = (entry: Fields | undefined, name: string): string | undefined => headerIn(fieldsOf(entry?.['request']), name);

/** A header of the answer; repeated ones joined as RFC 9110 section 5.3 allows. */
export const responseHeader = (entry: Fields | undefined, name: string): string | undefined => headerIn(fieldsOf(entry?.['response']), name);

function headerIn(message: Fields | undefined, name: string): string | undefined {
  let joined: string | undefined;
  for (const item of listOf(message?.['headers']) ?? []) {
    const header = fieldsOf(item);
    const called = header?.['name'];
    const value = header?.['value'];
    // The length first: a big file has millions of headers.
    if (typeof called !== 'string' || called.length !== name.length || called.toLowerCase() !== name || typeof value !== 'string') continue;
    joined = joined === undefined ? value : `${joined}, ${value}`;
  }
  return joined;
}

/** False in a HAR that we wrote of a log that has a few headers, not all: nothing follows from one that is missing. */
export const hasAllHeaders = (entry: Fields): boolean => !(listOf(fieldsOf(entry['response'])?.['_hidden']) ?? []).includes('headers');

/** Who asked for it, in Chromium's words: `parser` for markup, `script`, `preload`… and the URL of that document or script. */
export function initiatorOf(entry: Fields | undefined): { readonly type: string | null; readonly url: string | null } {
  const initiator = fieldsOf(entry?.['_initiator']);
  return { type: textOf(initiator?.['type']) ?? null, url: textOf(initiator?.['url']) ?? null };
}

/** One message of a WebSocket or an event stream; Chromium's log has them, Firefox's has not. */
export interface RawMessage {
  readonly type: string;
  /** Epoch ms: the log says seconds. */
  readonly at: number;
}

/** `null` where the source has no such list: that is not the same as no messages. */
export function rawMessages(entry: Fields | undefined, field: '_webSocketMessages' | '_eventSourceMessages'): readonly RawMessage[] | null {
  const list = listOf(entry?.[field]);
  if (!list) return null;
  return list.flatMap((item) => {
    const message = fieldsOf(item);
    const seconds = numberOf(message?.['time']);
    return message && seconds !== undefined ? [{ type: textOf(message['type']) ?? 'receive', at: seconds * 1000 }] : [];
  });
}
