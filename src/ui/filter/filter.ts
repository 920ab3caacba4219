import type { Analysis } from '../../core/model/analysis.ts';
import { candidatesOf } from '../../core/model/candidates.ts';
import type { Connection } from '../../core/model/connection.ts';
import { isSurelyPlaced } from '../../core/model/placing.ts';
import { PROTOCOLS, type Protocol } from '../../core/model/protocol.ts';
import type { Request } from '../../core/model/request.ts';
import { FAMILIES, familyOf } from '../base/Badge.tsx';
import { nearest } from './nearest.ts';
import { isStalled } from '../../timeline/stalls.ts';
import { CLOSED, closedText, NO_CONNECTION, UNKNOWN } from '../../timeline/words.ts';

export type Test = (request: Request) => boolean;

export interface Parsed {
  readonly test: Test | null;
  /** What to say about the first word that nobody understands. */
  readonly problem: string | null;
}

export const KEYS = ['is', 'proto', 'stalled', 'setup', 'origin', 'conn', 'reason', 'type'] as const;
type Key = (typeof KEYS)[number];

/** Asked for what somebody types: an object would have a `constructor` as well. */
const IS: ReadonlyMap<string, (analysis: Analysis) => Test> = new Map(Object.entries<(analysis: Analysis) => Test>({
  new: () => (request) => request.origination.opening === 'new',
  reused: () => (request) => request.origination.opening === 'reused',
  earlier: () => (request) => request.origination.opening === 'opened-earlier',
  none: () => (request) => request.origination.opening === 'none',
  unknown: () => (request) => request.origination.opening === 'unknown',
  stalled: () => isStalled,
  estimated: () => (request) => request.origination.basis === 'inferred',
  unsure: () => (request) => !isSurelyPlaced(request),
  coalesced: (analysis) => {
    const shared = new Map(analysis.connections.map((connection) => [connection.id, connection.origins]));
    return (request) => {
      const origins = request.connection === null ? undefined : shared.get(request.connection);
      return origins !== undefined && origins[0] !== request.origin;
    };
  },
}));

export const IS_WORDS: readonly string[] = [...IS.keys()];

/** Words AND; `-` negates; `>` and `<` compare ms; free text is looked for in the URL. */
export function parseFilter(text: string, analysis: Analysis): Parsed {
  const tests: Test[] = [];
  for (const word of text.split(/\s+/).filter(Boolean)) {
    // The first key of a negation asks for nothing yet.
    if (word === '-') continue;
    const negated = word.startsWith('-');
    const read = readWord(negated ? word.slice(1) : word, analysis);
    if (typeof read === 'string') return { test: null, problem: read };
    if (read === null) continue;
    tests.push(negated ? (request) => !read(request) : read);
  }
  return { test: tests.length === 0 ? null : (request) => tests.every((test) => test(request)), problem: null };
}

/** `null`: it asks for nothing yet. */
function readWord(word: string, analysis: Analysis): Test | string | null {
  const colon = word.indexOf(':');
  const free = word.toLowerCase();
  if (colon <= 0 || isAddress(word)) return (request) => request.url.toLowerCase().includes(free);
  const key = word.slice(0, colon);
  const value = word.slice(colon + 1).toLowerCase();
  if (!isKey(key)) return `Unknown filter word: ${key}. ${hint(key, KEYS, 'Known words')}`;
  return value === '' ? null : testOf(key, value, analysis);
}

/** `https://…`, `localhost:8080`, `www.shop.example:80/cart`; where a word could be meant (`stlaled:100`), it is one. */
function isAddress(word: string): boolean {
  if (/^[a-z]+:\/\//i.test(word) || word.startsWith('[')) return true;
  const host = /^([\w.-]+):\d{2,5}(?:[/?#]|$)/.exec(word)?.[1];
  return host !== undefined && (host.includes('.') || (!isKey(host) && nearest(host, KEYS) === null));
}

const isKey = (word: string): word is Key => (KEYS as readonly string[]).includes(word);

function hint(word: string, known: readonly string[], title: string, prefix = ''): string {
  const near = nearest(word, known);
  return near === null ? `${title}: ${known.join(', ')}.` : `Did you mean ${prefix}${near}?`;
}

function testOf(key: Key, value: string, analysis: Analysis): Test | string {
  switch (key) {
    case 'is':
      return IS.get(value)?.(analysis) ?? unknownValue('is', value, IS_WORDS);
    case 'proto':
      return protocolTest(value);
    case 'stalled':
      return compare(value, (request) => request.stalled);
    case 'setup':
      return compare(value, (request) => request.setup);
    case 'origin':
      return (request) => request.origin.toLowerCase().includes(value);
    case 'conn':
      return connTest(value, analysis);
    case 'reason':
      return reasonTest(value, analysis);
    case 'type':
      return typeTest(value, analysis);
  }
}

const unknownValue = (key: Key, value: string, known: readonly string[]): string => `Unknown value: ${key}:${value}. ${hint(value, known, 'Known values', `${key}:`)}`;

function protocolTest(value: string): Test | string {
  const isMeant = (protocol: Protocol): boolean => protocol.startsWith(value) || familyOf(protocol) === value;
  if (!PROTOCOLS.some(isMeant)) return unknownValue('proto', value, [...new Set<string>([...FAMILIES, ...PROTOCOLS])]);
  return ({ protocol }) => protocol !== null && isMeant(protocol);
}

/** What browsers name; a recording may have none of them, or others. */
const TYPES = ['document', 'stylesheet', 'script', 'image', 'media', 'font', 'fetch', 'xhr', 'eventsource', 'websocket', 'manifest', 'ping', 'preflight', 'other'] as const;

function typeTest(value: string, { requests }: Analysis): Test | string {
  const isOfType: Test = ({ resourceType }) => resourceType?.toLowerCase().includes(value) === true;
  if (TYPES.some((type) => type.includes(value)) || requests.some(isOfType)) return isOfType;
  return unknownValue('type', value, [...new Set([...TYPES, ...requests.flatMap(({ resourceType }) => resourceType?.toLowerCase() ?? [])])]);
}

function compare(value: string, of: (request: Request) => number | null): Test | string {
  const match = /^([<>]?)(\d+(?:\.\d+)?)(ms|s)?$/.exec(value);
  if (match === null) return `Not a time: ${value}. Write >100 or <2s.`;
  const limit = Number(match[2]) * (match[3] === 's' ? 1000 : 1);
  // A hidden figure is neither above nor below anything.
  return (request) => {
    const ms = of(request);
    return ms !== null && (match[1] === '<' ? ms < limit : ms > limit);
  };
}

/** What one types of a connection: a word. Of several runs of the browser ("#58 of run 2") those that have the number. */
export const wordOf = ({ label }: Connection): string => label.replace(/ .*$/, '').toLowerCase();

function connTest(value: string, analysis: Analysis): Test {
  const ids = new Set(analysis.connections.filter((connection) => [value, `#${value}`, `~${value}`].includes(wordOf(connection))).map(({ id }) => id));
  // Also those that may have been on it.
  return (request) => candidatesOf(request).some((id) => ids.has(id));
}

/** All that a browser may tell without a NetLog, which has words of its own for how a connection ended. */
const REASONS = [CLOSED, NO_CONNECTION, UNKNOWN].flatMap((words) => Object.keys(words));

function reasonTest(value: string, { connections }: Analysis): Test | string {
  const endsSo = (connection: Connection): boolean => connection.closed !== null && `${connection.closed.reason} ${closedText(connection)}`.toLowerCase().includes(value);
  const ids = new Set(connections.filter(endsSo).map(({ id }) => id));
  if (ids.size === 0 && !REASONS.some((reason) => reason.includes(value))) return unknownValue('reason', value, REASONS);
  return ({ connection, origination }) =>
    (connection !== null && ids.has(connection)) || ('reason' in origination && origination.reason.includes(value));
}
