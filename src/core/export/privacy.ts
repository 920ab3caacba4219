import { REDACTED, sanitiseUrl, type Tell } from '../base/sanitise.ts';
import { isSecretName } from '../base/secret-names.ts';
import { isNetworkUrl } from '../base/url.ts';
import { fieldsOf, listOf, textOf } from '../base/unknown.ts';
import { pairsOf, sanitiseHeaders, sanitiseLoose, type Header } from './sanitise.ts';

/** What of a person's secrets goes into a file: by default none, else everything as it came. */
export interface Privacy {
  /** Of a log of the whole browser: hosts that requests of the recording went to, or all that it names. */
  readonly hosts: 'of-requests' | 'all';
  url(url: string): string;
  /** A page's title, which may be its URL, or free text with a person's name in it; `null`: it is not written. */
  title(title: string): string | null;
  headers(raw: unknown): readonly Header[];
  cookies(raw: unknown): readonly unknown[];
  /** A body, whatever its shape; `undefined`: nothing is written of it. */
  body(raw: unknown): unknown;
  /** An entry, or part of one, as some tool wrote it. */
  raw(value: unknown): unknown;
}

/** What to do with them. */
export type Secrets = 'remove' | 'keep';

export const KEEPING: Privacy = {
  hosts: 'all',
  url: (url) => url,
  title: (title) => title || null,
  headers: pairsOf,
  cookies: (raw) => listOf(raw) ?? [],
  body: (raw) => raw,
  raw: (value) => value,
};

export const privacyOf = (secrets: Secrets): Privacy => (secrets === 'keep' ? KEEPING : sanitising());

/** @param tell hears of each thing that is left out */
export function sanitising(tell: Tell = () => undefined): Privacy {
  const cookies = (raw: unknown): readonly unknown[] => {
    for (const cookie of listOf(raw) ?? []) tell('cookie', textOf(fieldsOf(cookie)?.['name']) ?? '');
    return [];
  };
  const body = (raw: unknown): undefined => {
    if (raw !== undefined && raw !== '') tell('body', '');
  };
  return { hosts: 'of-requests', url: (url) => sanitiseUrl(url, tell), title: (title) => (isNetworkUrl(title) ? sanitiseUrl(title, tell) : null), headers: (raw) => sanitiseHeaders(raw, tell), cookies, body, raw: (value) => sieve(value, '', 0) };

  /** Fields are told by their names: nobody knows all that tools add to HAR. */
  function sieve(value: unknown, key: string, depth: number): unknown {
    if (typeof value === 'string') return line(value, key);
    // Whatever lies deeper than any HAR goes is no fact about connections.
    if (typeof value !== 'object' || value === null) return value;
    if (depth > DEEPEST) return null;
    if (Array.isArray(value)) return listed(value, key, depth);
    const fields = Object.entries(value);
    const kept = fields.filter(([name, inner]) => !isBody(key, name, inner));
    // A body may be there as a text and as parameters: it is one.
    if (fields.some(([name, inner]) => isBody(key, name, inner) && inner !== '')) tell('body', '');
    return Object.fromEntries(kept.map(([name, inner]) => [name, sieve(inner, name, depth + 1)]));
  }

  function listed(list: readonly unknown[], key: string, depth: number): readonly unknown[] {
    if (/cookies$/i.test(key)) return cookies(list);
    return list.map((item) => {
      const [pair] = pairsOf([item]);
      const isSecret = pair !== undefined && isSecretName(pair.name);
      if (!isSecret) return sieve(item, key, depth + 1);
      // A parameter's other spelling, in the URL, has been told of.
      if (/headers$/i.test(key)) tell('header', pair.name.toLowerCase());
      return { ...fieldsOf(item), value: REDACTED };
    });
  }

  function line(text: string, key: string): string {
    if (text === REDACTED || text === '') return text;
    // `"_headers": ["cookie: a=b"]`, as WebPageTest writes them.
    const header = /^([\w-]+): /.exec(text)?.[1];
    const isHeader = header !== undefined && isSecretName(header);
    if (!isHeader && !isSecretName(key)) return sanitiseLoose(text, tell);
    tell('header', (isHeader ? header : key).toLowerCase());
    return isHeader ? `${header}: ${REDACTED}` : REDACTED;
  }
}

/** No HAR is nested deeper; Chromium's stacks of asynchronous calls come close. */
const DEEPEST = 64;

/** Where the words of bodies are, by the field that they lie in; messages are bodies, too. */
const BODIES: Readonly<Record<string, readonly string[]>> = { content: ['text', 'encoding'], postData: ['text', 'params'], _webSocketMessages: ['data'], _eventSourceMessages: ['data', 'eventId'] };

const isBody = (key: string, name: string, value: unknown): boolean => BODIES[key]?.includes(name) === true || (typeof value === 'string' && /body$/i.test(name));
