import { instant, type Instant } from '../../core/base/units.ts';
import { CONNECTION_HEADERS, type Asked, type ConnectionHeaders, type ConnectSign, type HarDialect, type HarObservation, type NoConnection } from '../../core/model/observation.ts';
import { hidden, measured, PHASES, SKIPPED, type Phase, type Phases } from '../../core/model/phase.ts';
import type { Problem } from '../../core/model/problem.ts';
import type { Protocol } from '../../core/model/protocol.ts';
import type { Origination, Request } from '../../core/model/request.ts';
import type { Packed, Packer } from './packing.ts';

/** Facts that many requests share, and that are few: by their places in these lists. */
export interface Shared {
  readonly originations: readonly Origination[];
  readonly asked: readonly Asked[];
}

/** What few requests have. */
export interface Oddities {
  readonly row: number;
  readonly problems: readonly Problem[];
  /** Those of the entry itself. */
  readonly heard: readonly Problem[];
}

/** Some requests, each of so many numbers and codes. */
export interface RequestTable extends Omit<Packed, 'words'> {
  readonly shared: Shared;
  readonly allWords: readonly (string | null)[];
  readonly oddities: ReadonlyMap<number, Oddities>;
}

// Where each fact stands among those of its request.
const START = 0;
const END = 1;
const STALLED = 2;
const QUEUED = 3;
const PROXIED = 4;
const SETUP = 5;
const TRANSFER_SIZE = 6;
const STATUS = 7;
/** Start and end of each. */
const PHASE_TIMES = 8;
const NUMBERS = PHASE_TIMES + 2 * PHASES.length;

const ID = 0;
const URL = 1;
const ORIGIN = 2;
const METHOD = 3;
const PROTOCOL = 4;
const RESOURCE_TYPE = 5;
const PRIORITY = 6;
const PAGE = 7;
const ORIGINATION = 8;
const CONNECTION = 9;
const REMOTE_ADDRESS = 10;
const ASKED = 11;
const ERROR = 12;
const DIALECT = 13;
const DATED = 14;
const METHOD_HEARD = 15;
const REPORTED_CONNECTION = 16;
const CONNECT = 17;
const NO_CONNECTION = 18;
const PAGEREF = 19;
const REDIRECT_TO = 20;
const PHASE_STATES = 21;
const HEADERS = PHASE_STATES + PHASES.length;
const CODES = HEADERS + CONNECTION_HEADERS.length;

const UNMEASURED: readonly Phase[] = [SKIPPED, hidden('cross-origin'), hidden('not-reported'), hidden('unfinished')];
const MEASURED = UNMEASURED.length;
const stateOf = (phase: Phase): number => (phase.state === 'measured' ? MEASURED : UNMEASURED.indexOf(phase.state === 'skipped' ? SKIPPED : hidden(phase.why)));

export const rowsIn = ({ codes }: Pick<Packed, 'codes'>): number => codes.length / CODES;

/** Writes a request of a file: one that HAR alone tells of. Without the entry as it came, which stays in the file. */
export function packRequest(to: Packer, request: Request, placeOf: { readonly origination: (one: Origination) => number; readonly asked: (one: Asked) => number }): void {
  const har = heardOf(request);
  to.number(request.start);
  to.number(request.end);
  to.number(request.stalled);
  to.number(request.queued);
  to.number(request.proxied);
  to.number(request.setup);
  to.number(request.transferSize);
  to.number(request.status);
  for (const name of PHASES) {
    const phase = request.phases[name];
    to.number(phase.state === 'measured' ? phase.start : null);
    to.number(phase.state === 'measured' ? phase.end : null);
  }
  to.word(request.id);
  to.word(request.url);
  to.word(request.origin);
  to.word(request.method);
  to.word(request.protocol);
  to.word(request.resourceType);
  to.word(request.priority);
  to.word(request.page);
  to.code(placeOf.origination(request.origination));
  to.word(request.connection);
  to.word(request.remoteAddress);
  to.code(request.asked === null ? -1 : placeOf.asked(request.asked));
  to.word(request.error);
  to.word(har.dialect);
  to.code(har.dated ? 1 : 0);
  to.word(har.method);
  to.word(har.reportedConnection);
  to.word(har.connect);
  to.word(har.noConnection);
  to.word(har.pageref);
  to.word(har.redirectTo);
  for (const name of PHASES) to.code(stateOf(request.phases[name]));
  for (const name of CONNECTION_HEADERS) to.word(request.headers[name] ?? null);
}

export function heardOf({ id, observations: [har, ...others] }: Request): HarObservation {
  if (har?.source !== 'har' || others.length > 0) throw new Error(`${id} is not from a file.`);
  return har;
}

const NO_PROBLEMS: readonly Problem[] = [];

/**
 * A request that reads its facts where they arrived. It has them on its
 * prototype: a copy by `{ ...request }` or `structuredClone` would be empty.
 */
export class PackedRequest implements Request {
  readonly #table: RequestTable;
  readonly #number: number;
  readonly #code: number;

  constructor(table: RequestTable, row: number) {
    this.#table = table;
    this.#number = row * NUMBERS;
    this.#code = row * CODES;
  }

  #numberAt(field: number): number | null {
    const value = this.#table.numbers[this.#number + field]!;
    return Number.isNaN(value) ? null : value;
  }

  #codeAt(field: number): number {
    return this.#table.codes[this.#code + field]!;
  }

  #wordAt(field: number): string | null {
    return this.#table.allWords[this.#table.codes[this.#code + field]!]!;
  }

  get id(): string {
    return this.#wordAt(ID)!;
  }
  get url(): string {
    return this.#wordAt(URL)!;
  }
  get origin(): string {
    return this.#wordAt(ORIGIN)!;
  }
  get method(): string {
    return this.#wordAt(METHOD)!;
  }
  get status(): number {
    return this.#table.numbers[this.#number + STATUS]!;
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
    return this.#wordAt(PAGE);
  }
  get start(): Instant {
    return instant(this.#table.numbers[this.#number + START]!);
  }
  get end(): Instant | null {
    return this.#numberAt(END) as Instant | null;
  }
  get phases(): Phases {
    return new PackedPhases(this.#table, this.#number + PHASE_TIMES, this.#code + PHASE_STATES);
  }
  get stalled(): number | null {
    return this.#numberAt(STALLED);
  }
  get queued(): number | null {
    return this.#numberAt(QUEUED);
  }
  get proxied(): number | null {
    return this.#numberAt(PROXIED);
  }
  get setup(): number | null {
    return this.#numberAt(SETUP);
  }
  get origination(): Origination {
    return this.#table.shared.originations[this.#codeAt(ORIGINATION)]!;
  }
  get connection(): string | null {
    return this.#wordAt(CONNECTION);
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
    return this.#table.shared.asked[this.#codeAt(ASKED)] ?? null;
  }
  get error(): string | null {
    return this.#wordAt(ERROR);
  }
  get transferSize(): number | null {
    return this.#numberAt(TRANSFER_SIZE);
  }
  get problems(): readonly Problem[] {
    return this.#oddities()?.problems ?? NO_PROBLEMS;
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
        method: this.#wordAt(METHOD_HEARD)!,
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
        pageref: this.#wordAt(PAGEREF),
        redirectTo: this.#wordAt(REDIRECT_TO),
        headers: this.headers,
        asked: this.asked,
        problems: this.#oddities()?.heard ?? NO_PROBLEMS,
        raw: null,
      },
    ];
  }

  #oddities(): Oddities | undefined {
    return this.#table.oddities.size === 0 ? undefined : this.#table.oddities.get(this.#code / CODES);
  }
}

class PackedPhases implements Phases {
  readonly #table: RequestTable;
  readonly #times: number;
  readonly #states: number;

  constructor(table: RequestTable, times: number, states: number) {
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
