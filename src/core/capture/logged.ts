import { fieldsOf, listOf, numberOf, textOf, type Fields } from '../base/unknown.ts';
import { LOGGED_HEADERS, LOGGED_REQUEST_HEADERS, saysClose, type Logged, type StreamMessage } from '../model/observation.ts';
import { headerPicker } from './headers.ts';

/** What a HAR entry says beside what every request has, of any writer. */
export function readLogged(entry: Fields, request: Fields, response: Fields): Logged {
  const answered = ANSWERED(response['headers']);
  const asked = ASKED(request['headers']);
  return {
    initiator: initiatorIn(entry),
    link: answered?.link ?? null,
    strictTransportSecurity: answered?.['strict-transport-security'] ?? null,
    accessControlMaxAge: answered?.['access-control-max-age'] ?? null,
    isCredentialless: /^credentialless *(;|$)/.test(answered?.['cross-origin-embedder-policy'] ?? ''),
    answerHeaders: (listOf(response['headers'])?.length ?? 0) === 0 ? 'none' : isFew(response) ? 'few' : 'all',
    isDelimited: answered?.['content-length'] !== undefined || answered?.['transfer-encoding'] !== undefined,
    asksLeave: request['method'] === 'OPTIONS' ? (asked?.['access-control-request-method'] ?? null) : null,
    asksToClose: asked?.connection !== undefined && saysClose({ connection: asked.connection }),
    messages: messagesIn(entry['_webSocketMessages']) ?? messagesIn(entry['_eventSourceMessages']),
  };
}

const ANSWERED = headerPicker(LOGGED_HEADERS);
const ASKED = headerPicker(LOGGED_REQUEST_HEADERS);

const isFew = (response: Fields): boolean => (listOf(response['_hidden']) ?? []).includes('headers');

function initiatorIn(entry: Fields): Logged['initiator'] {
  const initiator = fieldsOf(entry['_initiator']);
  const type = textOf(initiator?.['type']);
  return type === undefined ? null : { type, url: textOf(initiator?.['url']) ?? null };
}

/** Chromium writes seconds. */
function messagesIn(value: unknown): readonly StreamMessage[] | null {
  return (
    listOf(value)?.flatMap((item) => {
      const message = fieldsOf(item);
      const seconds = numberOf(message?.['time']);
      return message && seconds !== undefined ? [{ type: textOf(message['type']) ?? 'receive', at: seconds * 1000 }] : [];
    }) ?? null
  );
}
