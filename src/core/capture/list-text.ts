import { jsonFault, parseJson } from '../base/json-fault.ts';
import { listOf } from '../base/unknown.ts';

/**
 * The text of a file that is one long list with little around it, taken apart
 * as it arrives. A file is mostly what nobody needs once its element is read:
 * parsed a few elements at a time, what was parsed is gone again while it is
 * still in the processor's cache, and takes half as long as all at once.
 */
export interface ListText {
  /** More of the text; returns elements that are whole now, in order. */
  add(text: string): readonly unknown[];
  /** What stands before the list, parsed, the list empty; `undefined` until it has come. */
  head(): unknown;
  /** The file, with those of its elements that were not returned yet; `undefined` when the text as a whole is no JSON. */
  end(): unknown;
  /** The same of a text that was cut off in its list, or after it: what is whole of it; `undefined` when its list had not begun, or it is no such text. */
  endCut(): { readonly file: unknown; /** Nothing of the list is missing. */ readonly isListWhole: boolean } | undefined;
  /** What is wrong with the text when it was not whole. */
  fault(): TextFault;
  /** The text so far ends right before an element: those that were not returned yet. `null` where it does not. */
  seam(): readonly unknown[] | null;
  /** What came next was read by another. */
  join(part: ListPart): void;
  /** For who reads it on. */
  part(): ListPart;
}

/** What was read of a text from one of its elements on, without what stands before that. */
export interface ListPart {
  /** Elements that were returned, and their characters. */
  readonly count: number;
  readonly length: number;
  /** What came and was not returned. */
  readonly rest: string;
}

interface TextFault {
  /** A clause that says what, and where. */
  readonly says: string;
  /** It is right up to where it ends. */
  readonly endsEarly: boolean;
  /** The character, from 1. */
  readonly at: number;
}

/** Where the list is, and what its elements look like. */
export interface ListShape {
  /** Ends where the first element begins. */
  readonly headEnd: RegExp;
  /** Closes what a head leaves open. */
  readonly tail: string;
  /**
   * Between two elements, to all appearances; global. That it is so is proven
   * by what lies between two such places: it parses as a list of its own only
   * if no bracket, brace or quotation mark is open at either end.
   */
  readonly between: RegExp;
  readonly listIn: (file: unknown) => unknown;
  /** What the list is of, and how the list is called: "entry", "`log.entries`". */
  readonly element: string;
  readonly list: string;
}

/** So many characters of elements are parsed at once; measured, the best from half to twice as many. */
const BATCH = 1 << 14;
/** So many are joined with what was left. What they make together is a short string to the engine: 128 kB at once took it eight times as long (V8). */
const STEP = 1 << 14;
/** Places in a row that only look like the end of an element, before it is sought further on. */
const TRIES = 8;
/** Before the list stands little; where it is more, the file is read as a whole. */
const LONGEST_HEAD = 1 << 22;
/** More in one piece, no engine keeps as a string (V8: 2²⁹ characters), and no capture has. */
const LONGEST_REST = 1 << 28;

/** Stands for the first element where the text around the list is parsed without it. */
const FIRST = 'the first element';

/** @param from where the text begins: at the file's beginning, or at one of its elements */
export function cutListText({ headEnd, tail, between, listIn, element, list }: ListShape, from: 'head' | 'element' = 'head'): ListText {
  let head = from === 'head' ? null : '';
  /** What came and was not returned. */
  let rest = '';
  // How much of it is worth another look: twice as much each time that nothing was found, so that no text makes the work grow with its square.
  let enough = 1;
  /** What was returned. */
  let cutCount = 0;
  let cutLength = 0;

  const elementsOf = (file: unknown): unknown[] | undefined => listOf(listIn(file)) as unknown[] | undefined;

  /** Whether the text ends where the first element of the list begins. */
  const isHead = (text: string): boolean => {
    const elements = elementsOf(parseJson(`${text}"${FIRST}"${tail}`));
    return elements?.length === 1 && elements[0] === FIRST;
  };

  /** Whether the list has begun; what stands before it is then the head. */
  const findHead = (): boolean => {
    if (head !== null) return true;
    const end = headEnd.exec(rest);
    const found = end === null ? '' : rest.slice(0, end.index + end[0].length);
    if (found === '' || !isHead(found)) return false;
    head = found;
    rest = rest.slice(found.length);
    return true;
  };

  /** Takes the elements that are whole out of a text that begins at one; returns what is left of it. */
  const cut = (text: string, elements: unknown[]): string => {
    let at = 0;
    let size = Math.max(BATCH, enough >> 1);
    let tries = 0;
    between.lastIndex = size;
    for (let found = between.exec(text); found !== null; found = between.exec(text)) {
      const some = listOf(parseJson(`[${text.slice(at, found.index + 1)}]`));
      if (some !== undefined) {
        for (const element of some) elements.push(element);
        cutCount += some.length;
        at = between.lastIndex;
        [size, tries] = [BATCH, 0];
        between.lastIndex = at + size;
      } else if ((tries += 1) % TRIES === 0) {
        size *= 2;
        between.lastIndex = at + size;
      }
    }
    cutLength += at;
    const left = text.slice(at);
    enough = left.length < 2 * BATCH ? BATCH : left.length * 2;
    return left;
  };

  /** With `FIRST` before what is left of the list, where a head was found. */
  const whole = (text: string): unknown => {
    if (head === null) return parseJson(text);
    const file = parseJson(`${head}"${FIRST}",${text}`);
    const elements = elementsOf(file);
    // A second list after these: nobody can tell which are meant.
    if (elements?.[0] !== FIRST) return undefined;
    elements.shift();
    return file;
  };

  const add = (text: string, elements: unknown[]): void => {
    rest += text;
    if (rest.length > LONGEST_REST) throw new Error(`This cannot be read: ${LONGEST_REST.toLocaleString('en')} characters in which no ${element} ends.`);
    if (rest.length < enough) return;
    if (head === null && !headEnd.test(rest)) enough = rest.length > LONGEST_HEAD ? Infinity : rest.length * 2;
    else if (findHead()) rest = cut(rest, elements);
    // The text is none of these so far, or these elements are not the list's: read as a whole, it will be seen.
    else enough = Infinity;
  };

  return {
    add(text) {
      const elements: unknown[] = [];
      let at = 0;
      while (at < text.length) {
        if (head !== null && rest === '') {
          rest = cut(text.slice(at), elements);
          break;
        }
        const step = text.slice(at, at + STEP);
        add(step, elements);
        at += step.length;
        // What is left came with this step alone, and need not be joined with what follows: it is taken from there with that.
        if (head !== null && rest.length <= step.length) {
          at -= rest.length;
          rest = '';
        }
      }
      return elements;
    },
    head: () => (head === null ? undefined : parseJson(head + tail)),
    end: () => whole(rest),
    endCut() {
      if (!findHead()) return undefined;
      const { end, isListWhole } = wholeElements(rest);
      const file = whole(`${rest.slice(0, end)}${tail}`);
      // Cut within the first of what is left, or something else is wrong with that.
      return elementsOf(file) === undefined ? { file: parseJson(head + tail), isListWhole: false } : { file, isListWhole };
    },
    fault() {
      const stand = head === null ? '' : `${head}"${FIRST}",`;
      const found = jsonFault(stand + rest);
      if (found === null) return { says: `it has more than one ${list}.`, endsEarly: false, at: 1 };
      const inRest = found.at - stand.length;
      const at = inRest + (head?.length ?? 0) + cutLength;
      const before = cutCount + (head === null ? 0 : wholeElements(rest.slice(0, Math.max(inRest, 0))).count);
      const where = `at character ${(at + 1).toLocaleString('en')}${before === 0 ? '' : `, after ${element} ${before.toLocaleString('en')}`}`;
      return { says: found.endsEarly ? `it ends early, ${where}.` : `${found.what} ${where}.`, endsEarly: found.endsEarly, at: at + 1 };
    },
    seam() {
      const end = head === null ? -1 : rest.search(/,\s*$/);
      const elements = end < 0 ? undefined : listOf(parseJson(`[${rest.slice(0, end)}]`));
      if (elements === undefined) return null;
      cutCount += elements.length;
      cutLength += rest.length;
      [rest, enough] = ['', BATCH];
      return elements;
    },
    join(part) {
      cutCount += part.count;
      cutLength += part.length;
      rest = part.rest;
    },
    part: () => ({ count: cutCount, length: cutLength, rest }),
  };
}

/** How many whole elements of a list follow whose beginning lies before the text, and where the last of them that is an object or a list ends. */
function wholeElements(text: string): { readonly end: number; readonly count: number; readonly isListWhole: boolean } {
  let end = 0;
  let count = 0;
  let depth = 0;
  // What is no object and no list is whole when what follows it has come.
  let isCounted = false;
  let from = 0;
  STRUCTURE.lastIndex = 0;
  for (let found = STRUCTURE.exec(text); found !== null; found = STRUCTURE.exec(text)) {
    const [sign] = found;
    if (sign === '"') STRUCTURE.lastIndex = stringEnd(text, STRUCTURE.lastIndex);
    else if (sign === '{' || sign === '[') depth += 1;
    else if (sign === ',') {
      if (depth > 0) continue;
      if (!isCounted) count += 1;
      isCounted = false;
      from = STRUCTURE.lastIndex;
    } else {
      depth -= 1;
      if (depth < 0) return { end, count: count + Number(!isCounted && text.slice(from, found.index).trim() !== ''), isListWhole: true };
      if (depth > 0) continue;
      end = STRUCTURE.lastIndex;
      count += 1;
      isCounted = true;
    }
  }
  return { end, count, isListWhole: false };
}

const STRUCTURE = /[{}[\]",]/g;

/** After the quote that closes a string, or at the end where none does. A pattern for whole strings runs out of stack in long ones (V8: 20 million characters). */
function stringEnd(text: string, from: number): number {
  for (let quote = text.indexOf('"', from); quote >= 0; quote = text.indexOf('"', quote + 1)) {
    let escapes = quote;
    while (escapes > from && text[escapes - 1] === '\\') escapes -= 1;
    if ((quote - escapes) % 2 === 0) return quote + 1;
  }
  return text.length;
}
