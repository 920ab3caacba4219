import { originOrScheme } from '../../core/base/url.ts';
import { setupLength } from '../../core/analysis/moments.ts';
import { instant, type Instant } from '../../core/base/units.ts';
import { CONNECTION_HEADERS, type Asked, type ConnectionHeaders, type ConnectSign, type HarDialect, type HarObservation, type NoConnection, type StreamMessage } from '../../core/model/observation.ts';
import { lengthOf, PHASES, type Phase, type Phases } from '../../core/model/phase.ts';
import type { Problem } from '../../core/model/problem.ts';
import type { Protocol } from '../../core/model/protocol.ts';
import type { Origination, Request } from '../../core/model/request.ts';
import { keyOf, packKey } from './packed-key.ts';
import { loggedIn, LOGGED_CODES, packLogged } from './packed-logged.ts';
import { PackedPhases, packPhaseStates, packPhaseTimes, phaseIn } from './packed-phases.ts';
import type { Packed, Packer } from './packing.ts';

/** What the file's entries tell, one row of numbers and codes for each. */
export interface HeardTable extends Omit<Packed, 'words'> {
  /** Those of all parcels. */
  readonly allWords: readonly (string | null)[];
  readonly allAsked: readonly Asked[];
  /** Of the few rows that have any. */
  readonly problems: ReadonlyMap<number, readonly Problem[]>;
  readonly messages: ReadonlyMap<number, readonly StreamMessage[]>;
  /** The key of each. */
  readonly keys: readonly string[];
}

/** What the analysis adds to it, one row of codes for each request. */
export interface AssignedTable {
  readonly codes: Int32Array;
  /** Those of all parcels. */
  readonly allWords: readonly (string | null)[];
  readonly allOriginations: readonly Origination[];
  readonly allPlacings: readonly Request['placing'][];
  /** Of the few rows that have any. */
  readonly problems: ReadonlyMap<number, readonly Problem[]>;
}

// Where each fact stands in its row. Numbers that an entry tells:
const START = 0;
const END = 1;
const QUEUED = 2;
const PROXIED = 3;
const TRANSFER_SIZE = 4;
const STATUS = 5;
const BODY_SIZE = 6;
/** Start and end of each. */
const PHASE_TIMES = 7;
const NUMBERS = PHASE_TIMES + 2 * PHASES.length;

// Codes that an entry tells:
const KEY = 0;
const KEY_NUMBER = 1;
const URL = 2;
const ORIGIN = 3;
const METHOD = 4;
const PROTOCOL = 5;
const RESOURCE_TYPE = 6;
const PRIORITY = 7;
const REMOTE_ADDRESS = 8;
const ASKED = 9;
const ERROR = 10;
const DIALECT = 11;
const DATED = 12;
const REPORTED_CONNECTION = 13;
const CONNECT = 14;
const NO_CONNECTION = 15;
const PAGEREF = 16;
const REDIRECT_TO = 17;
const RUN = 18;
const PHASE_STATES = 19;
const IS_PROXY_ADDRESS = PHASE_STATES + PHASES.length;
const HEADERS = IS_PROXY_ADDRESS + 1;
const LOGGED = HEADERS + CONNECTION_HEADERS.length;
const CODES = LOGGED + LOGGED_CODES;

// Codes that the analysis adds:
const ENTRY = 0;
const ORIGINATION = 1;
const CONNECTION = 2;
const PAGE = 3;
const PLACING = 4;
const ASSIGNED = 5;

export const requestsIn = ({ codes }: Pick<AssignedTable, 'codes'>): number => codes.length / ASSIGNED;
/** Which of all entries a request is of. */
export const entryOf = (codes: Int32Array, row: number): number => codes[row * ASSIGNED + ENTRY]!;

/** Without the entry as it came, which stays in the file. */
export function packHeard(to: Packer, har: HarObservation, placeOf: (asked: Asked) => number): void {
  to.number(har.start);
  to.number(har.end);
  to.number(har.queued);
  to.number(har.proxied);
  to.number(har.transferSize);
  to.number(har.status);
  to.number(har.bodySize);
  packPhaseTimes(to, har.phases);
  packKey(to, har.key);
  to.ownWord(har.url);
  to.word(originOrScheme(har.url));
  to.word(har.method);
  to.word(har.protocol);
  to.word(har.resourceType);
  to.word(har.priority);
  to.word(har.remoteAddress);
  to.code(har.asked === null ? -1 : placeOf(har.asked));
  to.word(har.error);
  to.word(har.dialect);
  to.code(har.dated ? 1 : 0);
  to.word(har.reportedConnection);
  to.word(har.connect);
  to.word(har.noConnection);
  to.word(har.pageref);
  to.word(har.redirectTo);
  to.word(har.run);
  packPhaseStates(to, har.phases);
  to.code(har.isProxyAddress ? 1 : 0);
  for (const name of CONNECTION_HEADERS) to.word(har.headers[name] ?? null);
  packLogged(to, har.logged);
}

/** The keys of all rows, read once: much is looked up by them. @param first how many entries stand before those that they count from */
export function keysIn(codes: Int32Array, words: readonly (string | null)[], first: number): readonly string[] {
  const keys: string[] = [];
  for (let at = 0; at < codes.length; at += CODES) {
    keys.push(keyOf(words[codes[at + KEY]!]!, codes[at + KEY_NUMBER]!, first));
  }
  return keys;
}

/** @param entry its place among all entries */
export function packAssigned(to: Packer, request: Request, entry: number, placeOf: { readonly origination: (one: Origination) => number; readonly placing: (one: Request['placing']) => number }): void {
  to.code(entry);
  to.code(placeOf.origination(request.origination));
  to.word(request.connection);
  to.word(request.page);
  to.code(placeOf.placing(request.placing));
}

const NO_PROBLEMS: readonly Problem[] = [];

/**
 * A request that reads its facts where they arrived. It has them on its
 * prototype: a copy by `{ ...request }` or `structuredClone` would be empty.
 */
export class PackedRequest implements Request {
  readonly #heard: HeardTable;
  readonly #number: number;
  readonly #code: number;
  readonly #assigned: AssignedTable;
  readonly #assignedCode: number;

  constructor(heard: HeardTable, entry: number, assigned: AssignedTable, row: number) {
    this.#heard = heard;
    this.#number = entry * NUMBERS;
    this.#code = entry * CODES;
    this.#assigned = assigned;
    this.#assignedCode = row * ASSIGNED;
  }

  #numberAt(field: number): number | null {
    return numberIn(this.#heard, this.#number + field);
  }

  #codeAt(field: number): number {
    return this.#heard.codes[this.#code + field]!;
  }

  #wordAt(field: number): string | null {
    return wordIn(this.#heard, this.#code + field);
  }

  #assignedAt(field: number): number {
    return this.#assigned.codes[this.#assignedCode + field]!;
  }

  get id(): string {
    return this.#heard.keys[this.#code / CODES]!;
  }
  get url(): string {
    return this.#wordAt(URL)!;
  }
  get origin(): string {
    return this.#wordAt(ORIGIN)!;
  }
  get method(): string | null {
    return this.#wordAt(METHOD) || null;
  }
  get status(): number | null {
    return this.#numberAt(STATUS);
  }
  get protocol(): Protocol | null {
    return this.#wordAt(PROTOCOL) as Protocol | null;
  }
  get resourceType(): string | null {
    return this.#wordAt(RESOURCE_TYPE);
  }
  get priority(): string | null {
    return this.#wordAt(PRIORITY);
  }
  get page(): string | null {
    return this.#assigned.allWords[this.#assignedAt(PAGE)]!;
  }
  get start(): Instant {
    return instant(this.#heard.numbers[this.#number + START]!);
  }
  get end(): Instant | null {
    return this.#numberAt(END) as Instant | null;
  }
  get phases(): Phases {
    return new PackedPhases(this.#heard, this.#number + PHASE_TIMES, this.#code + PHASE_STATES);
  }
  get stalled(): number | null {
    return lengthOf(this.phases.stalled);
  }
  get queued(): number | null {
    return this.#numberAt(QUEUED);
  }
  get proxied(): number | null {
    return this.#numberAt(PROXIED);
  }
  get setup(): number | null {
    return setupLength(this.phases);
  }
  get origination(): Origination {
    return this.#assigned.allOriginations[this.#assignedAt(ORIGINATION)]!;
  }
  get connection(): string | null {
    return this.#assigned.allWords[this.#assignedAt(CONNECTION)]!;
  }
  get placing(): Request['placing'] {
    return this.#assigned.allPlacings[this.#assignedAt(PLACING)]!;
  }
  get remoteAddress(): string | null {
    return this.#wordAt(REMOTE_ADDRESS);
  }
  get headers(): ConnectionHeaders {
    return headersIn(this.#heard, this.#code + HEADERS);
  }
  get asked(): Asked | null {
    return this.#heard.allAsked[this.#codeAt(ASKED)] ?? null;
  }
  get error(): string | null {
    return this.#wordAt(ERROR);
  }
  get transferSize(): number | null {
    return this.#numberAt(TRANSFER_SIZE);
  }
  get problems(): readonly Problem[] {
    return this.#assigned.problems.get(this.#assignedCode / ASSIGNED) ?? NO_PROBLEMS;
  }
  get observations(): readonly HarObservation[] {
    return [observationIn(this.#heard, this.#code / CODES)];
  }
}

/** As it was before it was packed, but for the entry as it came. */
export function observationIn(table: HeardTable, row: number): HarObservation {
  const number = row * NUMBERS;
  const code = row * CODES;
  const codeAt = (field: number): number => table.codes[code + field]!;
  const wordAt = (field: number): string | null => wordIn(table, code + field);
  const numberAt = (field: number): number | null => numberIn(table, number + field);
  const phaseAt = (phase: number): Phase => phaseIn(table, number + PHASE_TIMES + 2 * phase, code + PHASE_STATES + phase);
  return {
    source: 'har',
    dialect: wordAt(DIALECT) as HarDialect,
    dated: codeAt(DATED) === 1,
    key: table.keys[row]!,
    url: wordAt(URL)!,
    start: instant(table.numbers[number + START]!),
    end: numberAt(END) as Instant | null,
    method: wordAt(METHOD)!,
    status: numberAt(STATUS),
    protocol: wordAt(PROTOCOL) as Protocol | null,
    phases: { stalled: phaseAt(0), dns: phaseAt(1), tcp: phaseAt(2), tls: phaseAt(3), send: phaseAt(4), wait: phaseAt(5), receive: phaseAt(6) },
    queued: numberAt(QUEUED),
    proxied: numberAt(PROXIED),
    reportedConnection: wordAt(REPORTED_CONNECTION),
    connect: wordAt(CONNECT) as ConnectSign,
    noConnection: wordAt(NO_CONNECTION) as NoConnection | null,
    remoteAddress: wordAt(REMOTE_ADDRESS),
    isProxyAddress: codeAt(IS_PROXY_ADDRESS) === 1,
    resourceType: wordAt(RESOURCE_TYPE),
    priority: wordAt(PRIORITY),
    error: wordAt(ERROR),
    transferSize: numberAt(TRANSFER_SIZE),
    bodySize: numberAt(BODY_SIZE),
    pageref: wordAt(PAGEREF),
    run: wordAt(RUN),
    redirectTo: wordAt(REDIRECT_TO),
    headers: headersIn(table, code + HEADERS),
    asked: table.allAsked[codeAt(ASKED)] ?? null,
    logged: loggedIn({ codeAt: (place) => codeAt(LOGGED + place), wordAt: (place) => wordAt(LOGGED + place), messages: table.messages.get(row) ?? null }),
    problems: table.problems.get(row) ?? NO_PROBLEMS,
    raw: null,
  };
}

const wordIn = ({ codes, allWords }: HeardTable, at: number): string | null => allWords[codes[at]!]!;

function numberIn({ numbers }: HeardTable, at: number): number | null {
  const value = numbers[at]!;
  return Number.isNaN(value) ? null : value;
}

function headersIn(table: HeardTable, at: number): ConnectionHeaders {
  const headers: { -readonly [name in keyof ConnectionHeaders]: string } = {};
  for (const [i, name] of CONNECTION_HEADERS.entries()) {
    const value = wordIn(table, at + i);
    if (value !== null) headers[name] = value;
  }
  return headers;
}
