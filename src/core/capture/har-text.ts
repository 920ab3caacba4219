import { jsonFault } from '../base/json-fault.ts';
import { fieldsOf, listOf } from '../base/unknown.ts';

/**
 * The text of a HAR file, taken apart as it arrives. A file is mostly headers
 * that nobody needs once their entry is read: parsed a few entries at a time,
 * what was parsed is gone again while it is still in the processor's cache,
 * and takes half as long as all at once.
 */
export interface HarText {
  /** More of the text; returns entries that are whole now, in order. */
  add(text: string): readonly unknown[];
  /** The file, with those of its entries that were not returned yet; `undefined` when the text as a whole is no JSON. */
  end(): unknown;
  /** A sentence that says why, and where, when it was not. */
  fault(): string;
}

/** So many characters of entries are parsed at once; measured, the best from half to twice as many. */
const BATCH = 1 << 15;
/** Places in a row that only look like the end of an entry, before it is sought further on. */
const TRIES = 8;
/** Before the entries stand the creator and the pages; where it is more, the file is read as a whole. */
const LONGEST_HEAD = 1 << 22;
/** More in one piece, no engine keeps as a string (V8: 2²⁹ characters), and no capture has. */
const LONGEST_REST = 1 << 28;
/** What is longer is looked at before it is parsed: brackets alone could fill the memory. */
const LONGEST_UNSEEN = 1 << 20;

const HEAD_END = /"entries"\s*:\s*\[\s*(?=\{)/;
/** Stands for the first entry where the text around the entries is parsed without them. */
const FIRST = 'the first entry';

/**
 * Between two entries, to all appearances; elsewhere in a list, the first key
 * is another. That it is so is proven by what lies between two such places:
 * it parses as a list of its own only if no bracket, brace or quotation mark
 * is open at either end.
 */
const BETWEEN = /\}\s*,\s*(?=\{\s*"(?:_\w+|startedDateTime|time|request|response|cache|timings|pageref|serverIPAddress|connection|comment)"\s*:)/g;

export function cutHarText(): HarText {
  let head: string | null = null;
  /** What came and was not returned. */
  let rest = '';
  // How much of it is worth another look: twice as much each time that nothing was found, so that no text makes the work grow with its square.
  let enough = 1;
  /** What was returned. */
  let cutCount = 0;
  let cutLength = 0;

  const cut = (): unknown[] => {
    const entries: unknown[] = [];
    let at = 0;
    let size = Math.max(BATCH, enough >> 1);
    let tries = 0;
    BETWEEN.lastIndex = size;
    for (let found = BETWEEN.exec(rest); found !== null; found = BETWEEN.exec(rest)) {
      const some = listOf(parsed(`[${rest.slice(at, found.index + 1)}]`));
      if (some !== undefined) {
        for (const entry of some) entries.push(entry);
        at = BETWEEN.lastIndex;
        [size, tries] = [BATCH, 0];
        BETWEEN.lastIndex = at + size;
      } else if ((tries += 1) % TRIES === 0) {
        size *= 2;
        BETWEEN.lastIndex = at + size;
      }
    }
    cutCount += entries.length;
    cutLength += at;
    rest = rest.slice(at);
    enough = rest.length < 2 * BATCH ? BATCH : rest.length * 2;
    return entries;
  };

  return {
    add(text) {
      rest += text;
      if (rest.length > LONGEST_REST) throw new Error(`Not a HAR file: ${LONGEST_REST.toLocaleString('en')} characters in which no entry ends.`);
      if (rest.length < enough) return [];
      if (head !== null) return cut();
      const end = HEAD_END.exec(rest);
      if (end === null) {
        enough = rest.length > LONGEST_HEAD ? Infinity : rest.length * 2;
        return [];
      }
      const found = rest.slice(0, end.index + end[0].length);
      if (!isHead(found)) {
        // The text is no HAR's so far, or these entries are not the log's: read as a whole, it will be seen.
        enough = Infinity;
        return [];
      }
      head = found;
      rest = rest.slice(found.length);
      return cut();
    },
    end() {
      if (head === null) return parsedWhole(rest);
      const file = parsedWhole(`${head}"${FIRST}",${rest}`);
      const entries = entriesOf(file);
      // A second `entries` after these: nobody can tell which are meant.
      if (entries?.[0] !== FIRST) return undefined;
      entries.shift();
      return file;
    },
    fault() {
      const stand = head === null ? '' : `${head}"${FIRST}",`;
      const found = jsonFault(stand + rest);
      if (found === null) return 'it has more than one `log.entries`.';
      const at = found.at - stand.length + (head?.length ?? 0) + cutLength;
      const where = `at character ${(at + 1).toLocaleString('en')}${cutCount === 0 ? '' : `, after entry ${cutCount.toLocaleString('en')}`}`;
      return found.endsEarly ? `it ends early, ${where}.` : `${found.what} ${where}.`;
    },
  };
}

const parsedWhole = (text: string): unknown => (text.length > LONGEST_UNSEEN && jsonFault(text) !== null ? undefined : parsed(text));

/** Whether the text ends where the first entry of the log begins. */
function isHead(text: string): boolean {
  const entries = entriesOf(parsed(`${text}"${FIRST}"]}}`));
  return entries?.length === 1 && entries[0] === FIRST;
}

const entriesOf = (file: unknown): unknown[] | undefined => listOf(fieldsOf(fieldsOf(file)?.['log'])?.['entries']) as unknown[] | undefined;

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
