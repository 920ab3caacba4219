import { jsonFault } from '../base/json-fault.ts';
import { fail, ok, type Result } from '../base/result.ts';
import type { AboutFile } from '../model/about.ts';
import type { Page } from '../model/analysis.ts';
import { NO_PAGE, type HarObservation } from '../model/observation.ts';
import type { WiresTold } from '../model/wires.ts';
import { createHarReader, type HarFile, type HarPart, type Joined } from './har.ts';
import { cutHarPart, cutHarText } from './har-text.ts';
import type { ListPart } from './list-text.ts';
import { describeShape, kindOf, kindOfStart, TELLING, type FileKind } from './kind.ts';
import { readCdp } from './cdp.ts';
import { aboutLog } from './log-formats.ts';
import { readLogText } from './log-text.ts';
import { createNetlogTextReader } from './netlog/file.ts';
import { readNetlog, type NetlogFile } from './netlog/netlog.ts';
import { readTrace } from './trace.ts';

/** What was read of a file, whichever kind it was. */
export interface AnyFile {
  readonly kind: FileKind;
  /** All of them, in the file's order. */
  readonly observations: readonly HarObservation[];
  readonly pages: readonly Page[];
  /** Elements of its list that are not what the list is of. */
  readonly skipped: number;
  /** The places of those in a HAR's list, from 0; nobody counts the events of a log. */
  readonly skippedAt: readonly number[];
  /** Where it ended too early, and what is missing, for a sentence: "cut off at …"; what was whole was read. `null`: it is whole. */
  readonly cut: string | null;
  readonly about: Omit<AboutFile, 'problems'>;
  /** What a NetLog tells of connections; `null` of all other kinds. */
  readonly wires: WiresTold | null;
}

/** The text of a file as it arrives; its kind is told by how it begins. */
export interface AnyReader {
  /** Returns what was read from it so far and not returned yet. */
  add(text: string): readonly HarObservation[];
  /** The text so far ends right before an entry of a HAR: what was not returned yet. `null` where it does not. */
  seam(): readonly HarObservation[] | null;
  /** What another read of what comes next; `null` when it cannot be joined, and is to be added as text. */
  join(part: FilePart): Joined | null;
  end(): Result<AnyFile>;
}

/** A HAR from one of its entries on, read by itself. */
export type FilePart = HarPart & { readonly text: ListPart };

/** @param raw whether observations keep the entries as they came, where those are HAR's */
export function createAnyReader({ raw }: { readonly raw: 'keep' | 'give-up' }): AnyReader {
  let start = '';
  let reader: AnyReader | null = null;
  const begin = (): AnyReader => {
    reader = READERS[kindOfStart(start) ?? 'har'](raw);
    return reader;
  };
  return {
    add(text) {
      if (reader !== null) return reader.add(text);
      start += text;
      return start.length < TELLING ? [] : begin().add(start);
    },
    seam: () => reader?.seam() ?? null,
    join: (part) => reader?.join(part) ?? null,
    end() {
      if (reader !== null) return reader.end();
      const begun = begin();
      begun.add(start);
      return begun.end();
    },
  };
}

type Make = (raw: 'keep' | 'give-up') => AnyReader;

const READERS: Readonly<Record<FileKind, Make>> = { har: harReader, netlog: netlogReader, trace: wholeReader, cdp: wholeReader };

/** Also for what does not tell its kind by how it begins. */
function harReader(raw: 'keep' | 'give-up'): AnyReader {
  const text = cutHarText();
  const har = createHarReader({ raw });
  /** What is right up to its end has lost that alone; of all else nobody can tell what is whole. */
  const salvage = (): Result<AnyFile> => {
    const { says, endsEarly, at } = text.fault();
    const left = endsEarly ? text.endCut() : undefined;
    const read = left === undefined ? null : har.end(left.file);
    if (left === undefined || read === null || !read.ok || read.value.observations.length === 0) return fail(`Not a HAR file: ${says}`);
    return ok(fromHar(read.value, cutOff(read.value, at, left.isListWhole)));
  };
  return {
    add: (piece) => har.add(text.add(piece)),
    seam() {
      const entries = text.seam();
      return entries && har.add(entries);
    },
    join(part) {
      const joined = har.join(part);
      if (joined !== null) text.join(part.text);
      return joined;
    },
    end() {
      const file = text.end();
      if (file === undefined) return salvage();
      const kind = kindOf(file);
      if (kind !== null && kind !== 'har') return readWhole(file);
      const read = har.end(file);
      return read.ok ? ok(fromHar(read.value, null)) : fail(unreadable(file));
    },
  };
}

const fromHar = ({ skipped, ...all }: HarFile, cut: string | null): AnyFile => ({ kind: 'har', ...all, skipped: skipped.length, skippedAt: skipped, cut, wires: null });

function cutOff({ observations, skipped, pages }: HarFile, at: number, isListWhole: boolean): string {
  const entry = (observations.length + skipped.length).toLocaleString('en');
  const missing = isListWhole ? 'what stands after its entries is missing' : 'whatever came after that entry is missing';
  const withoutPages = pages.length === 0 && observations.some(({ pageref }) => pageref !== null && pageref !== NO_PAGE) ? ', and so are its pages' : '';
  return `cut off at character ${at.toLocaleString('en')}, after entry ${entry}: ${missing}${withoutPages}`;
}

/** A HAR from one of its entries on. */
export interface PartReader {
  add(text: string): readonly HarObservation[];
  /** `null` when it takes what stands before to read it. */
  end(): Omit<FilePart, 'observations'> | null;
}

export function createPartReader(): PartReader {
  const text = cutHarPart();
  const har = createHarReader({ raw: 'give-up' });
  return {
    add: (piece) => har.add(text.add(piece)),
    end() {
      const part = har.part();
      return part && { ...part, text: text.part() };
    },
  };
}

/** What cannot be read in parts. */
const AS_ONE = { seam: () => null, join: () => null };

function netlogReader(): AnyReader {
  const netlog = createNetlogTextReader();
  return {
    ...AS_ONE,
    // What is told of one request lies all over the log.
    add(piece) {
      netlog.add(piece);
      return [];
    },
    end() {
      const read = netlog.end();
      return read.ok ? ok(fromNetlog(read.value)) : read;
    },
  };
}

const fromNetlog = ({ observations, pages, skipped, cut, wires }: NetlogFile & { readonly cut: string | null }): AnyFile => ({ kind: 'netlog', observations, pages, skipped, skippedAt: [], cut, about: aboutLog('netlog', observations), wires });

/** A text of V8's can be little longer. */
const LONGEST_WHOLE = 500e6;

/** Traces and DevTools' events are small beside what they are of, and need all of it at once. */
function wholeReader(): AnyReader {
  let pieces: string[] = [];
  let length = 0;
  return {
    ...AS_ONE,
    add(piece) {
      length += piece.length;
      if (length > LONGEST_WHOLE) pieces = [];
      else pieces.push(piece);
      return [];
    },
    end() {
      if (length > LONGEST_WHOLE) return fail(`This trace or log of DevTools events is too long: ${Math.round(length / 1e6)} million characters, of which ${LONGEST_WHOLE / 1e6} million can be read.`);
      const text = pieces.join('');
      const read = readLogText(text);
      return read === undefined ? fail(faultOf(text)) : readWhole(read.file, read.cut);
    },
  };
}

/** @param cut of a file that is not there as a whole */
function readWhole(file: unknown, cut: string | null = null): Result<AnyFile> {
  const kind = kindOf(file);
  if (kind === 'netlog') {
    const read = readNetlog(file);
    return read.ok ? ok(fromNetlog({ ...read.value, cut })) : read;
  }
  if (kind === 'trace' || kind === 'cdp') {
    const read = kind === 'trace' ? readTrace(file) : readCdp(file);
    return read.ok ? ok({ kind, ...read.value, skippedAt: [], cut, about: aboutLog(kind, read.value.observations), wires: null }) : read;
  }
  return fail(unreadable(file));
}

const unreadable = (file: unknown): string => `This is ${describeShape(file)}. ${READABLE}`;

/** Of a text that is no JSON, nor lines of it. */
function faultOf(text: string): string {
  const { what, at } = jsonFault(text)!;
  return `This is no JSON: ${what}, at character ${(at + 1).toLocaleString('en')}. ${READABLE}`;
}

const READABLE = 'What can be read: HAR (`log.entries`), Chrome\'s NetLog, Chrome\'s performance traces, and logs of DevTools\' Network events.';
