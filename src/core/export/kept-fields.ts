import { REDACTED, type Tell } from '../base/sanitise.ts';
import { isSecretName } from '../base/secret-names.ts';
import { fieldsOf, listOf } from '../base/unknown.ts';
import { OWN_FIELDS } from '../model/har-fields.ts';
import type { Privacy } from './privacy.ts';
import { pairsOf } from './sanitise.ts';

/** How a person's secrets are taken out of what is kept. */
export interface Cleaner extends Pick<Privacy, 'url' | 'text' | 'pageId' | 'headers' | 'cookies'> {
  readonly tell: Tell;
}

/** What is written of a field; `undefined`: nothing. */
type Keep = (value: unknown, clean: Cleaner) => unknown;

/** A number, a yes or no, or words. */
const plain: Keep = (value, { text }) => (typeof value === 'string' ? text(value) : typeof value === 'object' && value !== null ? undefined : value);
const address: Keep = (value, { url }) => (typeof value === 'string' ? url(value) : undefined);
const page: Keep = (value, { pageId }) => (typeof value === 'string' ? pageId(value) : undefined);
const headers: Keep = (value, clean) => clean.headers(value);
const cookies: Keep = (value, clean) => clean.cookies(value);
/** They are in the URL as well, where they have been told of. */
const parameters: Keep = (value, { text }) => pairsOf(value).map((pair) => ({ name: pair.name, value: isSecretName(pair.name) ? REDACTED : text(pair.value) }));
/** `null` is what some write where they do not know. */
const numbers: Keep = (value, clean) => {
  const { _hidden: untold, ...told } = fieldsOf(value) ?? {};
  const names = list(plain)(untold, clean);
  return { ...Object.fromEntries(Object.entries(told).filter(([, inner]) => typeof inner === 'number' || inner === null)), ...(names === undefined ? {} : { _hidden: names }) };
};

/** @param bodies those of its fields that hold what was sent, of which nothing is written; however many, they are one body */
function record(shape: Readonly<Record<string, Keep>>, bodies: readonly string[] = []): Keep {
  const keeps = Object.entries(shape);
  return (value, clean) => {
    const fields = fieldsOf(value);
    if (fields === undefined) return plain(value, clean);
    if (bodies.some((name) => Object.hasOwn(fields, name) && fields[name] !== '' && fields[name] !== null)) clean.tell('body', '');
    return Object.fromEntries(keeps.flatMap(([name, keep]) => {
      const kept = Object.hasOwn(fields, name) ? keep(fields[name], clean) : undefined;
      return kept === undefined ? [] : [[name, kept]];
    }));
  };
}

const list = (keep: Keep): Keep => (value, clean) => listOf(value)?.map((item) => keep(item, clean));
/** That there is one is all that is read of it. */
const sign = record({});
const named = (keep: Keep, ...names: readonly string[]): Readonly<Record<string, Keep>> => Object.fromEntries(names.map((name) => [name, keep]));

/**
 * The fields of a HAR entry that are written when secrets are left out: HAR
 * 1.2's own and those that are read from entries (core/capture,
 * core/capture/logged.ts). Tools add others without number
 * (`_requestCookies`, `_rawRequest`, `_body`…), and nobody knows in which of
 * them a secret lies.
 */
const ENTRY = record({
  ...named(plain, 'startedDateTime', 'time', 'serverIPAddress', '_ip_addr', 'connection', '_connectionId', '_connectionReused', '_protocol', '_resourceType', '_priority', '_fromCache', '_securityState', '_error', '_opening', '_basis', '_noConnection', '_proxyAddress', '_run', '_source', '_duration', '_open'),
  _hidden: list(plain),
  ...named(sign, ...OWN_FIELDS.flatMap(([, names]) => names)),
  pageref: page,
  request: record({ _hidden: list(plain), ...named(plain, 'method', 'httpVersion', 'headersSize', 'bodySize'), url: address, headers, cookies, queryString: parameters, postData: record({ mimeType: plain }, ['text', 'params']) }),
  response: record({
    ...named(plain, 'status', 'statusText', 'httpVersion', 'headersSize', 'bodySize', '_transferSize', '_error', '_failureText', '_fetchedViaServiceWorker'),
    _hidden: list(plain),
    headers,
    cookies,
    content: record(named(plain, 'size', 'mimeType', 'compression'), ['text']),
    redirectURL: address,
  }),
  cache: sign,
  timings: numbers,
  _initiator: record({ type: plain, url: address }),
  _webSocketMessages: list(record(named(plain, 'type', 'time', 'opcode'), ['data'])),
  _eventSourceMessages: list(record(named(plain, 'time', 'eventName'), ['data', 'eventId'])),
});

/** An entry as some tool wrote it, less what is not known to hold no secret. */
export const keptOfEntry = (entry: unknown, clean: Cleaner): unknown => ENTRY(entry, clean);

/** What is of our own making and no deeper than we made it, its words cleaned. */
export function cleanedWords(value: unknown, text: Privacy['text']): unknown {
  if (typeof value === 'string') return text(value);
  if (Array.isArray(value)) return value.map((item) => cleanedWords(item, text));
  const fields = fieldsOf(value);
  return fields === undefined ? value : Object.fromEntries(Object.entries(fields).map(([name, inner]) => [name, cleanedWords(inner, text)]));
}
