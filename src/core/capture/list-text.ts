import { jsonFault } from '../base/json-fault.ts';
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
  /** The same of a text that was cut off somewhere in its list: what is whole of it; `undefined` when it was not. */
  endCut(): unknown;
  /** A clause that says what is wrong with the text, and where, when it was not. */
  fault(): string;
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
  /** Begins with the end of the last element; where something stands after the list that may be cut off, too. */
  readonly listEnd?: RegExp;
  readonly listIn: (file: unknown) => unknown;
  /** What the list is of, and how the list is called: "entry", "`log.entries`". */
  readonly element: string;
  readonly list: string;
}

/** So many characters of elements are parsed at once; measured, the best from half to twice as many. */
const BATCH = 1 << 15;
/** Places in a row that only look like the end of an element, before it is sought further on. */
const TRIES = 8;
/** Before the list stands little; where it is more, the file is read as a whole. */
const LONGEST_HEAD = 1 << 22;
/** More in one piece, no engine keeps as a string (V8: 2²⁹ characters), and no capture has. */
const LONGEST_REST = 1 << 28;
/** What is longer is looked at before it is parsed: brackets alone could fill the memory. */
const LONGEST_UNSEEN = 1 << 20;

/** Stands for the first element where the text around the list is parsed without it. */
const FIRST = 'the first element';

export function cutListText({ headEnd, tail, between, listEnd, listIn, element, list }: ListShape): ListText {
  let head: string | null = null;
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
    const elements = elementsOf(parsed(`${text}"${FIRST}"${tail}`));
    return elements?.length === 1 && elements[0] === FIRST;
  };

  const cut = (): unknown[] => {
    const elements: unknown[] = [];
    let at = 0;
    let size = Math.max(BATCH, enough >> 1);
    let tries = 0;
    between.lastIndex = size;
    for (let found = between.exec(rest); found !== null; found = between.exec(rest)) {
      const some = listOf(parsed(`[${rest.slice(at, found.index + 1)}]`));
      if (some !== undefined) {
        for (const element of some) elements.push(element);
        at = between.lastIndex;
        [size, tries] = [BATCH, 0];
        between.lastIndex = at + size;
      } else if ((tries += 1) % TRIES === 0) {
        size *= 2;
        between.lastIndex = at + size;
      }
    }
    cutCount += elements.length;
    cutLength += at;
    rest = rest.slice(at);
    enough = rest.length < 2 * BATCH ? BATCH : rest.length * 2;
    return elements;
  };

  /** With `FIRST` before what is left of the list, where a head was found. */
  const whole = (text: string): unknown => {
    if (head === null) return parsedWhole(text);
    const file = parsedWhole(`${head}"${FIRST}",${text}`);
    const elements = elementsOf(file);
    // A second list after these: nobody can tell which are meant.
    if (elements?.[0] !== FIRST) return undefined;
    elements.shift();
    return file;
  };

  return {
    add(text) {
      rest += text;
      if (rest.length > LONGEST_REST) throw new Error(`This cannot be read: ${LONGEST_REST.toLocaleString('en')} characters in which no ${element} ends.`);
      if (rest.length < enough) return [];
      if (head !== null) return cut();
      const end = headEnd.exec(rest);
      if (end === null) {
        enough = rest.length > LONGEST_HEAD ? Infinity : rest.length * 2;
        return [];
      }
      const found = rest.slice(0, end.index + end[0].length);
      if (!isHead(found)) {
        // The text is none of these so far, or these elements are not the list's: read as a whole, it will be seen.
        enough = Infinity;
        return [];
      }
      head = found;
      rest = rest.slice(found.length);
      return cut();
    },
    head: () => (head === null ? undefined : parsed(head + tail)),
    end: () => whole(rest),
    endCut() {
      for (const end of wholeElementEnds(rest, between, listEnd)) {
        const file = whole(`${rest.slice(0, end)}${tail}`);
        if (elementsOf(file) !== undefined) return file;
      }
      // Cut within the first of what is left.
      return head === null ? undefined : parsed(head + tail);
    },
    fault() {
      const stand = head === null ? '' : `${head}"${FIRST}",`;
      const found = jsonFault(stand + rest);
      if (found === null) return `it has more than one ${list}.`;
      const at = found.at - stand.length + (head?.length ?? 0) + cutLength;
      const where = `at character ${(at + 1).toLocaleString('en')}${cutCount === 0 ? '' : `, after ${element} ${cutCount.toLocaleString('en')}`}`;
      return found.endsEarly ? `it ends early, ${where}.` : `${found.what} ${where}.`;
    },
  };
}

const parsedWhole = (text: string): unknown => (text.length > LONGEST_UNSEEN && jsonFault(text) !== null ? undefined : parsed(text));

/** Where the last whole element may end, the likeliest first. */
function wholeElementEnds(text: string, between: RegExp, listEnd: RegExp | undefined): readonly number[] {
  const last = listEnd === undefined ? -1 : text.search(listEnd);
  const ends: number[] = [];
  between.lastIndex = 0;
  for (let found = between.exec(text); found !== null; found = between.exec(text)) ends.push(found.index + 1);
  return [last + 1, text.lastIndexOf('}') + 1, ...ends.slice(-TRIES).reverse()].filter((end) => end > 0);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
