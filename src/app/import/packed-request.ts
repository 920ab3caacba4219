import { originOrScheme } from '../../core/base/url.ts';
import { setupLength } from '../../core/analysis/moments.ts';
import { instant, type Instant } from '../../core/base/units.ts';
import { CONNECTION_HEADERS, type Asked, type ConnectionHeaders, type ConnectSign, type HarDialect, type HarObservation, type NoConnection } from '../../core/model/observation.ts';
import { hidden, lengthOf, measured, PHASES, SKIPPED, type Phase, type Phases } from '../../core/model/phase.ts';
import type { Problem } from '../../core/model/problem.ts';
import type { Protocol } from '../../core/model/protocol.ts';
import type { Origination, Request } from '../../core/model/request.ts';
import type { Packed, Packer } from './packing.ts';

/** What the file's entries tell, one row of numbers and codes for each. */
export interface HeardTable extends Omit<Packed, 'words'> {
  /** Those of all parcels. */
  readonly allWords: readonly (string | null)[];
  readonly allAsked: readonly Asked[];
  /** Of the few rows that have any. */
  readonly problems: ReadonlyMap<number, readonly Problem[]>;
}

/** What the analysis adds to it, one row of codes for each request. */
export interface AssignedTable {
  readonly codes: Int32Array;
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
const URL = 1;
const ORIGIN = 2;
const METHOD = 3;
const PROTOCOL = 4;
const RESOURCE_TYPE = 5;
const PRIORITY = 6;
const REMOTE_ADDRESS = 7;
const ASKED = 8;
const ERROR = 9;
const DIALECT = 10;
const DATED = 11;
const REPORTED_CONNECTION = 12;
const CONNECT = 13;
const NO_CONNECTION = 14;
const PAGEREF = 15;
const REDIRECT_TO = 16;
const PHASE_STATES = 17;
const HEADERS = PHASE_STATES + PHASES.length;
const CODES = HEADERS + CONNECTION_HEADERS.length;

// Codes that the analysis adds:
const ENTRY = 0;
const ORIGINATION = 1;
const CONNECTION = 2;
const PAGE = 3;
const PLACING = 4;
const ASSIGNED = 5;

const UNMEASURED: readonly Phase[] = [SKIPPED, hidden('cross-origin'), hidden('not-reported'), hidden('unfinished')];
const MEASURED = UNMEASURED.length;
const stateOf = (phase: Phase): number => (phase.state === 'measured' ? MEASURED : UNMEASURED.indexOf(phase.state === 'skipped' ? SKIPPED : hidden(phase.why)));

export const entriesIn = ({ codes }: Pick<HeardTable, 'codes'>): number => codes.length / CODES;
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
  for (const name of PHASES) {
    const phase = har.phases[name];
    to.number(phase.state === 'measured' ? phase.start : null);
    to.number(phase.state === 'measured' ? phase.end : null);
  }
  to.ownWord(har.key);
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
  for (const name of PHASES) to.code(stateOf(har.phases[name]));
  for (const name of CONNECTION_HEADERS) to.word(har.headers[name] ?? null);
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
    const value = this.#heard.numbers[this.#number + field]!;
    return Number.isNaN(value) ? null : value;
  }

  #codeAt(field: number): number {
    return this.#heard.codes[this.#code + field]!;
  }

  #wordAt(field: number): string | null {
    return this.#heard.allWords[this.#heard.codes[this.#code + field]!]!;
  }

  #assignedAt(field: number): number {
    return this.#assigned.codes[this.#assignedCode + field]!;
  }

  get id(): string {
    return this.#wordAt(KEY)!;
  }
  get url(): string {
    return this.#wordAt(URL)!;
  }
  get origin(): string {
    return this.#wordAt(ORIGIN)!;
  }
  get method(): string {
    return this.#wordAt(METHOD) || 'GET';
  }
  get status(): number {
    return this.#heard.numbers[this.#number + STATUS]!;
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
    return this.#heard.allWords[this.#assignedAt(PAGE)]!;
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
    return this.#heard.allWords[this.#assignedAt(CONNECTION)]!;
  }
  get placing(): Request['placing'] {
    return this.#assigned.allPlacings[this.#assignedAt(PLACING)]!;
  }
  get remoteAddress(): string | null {
    return this.#wordAt(REMOTE_ADDRESS);
  }
  get headers(): ConnectionHeaders {
    const headers: { -readonly [name in keyof ConnectionHeaders]: string } = {};
    for (const [i, name] of CONNECTION_HEADERS.entries()) {
      const value = this.#wordAt(HEADERS + i);
      if (value !== null) headers[name] = value;
    }
    return headers;
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
    return [
      {
        source: 'har',
        key: this.id,
        url: this.url,
        start: this.start,
        end: this.end,
        dialect: this.#wordAt(DIALECT) as HarDialect,
        dated: this.#codeAt(DATED) === 1,
        method: this.#wordAt(METHOD)!,
        status: this.status,
        protocol: this.protocol,
        phases: this.phases,
        queued: this.queued,
        proxied: this.proxied,
        reportedConnection: this.#wordAt(REPORTED_CONNECTION),
        connect: this.#wordAt(CONNECT) as ConnectSign,
        noConnection: this.#wordAt(NO_CONNECTION) as NoConnection | null,
        remoteAddress: this.remoteAddress,
        resourceType: this.resourceType,
        priority: this.priority,
        error: this.error,
        transferSize: this.transferSize,
        bodySize: this.#numberAt(BODY_SIZE),
        pageref: this.#wordAt(PAGEREF),
        redirectTo: this.#wordAt(REDIRECT_TO),
        headers: this.headers,
        asked: this.asked,
        problems: this.#heard.problems.get(this.#code / CODES) ?? NO_PROBLEMS,
        raw: null,
      },
    ];
  }
}

class PackedPhases implements Phases {
  readonly #table: HeardTable;
  readonly #times: number;
  readonly #states: number;

  constructor(table: HeardTable, times: number, states: number) {
    this.#table = table;
    this.#times = times;
    this.#states = states;
  }

  #at(phase: number): Phase {
    const state = this.#table.codes[this.#states + phase]!;
    if (state !== MEASURED) return UNMEASURED[state]!;
    const at = this.#times + 2 * phase;
    return measured(instant(this.#table.numbers[at]!), instant(this.#table.numbers[at + 1]!));
  }

  get stalled(): Phase {
    return this.#at(0);
  }
  get dns(): Phase {
    return this.#at(1);
  }
  get tcp(): Phase {
    return this.#at(2);
  }
  get tls(): Phase {
    return this.#at(3);
  }
  get send(): Phase {
    return this.#at(4);
  }
  get wait(): Phase {
    return this.#at(5);
  }
  get receive(): Phase {
    return this.#at(6);
  }
}
